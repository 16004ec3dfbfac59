"""The screener with a language model: which papers speak to the question."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import DecisionAnswer, ScreenAnswer
from agents.asking.asker import Asker
from agents.asking.documents import resolve, shown, sub_question_list
from agents.asking.failure import stops_run, why
from agents.law.grounding import publishable
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.prompt import Prompt
from litassay.text.injection import instruction_like
from litassay.types import Paper, Plan, Question, ScreeningDecision
from litassay.types.search import ExclusionReason

INCLUDED_FROM = 5.0
"""Relevance of 10 from which a paper is used; the prompt defines the scale."""
_ONE = 700
"""Most tokens of one paper in a batch: an abstract is enough to screen."""


@dataclass(frozen=True)
class ModelScreener:
    """Implements `Screener`. A paper with instruction-like text is screened by itself."""

    asker: Asker
    prompt: Prompt
    nonce: str
    batch: int = 10

    async def screen(
        self,
        question: Question,
        plan: Plan,
        papers: Sequence[Paper],
        earlier: Sequence[ScreeningDecision] = (),
    ) -> tuple[ScreeningDecision, ...]:
        """Asks only about papers that were not judged before.

        Raises ModelError when no call can succeed; other failures are `not_checked`.
        """
        by_rule = [d for p in papers if (d := _by_rule(question, p)) is not None]
        ruled_out = {d.paper_id for d in by_rule}
        judged = {d.paper_id: _again(d) for d in earlier if d.judged}
        kept = [judged[p.id] for p in papers if p.id in judged and p.id not in ruled_out]
        open_ = [p for p in papers if p.id not in judged and p.id not in ruled_out]
        batches = await asyncio.gather(
            *(self._batch(question, plan, batch) for batch in _batches(open_, self.batch))
        )
        decided = [*by_rule, *kept, *(d for batch in batches for d in batch)]
        decided.sort(key=lambda d: (-d.relevance, d.paper_id))
        return _within(decided, question.max_papers)

    async def _batch(
        self, question: Question, plan: Plan, papers: Sequence[Paper]
    ) -> list[ScreeningDecision]:
        names = {f"d{n}": paper for n, paper in enumerate(papers, start=1)}
        fixed = tokens.count(self.prompt.system + self.prompt.user + question.text) + 200
        seat = self.asker.seat
        room = tokens.room(seat.context_window, seat.max_tokens, fixed)
        each = min(_ONE, room // len(papers))
        documents = "\n\n".join(
            shown(p, question.text, each, self.nonce, name) for name, p in names.items()
        )
        messages = self.prompt.render(
            question=question.text,
            sub_questions=sub_question_list(plan.sub_questions),
            documents=documents,
        )
        try:
            heard = await self.asker.ask(
                "screener", messages, ScreenAnswer, lambda a: _missing(a, names)
            )
        except (ModelError, BudgetReached) as error:
            if isinstance(error, ModelError) and stops_run(error):
                raise
            return [_out(p, "not_checked", f"Not screened, {why(error)}.") for p in papers]
        given = {d.document: d for d in reversed(heard.answer.decisions)}
        return [_decision(given.get(n), paper, plan) for n, paper in names.items()]


def _again(decision: ScreeningDecision) -> ScreeningDecision:
    """An earlier decision; a relevant paper that went over the limit stands to be read again."""
    if decision.reason != "over_limit":
        return decision
    change = {
        "included": True,
        "reason": None,
        "explanation": f"Judged {decision.relevance * 10:g} of 10 for relevance.",
    }
    return decision.model_copy(update=change)


def _by_rule(question: Question, paper: Paper) -> ScreeningDecision | None:
    """What needs no model."""
    if paper.retracted:
        return _out(paper, "retracted", "It was retracted.")
    after = question.year_from and paper.year and paper.year < question.year_from
    before = question.year_to and paper.year and paper.year > question.year_to
    if after or before:
        return _out(paper, "outside_years", f"It is from {paper.year}.")
    if not any(p.text.strip() for p in paper.passages):
        return _out(paper, "no_text", "No abstract and no full text was found.")
    return None


def _batches(papers: Sequence[Paper], size: int) -> list[list[Paper]]:
    alone = [p for p in papers if any(instruction_like(part.text) for part in p.passages)]
    rest = [p for p in papers if p not in alone]
    return [rest[i : i + size] for i in range(0, len(rest), size)] + [[p] for p in alone]


def _missing(answer: ScreenAnswer, names: Mapping[str, Paper]) -> list[str]:
    given = {d.document for d in answer.decisions}
    lost = [n for n in names if n not in given]
    return [f"decisions: there is none for {', '.join(lost)}"] if lost else []


def _decision(given: DecisionAnswer | None, paper: Paper, plan: Plan) -> ScreeningDecision:
    if given is None:
        return _out(paper, "not_checked", "Not screened: the model gave no decision on it.")
    included = given.relevance >= INCLUDED_FROM
    asked = [s.text for s in plan.sub_questions]
    said = publishable(given.reason, paper.title, *(p.text for p in paper.passages), *asked)
    known = [s.id for s in plan.sub_questions]
    return ScreeningDecision(
        paper_id=paper.id,
        included=included,
        relevance=round(given.relevance / 10, 4),
        reason=None if included else "off_topic",
        explanation=said or f"Judged {given.relevance:g} of 10 for relevance.",
        sub_questions=resolve(given.sub_questions, known) if included else (),
    )


def _out(paper: Paper, reason: ExclusionReason, explanation: str) -> ScreeningDecision:
    return ScreeningDecision(
        paper_id=paper.id, included=False, relevance=0.0, reason=reason, explanation=explanation
    )


def _within(decided: Sequence[ScreeningDecision], most: int) -> tuple[ScreeningDecision, ...]:
    """Screen out what goes over the number of papers to read, least relevant last."""
    kept: list[ScreeningDecision] = []
    for decision in decided:
        over = decision.included and sum(d.included for d in kept) >= most
        change = {
            "included": False,
            "reason": "over_limit",
            "explanation": f"Relevant, but {most} more relevant papers were found.",
        }
        kept.append(decision.model_copy(update=change) if over else decision)
    return tuple(kept)
