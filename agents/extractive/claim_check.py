"""Checks a sentence that came from outside against documents, one by one: no run, no own source."""

from collections.abc import Callable, Sequence

from agents.extractive.bookshelf import Bookshelf
from agents.extractive.reading import ReadClaim, ReadDocument, read_claims
from agents.extractive.stance import CLASSES, Judgement, StanceReader, shortlist
from agents.law.rules import check, weigh
from litassay.ports import Embedder
from litassay.types import CheckedSource, ClaimCheck, Evidence, Paper, Span, Stance, Verdict

_STANCES: dict[Verdict, Stance] = {
    "SUPPORTED": "SUPPORTS",
    "REFUTED": "REFUTES",
    "NOT_ENOUGH_INFO": "NEUTRAL",
}
_ONLY_NEAR = "found by a search: whether its nearest sentence carries the claim is for a reader"
_SHOWN = 3
"""Sentences of one document that are quoted."""


class ClaimChecker:
    """Judges claims with the trained verifier of the extractive crew."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._judge = StanceReader(embedder)
        self._shelf = Bookshelf(embedder)

    def check(self, claim: str, papers: Sequence[Paper], found: Sequence[Paper] = ()) -> ClaimCheck:
        """What the papers say of the claim, each by itself and all together.

        Args:
            claim: One sentence.
            papers: Those that are said to speak of it; the trained verifier's own task.
            found: Those that a search found. They share its topic by construction, which the
                trained verifier takes for support: their nearest sentence is shown, unjudged.
        """
        read = read_claims([claim], self._embedder)[0]
        given = [self._one(paper, lambda p, d: self._given(claim, read, p, d)) for paper in papers]
        near = [self._one(paper, lambda p, d: self._near(claim, read, p, d)) for paper in found]
        return _together(claim, [*given, *near])

    def _one(
        self, paper: Paper, judge: Callable[[Paper, ReadDocument], CheckedSource]
    ) -> CheckedSource:
        document = self._shelf.read(paper)
        if paper.retracted:
            return _unchecked(paper, "the paper is retracted")
        if not document.sentences:
            return _unchecked(paper, "no text of it is here")
        return judge(paper, document)

    def _given(
        self, claim: str, read: ReadClaim, paper: Paper, document: ReadDocument
    ) -> CheckedSource:
        return _source(claim, paper, document, self._judge.judge(read, document))

    def _near(
        self, claim: str, read: ReadClaim, paper: Paper, document: ReadDocument
    ) -> CheckedSource:
        """The nearest sentence, for a reader to judge; a verdict only where it is the claim."""
        nearest = max(
            shortlist(read, document), key=lambda i: (float(document.vectors[i] @ read.vector), -i)
        )
        if _plain(document.sentences[nearest].text) == _plain(claim):
            return self._given(claim, read, paper, document)
        score = max(0.0, min(1.0, round(float(document.vectors[nearest] @ read.vector), 4)))
        near = Evidence(span=document.span(nearest), stance="NEUTRAL", score=score)
        return CheckedSource(
            paper=paper, verdict="NOT_CHECKED", evidence=(near,), reason=_ONLY_NEAR
        )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


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
        key=lambda s: (
            s.verdict not in ("SUPPORTED", "REFUTED"),
            -(s.confidence or 0),
            -max((e.score for e in s.evidence), default=0.0),
            s.paper.id,
        ),
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
