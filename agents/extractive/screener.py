"""The screener: decides by rule and measured weights which papers speak to the question."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import NAMED, Reading, core, read, together
from agents.extractive.frequencies import Frequencies, background
from agents.extractive.paper_terms import paper_terms
from agents.extractive.relevance import THRESHOLD, bars, relevance
from agents.extractive.subquestions import facet_words
from litassay.ports import Embedder
from litassay.types import ExclusionReason, Paper, Plan, Question, ScreeningDecision, SubQuestion


@dataclass(frozen=True)
class ExtractiveScreener:
    """One decision a paper, from concept coverage and vector similarity."""

    embedder: Embedder
    frequencies: Frequencies = field(default_factory=background)
    threshold: float = THRESHOLD

    async def screen(
        self,
        question: Question,
        plan: Plan,
        papers: Sequence[Paper],
        earlier: Sequence[ScreeningDecision] = (),
    ) -> tuple[ScreeningDecision, ...]:
        """Most relevant first; ties by paper id. Judges every paper anew, beside the new ones."""
        del earlier
        found = concepts(question.text, self.frequencies)
        coverage = Coverage(self.frequencies)
        readings = read(question.text, found, papers, coverage, self.embedder)
        scores = [relevance(r.fit) for r in readings]
        named = [together(found, paper_terms(p), coverage) for p in papers]
        needed = bars(scores, named, self.threshold)
        decided = [
            self._decide(question, plan, paper, found, reading, bar)
            for paper, reading, bar in zip(papers, readings, needed, strict=True)
        ]
        decided.sort(key=lambda d: (-d.relevance, d.paper_id))
        return _within_limit(decided, question.max_papers)

    def _decide(
        self,
        question: Question,
        plan: Plan,
        paper: Paper,
        found: Sequence[Concept],
        reading: Reading,
        bar: float,
    ) -> ScreeningDecision:
        score = relevance(reading.fit)
        reason = _reason(question, paper, score >= bar)
        covered = self._covered(plan.sub_questions, paper) if reason is None else ()
        return ScreeningDecision(
            paper_id=paper.id,
            included=reason is None,
            relevance=score,
            reason=reason,
            explanation=_explain(reason, question, paper, found, reading)
            + _shortfall(reason, score, bar),
            sub_questions=covered,
        )

    def _covered(self, asked: Sequence[SubQuestion], paper: Paper) -> tuple[str, ...]:
        """Sub-questions whose core concepts the paper names; the first when it names none."""
        segments = paper_terms(paper).segments
        coverage = Coverage(self.frequencies)
        kept = []
        for part in asked:
            needed = core(concepts(part.text, self.frequencies))
            named = [coverage.of(c, segments) >= 0.5 for c in needed]
            if not named or sum(named) * 2 >= len(named) + (not facet_words(part.text)):
                kept.append(part.id)
        return tuple(kept or [p.id for p in asked[:1]])


def _reason(question: Question, paper: Paper, on_topic: bool) -> ExclusionReason | None:
    """Why the paper is not used; None when it is."""
    if paper.retracted:
        return "retracted"
    if _outside(question, paper):
        return "outside_years"
    if not any(p.text.strip() for p in paper.passages):
        return "no_text"
    return None if on_topic else "off_topic"


def _outside(question: Question, paper: Paper) -> bool:
    """True when the paper's year is known and outside of the wanted years."""
    if paper.year is None:
        return False
    early = question.year_from is not None and paper.year < question.year_from
    return early or (question.year_to is not None and paper.year > question.year_to)


def _within_limit(decided: list[ScreeningDecision], most: int) -> tuple[ScreeningDecision, ...]:
    """The best `most` stay included; the others are kept as over the limit."""
    kept = []
    room = most
    for decision in decided:
        if decision.included and room == 0:
            note = f"{decision.explanation} Left out because {most} papers are read at most."
            decision = decision.model_copy(
                update={"included": False, "reason": "over_limit", "explanation": note}
            )
        room -= decision.included
        kept.append(decision)
    return tuple(kept)


def _explain(
    reason: ExclusionReason | None,
    question: Question,
    paper: Paper,
    found: Sequence[Concept],
    reading: Reading,
) -> str:
    """One sentence for the reader: which concepts are there and which are not."""
    if reason == "retracted":
        return "The paper is retracted."
    if reason == "no_text":
        return "Neither an abstract nor a full text was retrieved."
    if reason == "outside_years":
        span = f"{question.year_from or '…'}-{question.year_to or '…'}"
        return f"The paper is from {paper.year}, outside of {span}."
    pairs = list(zip(found, reading.covered, strict=True))
    named = [c.name for c, m in pairs if m >= NAMED]
    partly = [c.name for c, m in pairs if 0.3 <= m < NAMED]
    missing = [c.name for c, m in pairs if m < 0.3]
    said = [_list("Names", named), _list("partly", partly), _list("lacks", missing)]
    text = "; ".join(s for s in said if s)
    return (text[:1].upper() + text[1:] + ".") if text else "The question names no concept."


def _shortfall(reason: ExclusionReason | None, score: float, bar: float) -> str:
    """What an off-topic paper misses in figures: one that names every concept may be too far."""
    if reason != "off_topic":
        return ""
    return f" Its relevance, {score:.3f}, is below the {bar:.3f} needed among these candidates."


def _list(verb: str, names: Sequence[str]) -> str:
    """`Names “a” and “b”`; empty without names."""
    quoted = [f"“{n}”" for n in names]
    if not quoted:
        return ""
    joined = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return f"{verb} {joined}"
