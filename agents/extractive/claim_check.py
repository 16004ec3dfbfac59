"""Checks a sentence that came from outside against documents, one by one: no run, no own source."""

from collections.abc import Sequence

from agents.extractive.bookshelf import Bookshelf
from agents.extractive.reading import ReadDocument, read_claims
from agents.extractive.stance import CLASSES, Judgement, StanceReader
from agents.law.rules import check, weigh
from litassay.ports import Embedder
from litassay.types import CheckedSource, ClaimCheck, Evidence, Paper, Span, Stance, Verdict

_STANCES: dict[Verdict, Stance] = {
    "SUPPORTED": "SUPPORTS",
    "REFUTED": "REFUTES",
    "NOT_ENOUGH_INFO": "NEUTRAL",
}
_SHOWN = 3
"""Sentences of one document that are quoted."""


class ClaimChecker:
    """Judges claims with the trained verifier of the extractive crew."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._judge = StanceReader(embedder)
        self._shelf = Bookshelf(embedder)

    def check(self, claim: str, papers: Sequence[Paper]) -> ClaimCheck:
        """What the papers say of the claim, each by itself and all together."""
        read = read_claims([claim], self._embedder)[0]
        sources = []
        for paper in papers:
            document = self._shelf.read(paper)
            if paper.retracted:
                sources.append(_unchecked(paper, "the paper is retracted"))
            elif not document.sentences:
                sources.append(_unchecked(paper, "no text of it is here"))
            else:
                judged = self._judge.judge(read, document)
                sources.append(_source(claim, paper, document, judged))
        return _together(claim, sources)


def _unchecked(paper: Paper, why: str) -> CheckedSource:
    return CheckedSource(paper=paper, verdict="NOT_CHECKED", reason=why)


def _source(claim: str, paper: Paper, document: ReadDocument, judged: Judgement) -> CheckedSource:
    """One document; a number, unit or negation unlike its best quote rules support out."""
    stance = _STANCES[judged.verdict]
    probability = judged.probabilities[CLASSES.index(judged.verdict)]
    evidence = tuple(
        _evidence(claim, document.span(index), stance, probability)
        for index, _ in judged.rationale[:_SHOWN]
    )
    blocked = judged.verdict == "SUPPORTED" and evidence and evidence[0].stance != "SUPPORTS"
    return CheckedSource(
        paper=paper,
        verdict="NOT_ENOUGH_INFO" if blocked else judged.verdict,
        confidence=None if blocked else round(judged.confidence, 4),
        evidence=evidence,
        reason=evidence[0].notes[0] if blocked and evidence[0].notes else "",
    )


def _evidence(claim: str, span: Span, stance: Stance, probability: float) -> Evidence:
    if stance == "SUPPORTS":
        stance, probability, notes = weigh(stance, probability, check(claim, span.quote))
    else:
        notes = ()
    return Evidence(span=span, stance=stance, score=round(probability, 4), notes=notes)


def _together(claim: str, sources: Sequence[CheckedSource]) -> ClaimCheck:
    """The verdict of all: the one side that documents take; NOT_ENOUGH_INFO when they divide."""
    ranked = sorted(
        sources,
        key=lambda s: (s.verdict not in ("SUPPORTED", "REFUTED"), -(s.confidence or 0), s.paper.id),
    )
    taken = [s for s in ranked if s.verdict in ("SUPPORTED", "REFUTED")]
    sides = {s.verdict for s in taken}
    if not sources or all(s.verdict == "NOT_CHECKED" for s in sources):
        return ClaimCheck(claim=claim, verdict="NOT_CHECKED", sources=tuple(ranked))
    if len(sides) == 1:
        return ClaimCheck(
            claim=claim,
            verdict=taken[0].verdict,
            confidence=taken[0].confidence,
            sources=tuple(ranked),
        )
    return ClaimCheck(claim=claim, verdict="NOT_ENOUGH_INFO", sources=tuple(ranked))
