"""The planner with a language model: sub-questions and searches from a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.asking.answers import PlanAnswer, QueryAnswer, RefineAnswer
from agents.asking.asker import Asker
from agents.asking.documents import resolve, sub_question_list
from agents.asking.failure import unusable, why
from litassay.errors import BudgetReached, ModelError
from litassay.ports import Planner
from litassay.prompting.prompt import Prompt
from litassay.types import EvidenceBase, Plan, Query, Question, SubQuestion

_MOST_PARTS = 6
_MOST_QUERIES = 8
_BOOLEAN = """Give each query its Boolean form too: `concepts`, 2 or 3 inner lists of 1 to 4 \
terms. Each inner list holds synonyms, of which any one will do; every inner list must match. \
Spell abbreviations out and also give them short."""
_LONGEST = 300
"""Characters of a sub-question or query; longer ones are not what was asked for."""


@dataclass(frozen=True)
class ModelPlanner:
    """Implements `Planner`; the fallback plans when the model's answer cannot be used."""

    asker: Asker
    prompt: Prompt
    refine_prompt: Prompt
    fallback: Planner
    boolean: bool = False
    """Whether any source takes Boolean queries: a library does not."""

    async def plan(self, question: Question) -> Plan:
        """Raises ModelError when the server cannot be reached or refuses."""
        messages = self.prompt.render(
            question=question.text, years=_years(question), form=self._form()
        )
        try:
            heard = await self.asker.ask(
                "planner", lambda _: messages, PlanAnswer, _plan_complaints
            )
        except (ModelError, BudgetReached) as error:
            _raise_unless_unusable(error)
            plan = await self.fallback.plan(question)
            return plan.model_copy(update={"notes": f"Planned without the model, {why(error)}."})
        answer = heard.answer
        if _plan_complaints(answer):
            plan = await self.fallback.plan(question)
            return plan.model_copy(
                update={"notes": "Planned without the model, whose plan could not be used."}
            )
        parts = tuple(
            SubQuestion(id=f"q{n}", text=" ".join(text.split()))
            for n, text in enumerate(_usable(answer.sub_questions)[:_MOST_PARTS], start=1)
        )
        queries = _queries(answer.queries, parts, question, round_number=0)
        return Plan(sub_questions=parts, queries=queries)

    async def refine(self, base: EvidenceBase, gaps: Sequence[str]) -> Plan:
        """Raises ModelError when the server cannot be reached or refuses."""
        question, parts = base.question, base.sub_questions
        wanted = [p for p in parts if p.id in gaps] or list(parts)
        messages = self.refine_prompt.render(
            question=question.text,
            years=_years(question),
            sub_questions=sub_question_list(parts),
            gaps=sub_question_list(wanted),
            tried=_tried(base),
            form=self._form(),
        )
        number = len(base.plans)
        try:
            heard = await self.asker.ask(
                "planner", lambda _: messages, RefineAnswer, _query_complaints
            )
        except (ModelError, BudgetReached) as error:
            _raise_unless_unusable(error)
            plan = await self.fallback.refine(base, gaps)
            notes = f"{plan.notes} Its queries are not the model's, {why(error)}.".strip()
            return plan.model_copy(update={"notes": notes})
        queries = _queries(heard.answer.queries, parts, question, number)
        tried = {q.text.lower() for p in base.plans for q in p.queries}
        fresh = tuple(q for q in queries if q.text.lower() not in tried)
        if not fresh:
            return await self.fallback.refine(base, gaps)
        notes = f"Too little was found on {', '.join(p.id for p in wanted)}."
        return Plan(sub_questions=parts, queries=fresh, round=number, notes=notes)

    def _form(self) -> str:
        return _BOOLEAN if self.boolean else ""


def _raise_unless_unusable(error: ModelError | BudgetReached) -> None:
    if isinstance(error, ModelError) and not unusable(error):
        raise error


def _plan_complaints(answer: PlanAnswer) -> list[str]:
    problems = [] if _usable(answer.sub_questions) else ["sub_questions: give 1 to 6 of them"]
    return problems + _query_complaints(answer)


def _query_complaints(answer: PlanAnswer | RefineAnswer) -> list[str]:
    usable = _usable([q.text for q in answer.queries])
    return [] if usable else ["queries: give 1 to 8 of them, each with a text"]


def _usable(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(t for t in texts if t.strip() and len(t) <= _LONGEST))


def _queries(
    answers: Sequence[QueryAnswer],
    parts: Sequence[SubQuestion],
    question: Question,
    round_number: int,
) -> tuple[Query, ...]:
    known = [p.id for p in parts]
    found: dict[str, Query] = {}
    for answer in answers:
        text = " ".join(answer.text.split())
        if not text or len(text) > _LONGEST or text.lower() in found:
            continue
        groups = (tuple(t.strip() for t in group if t.strip()) for group in answer.concepts)
        found[text.lower()] = Query(
            text=text,
            concepts=tuple(group for group in groups if group),
            sub_question=next(iter(resolve([answer.sub_question], known)), ""),
            round=round_number,
            year_from=question.year_from,
            year_to=question.year_to,
            undated=question.undated,
        )
    return tuple(found.values())[:_MOST_QUERIES]


def _tried(base: EvidenceBase) -> str:
    """Every query so far: its records, how many of them fitted, and how many of those are read."""
    work_of = {old: p.id for p in base.papers for old in (p.id, *p.merged_ids)}
    fits = {d.paper_id for d in base.screening if d.included or d.reason == "over_limit"}
    over = {d.paper_id for d in base.screening if d.reason == "over_limit"}
    lines = []
    for outcome in base.searches:
        works = {work_of.get(h.paper_id, h.paper_id) for h in outcome.hits}
        beyond = f", {len(works & over)} of them over the limit of papers" if works & over else ""
        lines.append(
            f"- {outcome.query.text} ({outcome.source}: {len(outcome.hits)} records, "
            f"{len(works & fits)} fitted{beyond})"
        )
    return "\n".join(lines) or "- (none)"


def _years(question: Question) -> str:
    first, last = question.year_from, question.year_to
    if first is None and last is None:
        return "any year"
    return f"from {first or 'any year'} to {last or 'today'}"
