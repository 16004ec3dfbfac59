"""The screener with a language model: which papers speak to the question, and how."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import DecisionAnswer, ScreenAnswer
from agents.asking.asker import Asker
from agents.asking.documents import resolve, shown, sub_question_list
from agents.asking.failure import refused, stops_run, why
from agents.law.grounding import publishable
from agents.law.seats import seated
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.prompt import Prompt
from litassay.text.injection import instruction_like
from litassay.types import Grade, Message, Paper, Plan, Question, ScreeningDecision
from litassay.types.search import ExclusionReason

BANDS: Mapping[Grade, tuple[float, float]] = {
    "direct": (8, 10),
    "partial": (5, 7.5),
    "background": (2, 4.5),
    "off_topic": (0, 1.5),
}
"""Relevance of 10 within each grade; the grade decides when a model's number is outside."""
_USED: tuple[Grade, ...] = ("direct", "partial")
_ONE = 190
"""Most tokens of one paper in a batch: the sentences of an abstract nearest to the question."""
_AT_ONCE = 3
"""Batches under way together; those behind a batch may have been asked for nothing."""
_EMPTY = 2
"""Batches in a row without a relevant paper after which the rest is not looked at."""


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
        """Asks only about papers that were not judged before, in their order, best rank first.

        It stops when two batches in a row hold nothing relevant; what is behind them is
        `not_screened`. Raises ModelError when no call can succeed, or when the server refused
        all of them; other failures are `not_checked`.
        """
        by_rule = [d for p in papers if (d := _by_rule(question, p)) is not None]
        ruled_out = {d.paper_id for d in by_rule}
        judged = {d.paper_id: _again(d) for d in earlier if d.judged}
        kept = [judged[p.id] for p in papers if p.id in judged and p.id not in ruled_out]
        open_ = [p for p in papers if p.id not in judged and p.id not in ruled_out]
        decided = [*by_rule, *kept, *await self._in_order(question, plan, open_)]
        decided.sort(key=lambda d: (-d.relevance, d.paper_id))
        return seated(decided, question.max_papers)

    async def _in_order(
        self, question: Question, plan: Plan, papers: Sequence[Paper]
    ) -> list[ScreeningDecision]:
        """Batch after batch while they hold something; the rest is said not to be looked at."""
        batches = [papers[i : i + self.batch] for i in range(0, len(papers), self.batch)]
        found: list[list[ScreeningDecision]] = []
        failed: list[ModelError | BudgetReached] = []
        while len(found) < len(batches) and not _exhausted(found):
            wave = batches[len(found) : len(found) + _AT_ONCE]
            for decisions, errors in await asyncio.gather(
                *(self._calls(question, plan, batch) for batch in wave)
            ):
                found.append(decisions)
                failed += errors
        seen = [d for batch in found for d in batch]
        if failed and all(map(refused, failed)) and not any(d.judged for d in seen):
            raise failed[0]
        return seen + [_unseen(p) for batch in batches[len(found) :] for p in batch]

    async def _calls(
        self, question: Question, plan: Plan, papers: Sequence[Paper]
    ) -> tuple[list[ScreeningDecision], list[ModelError | BudgetReached]]:
        """One batch: a call for those that go together, and one for each that stands alone."""
        alone = [p for p in papers if any(instruction_like(part.text) for part in p.passages)]
        groups = [[p for p in papers if p not in alone], *([p] for p in alone)]
        decided: list[ScreeningDecision] = []
        failed: list[ModelError | BudgetReached] = []
        for found in await asyncio.gather(*(self._call(question, plan, g) for g in groups if g)):
            if isinstance(found, list):
                decided += found
            else:
                failed.append(found[0])
                decided += found[1]
        return decided, failed

    async def _call(
        self, question: Question, plan: Plan, papers: Sequence[Paper]
    ) -> list[ScreeningDecision] | tuple[ModelError | BudgetReached, list[ScreeningDecision]]:
        """Decisions about papers shown together, or the failure and what it makes of them."""
        names = {f"d{n}": paper for n, paper in enumerate(papers, start=1)}
        asked = set[str]()

        def prompt(window: int) -> Sequence[Message]:
            parts = self._shown(question, names, window)
            asked.clear()
            asked.update(parts)
            return self.prompt.render(
                question=question.text,
                sub_questions=sub_question_list(plan.sub_questions),
                documents="\n\n".join(parts.values()),
            )

        try:
            if not self._shown(question, names, self.asker.seat.context_window):
                return [
                    _out(p, "not_checked", "Not screened: its text does not fit.") for p in papers
                ]
            heard = await self.asker.ask(
                "screener", prompt, ScreenAnswer, lambda a: _missing(a, sorted(asked))
            )
        except (ModelError, BudgetReached) as error:
            if isinstance(error, ModelError) and stops_run(error):
                raise
            said = f"Not screened, {why(error)}."
            return error, [_out(p, "not_checked", said) for p in papers]
        given = {d.document: d for d in reversed(heard.answer.decisions) if d.document in asked}
        return [_decision(given.get(n), paper, plan) for n, paper in names.items()]

    def _shown(self, question: Question, names: Mapping[str, Paper], window: int) -> dict[str, str]:
        """The papers that can be shown with some of their text, by name."""
        fixed = tokens.count(self.prompt.system + self.prompt.user + question.text) + 200
        each = min(_ONE, self.asker.room(window, fixed) // len(names))
        parts = {n: shown(p, question.text, each, self.nonce, n) for n, p in names.items()}
        return {n: text for n, text in parts.items() if text}


def _exhausted(found: Sequence[Sequence[ScreeningDecision]]) -> bool:
    """True when the last batches that were looked at hold nothing relevant."""
    looked = [batch for batch in found if any(d.judged for d in batch)]
    last = looked[-_EMPTY:]
    return len(last) == _EMPTY and not any(d.included for batch in last for d in batch)


def _again(decision: ScreeningDecision) -> ScreeningDecision:
    """An earlier decision; a relevant paper that went over the limit stands to be read again."""
    if decision.reason != "over_limit":
        return decision
    change = {"included": True, "reason": None, "explanation": _graded(decision.grade)}
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


def _missing(answer: ScreenAnswer, names: Sequence[str]) -> list[str]:
    given = {d.document for d in answer.decisions}
    lost = [n for n in names if n not in given]
    return [f"decisions: there is none for {', '.join(lost)}"] if lost else []


def _decision(given: DecisionAnswer | None, paper: Paper, plan: Plan) -> ScreeningDecision:
    if given is None:
        return _out(paper, "not_checked", "Not screened: the model gave no decision on it.")
    included = given.grade in _USED
    low, high = BANDS[given.grade]
    asked = [s.text for s in plan.sub_questions]
    said = publishable(given.reason, paper.title, *(p.text for p in paper.passages), *asked)
    known = [s.id for s in plan.sub_questions]
    return ScreeningDecision(
        paper_id=paper.id,
        included=included,
        relevance=round(min(high, max(low, given.relevance)) / 10, 4),
        grade=given.grade,
        reason=None if included else "off_topic",
        explanation=said or _graded(given.grade),
        sub_questions=resolve(given.sub_questions, known) if included else (),
    )


def _graded(grade: Grade | None) -> str:
    return f"Judged {(grade or 'partial').replace('_', ' ')}."


def _unseen(paper: Paper) -> ScreeningDecision:
    said = f"Not looked at: it ranks below {_EMPTY} batches in a row that held nothing relevant."
    return _out(paper, "not_screened", said)


def _out(paper: Paper, reason: ExclusionReason, explanation: str) -> ScreeningDecision:
    return ScreeningDecision(
        paper_id=paper.id, included=False, relevance=0.0, reason=reason, explanation=explanation
    )
