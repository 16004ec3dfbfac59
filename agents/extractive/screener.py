"""The screener: grades papers by a trained model and seats the best; drops none for one word."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import NAMED, Reading, Vectors, core, measured, read, text_of
from agents.extractive.frequencies import Frequencies, background
from agents.extractive.linear import Array
from agents.extractive.paper_terms import paper_terms
from agents.extractive.relevance import FEW, Relevance, shipped
from agents.extractive.seats import seated
from litassay.ports import Embedder, SentenceVectors
from litassay.types import (
    ExclusionReason,
    Grade,
    Paper,
    Plan,
    Question,
    ScreeningDecision,
    SubQuestion,
)

SHORT = 48
"""The most papers that are looked at with vectors that take time."""
_READ: tuple[Grade, ...] = ("direct", "partial")
_SAID: Mapping[Grade, str] = {
    "direct": "Answers directly",
    "partial": "Answers in part or under other conditions",
    "background": "On the topic, without an answer",
    "off_topic": "On another topic",
}


@dataclass(frozen=True)
class ExtractiveScreener:
    """One decision a paper, from what its words and vectors say beside the other candidates'."""

    embedder: Embedder
    vectors: SentenceVectors | None = None
    """Better vectors, for a short list; without them the embedder's decide."""
    frequencies: Frequencies = field(default_factory=background)
    models: Mapping[str, Relevance] = field(default_factory=shipped)
    """By the name of the vectors that they read."""

    async def screen(
        self,
        question: Question,
        plan: Plan,
        papers: Sequence[Paper],
        earlier: Sequence[ScreeningDecision] = (),
    ) -> tuple[ScreeningDecision, ...]:
        """Most relevant first. What an earlier round judged stays; new papers join."""
        found = concepts(question.text, self.frequencies)
        reading = read(question.text, found, papers, self.frequencies, self.embedder)
        chances, grades = await self.assess(question.text, reading)
        kept = {d.paper_id: d for d in earlier if d.judged}
        new = [
            self._decide(question, plan, p, found, covered, float(chance), grade)
            for p, covered, chance, grade in zip(
                papers, reading.covered, chances, grades, strict=True
            )
            if p.id not in kept
        ]
        bar = self.models[(self.vectors or self.embedder).name].bars.read
        likely = _likely(new, kept, bar)
        decided = [*kept.values(), *_seat(likely, papers, kept, question.max_papers)]
        return tuple(sorted(decided, key=lambda d: (-d.relevance, d.paper_id)))

    async def assess(self, question: str, reading: Reading) -> tuple[Array, tuple[Grade, ...]]:
        """The probability that each candidate answers at least in part, and its grade."""
        papers = reading.papers
        if not papers:
            return np.zeros(0), ()
        cheap = self.embedder.embed([question, *map(text_of, papers)]).astype(np.float64)
        model = self.models[self.embedder.name]
        first = model.chances(measured(reading, Vectors(cheap[0], cheap[1:])))
        if self.vectors is None:
            return first, model.grades(first)
        order = sorted(range(len(papers)), key=lambda i: (-first[i], papers[i].id))
        short = order[:SHORT]
        rows = await self.vectors.vectors([question, *(text_of(papers[i]) for i in short)])
        better = self.models[self.vectors.name]
        close = better.chances(measured(reading.only(short), Vectors(rows[0], rows[1:])))
        chances = np.minimum(first, close.min())
        chances[short] = close
        return chances, better.grades(chances)

    def _decide(
        self,
        question: Question,
        plan: Plan,
        paper: Paper,
        found: Sequence[Concept],
        covered: Sequence[float],
        chance: float,
        grade: Grade,
    ) -> ScreeningDecision:
        reason = _reason(question, paper, grade)
        parts = self._speaks_to(plan.sub_questions, paper) if reason is None else ()
        return ScreeningDecision(
            paper_id=paper.id,
            included=reason is None,
            relevance=chance,
            grade=grade,
            reason=reason,
            explanation=_explain(reason, question, paper, found, covered, chance, grade),
            sub_questions=parts,
        )

    def _speaks_to(self, asked: Sequence[SubQuestion], paper: Paper) -> tuple[str, ...]:
        """Sub-questions half of whose core concepts the paper names; the first if there is none."""
        segments, coverage = paper_terms(paper).segments, Coverage(self.frequencies)
        kept = []
        for part in asked:
            needed = core(concepts(part.text, self.frequencies))
            named = [coverage.of(c, segments) >= 0.5 for c in needed]
            if sum(named) * 2 >= len(named):
                kept.append(part.id)
        return tuple(kept or [p.id for p in asked[:1]])


def _likely(
    new: Sequence[ScreeningDecision], kept: Mapping[str, ScreeningDecision], bar: float
) -> list[ScreeningDecision]:
    """New decisions; papers below the bar are read only where else fewer than `FEW` are."""
    wanted = sorted((d for d in new if d.included), key=lambda d: (-d.relevance, d.paper_id))
    room = FEW - sum(d.included for d in kept.values())
    less = {d.paper_id for n, d in enumerate(wanted) if d.relevance < bar and n >= room}
    note = " Left out because likelier papers are read."
    return [_left_out(d, note) if d.paper_id in less else d for d in new]


def _left_out(decision: ScreeningDecision, note: str) -> ScreeningDecision:
    """The decision of a paper that answers but is not read."""
    told = decision.explanation + note
    change = {"included": False, "reason": "over_limit", "explanation": told}
    return decision.model_copy(update=change)


def _seat(
    new: Sequence[ScreeningDecision],
    papers: Sequence[Paper],
    kept: Mapping[str, ScreeningDecision],
    most: int,
) -> list[ScreeningDecision]:
    """New decisions; those for which there is no seat say so."""
    taken = Counter(q for d in kept.values() if d.included for q in d.sub_questions)
    seats = most - sum(d.included for d in kept.values())
    wanted = [d for d in new if d.included]
    chosen = seated(wanted, {p.id: p for p in papers}, taken, seats)
    note = f" Left out because {most} papers are read at most."
    return [d if not d.included or d.paper_id in chosen else _left_out(d, note) for d in new]


def _reason(question: Question, paper: Paper, grade: Grade) -> ExclusionReason | None:
    """Why the paper is not used; None when it is."""
    if paper.retracted:
        return "retracted"
    if _outside(question, paper):
        return "outside_years"
    if not any(p.text.strip() for p in paper.passages):
        return "no_text"
    return None if grade in _READ else "off_topic"


def _outside(question: Question, paper: Paper) -> bool:
    """True when the paper's year is known and outside of the wanted years."""
    if paper.year is None:
        return False
    early = question.year_from is not None and paper.year < question.year_from
    return early or (question.year_to is not None and paper.year > question.year_to)


def _explain(
    reason: ExclusionReason | None,
    question: Question,
    paper: Paper,
    found: Sequence[Concept],
    covered: Sequence[float],
    chance: float,
    grade: Grade,
) -> str:
    """One or two sentences for the reader: the grade, and which concepts are there."""
    if reason == "retracted":
        return "The paper is retracted."
    if reason == "no_text":
        return "Neither an abstract nor a full text was retrieved."
    if reason == "outside_years":
        span = f"{question.year_from or '…'}-{question.year_to or '…'}"
        return f"The paper is from {paper.year}, outside of {span}."
    return f"{_SAID[grade]} (probability {chance:.2f}).{_concepts(found, covered)}"


def _concepts(found: Sequence[Concept], covered: Sequence[float]) -> str:
    """Which concepts of the question the paper names, partly names and lacks."""
    pairs = list(zip(found, covered, strict=True))
    said = [
        _list("names", [c.name for c, m in pairs if m >= NAMED]),
        _list("partly", [c.name for c, m in pairs if 0.3 <= m < NAMED]),
        _list("lacks", [c.name for c, m in pairs if m < 0.3]),
    ]
    text = "; ".join(s for s in said if s)
    return f" It {text}." if text else ""


def _list(verb: str, names: Sequence[str]) -> str:
    """`names “a” and “b”`; empty without names."""
    quoted = [f"“{n}”" for n in names]
    if not quoted:
        return ""
    joined = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return f"{verb} {joined}"
