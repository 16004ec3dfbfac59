"""The verifier without a language model: own source first, then every other work of the run.

It finds evidence, asks the stance classifier and the rules, and leaves the verdict to `verdicts`.
Deterministic: the same claim and papers give the same verification, in whatever order they come.
"""

from collections.abc import Sequence
from typing import Protocol

from agents.extractive.bookshelf import Bookshelf
from agents.extractive.grounding import ground
from agents.extractive.independent import independent
from agents.extractive.reading import ReadClaim, ReadDocument, read_claims, read_sentences
from agents.extractive.stance import CLASSES, Judgement, StanceReader
from agents.extractive.verdicts import OwnSource, conclude, not_checked
from agents.extractive.works import distinct, is_source, same_work
from agents.law.rules import RuleFinding, check_quote, check_results, weigh
from litassay.errors import ModelError
from litassay.ports import Embedder
from litassay.types import Claim, Evidence, Paper, Stance, Verification


class Judge(Protocol):
    """What says which stance a document takes: the classifier, or an entailment model."""

    def judge(self, claim: ReadClaim, document: ReadDocument) -> Judgement: ...


class ExtractiveVerifier:
    """Checks claims against the stored text of all papers of a run."""

    def __init__(self, embedder: Embedder, judge: Judge | None = None) -> None:
        self._embedder = embedder
        self._judge = judge or StanceReader(embedder)
        self._shelf = Bookshelf(embedder)

    async def verify_claims(
        self, claims: Sequence[Claim], papers: Sequence[Paper]
    ) -> tuple[Verification, ...]:
        """Check the claims of one paper, each by itself."""
        return tuple([await self.verify(claim, papers) for claim in claims])

    async def verify(self, claim: Claim, papers: Sequence[Paper]) -> Verification:
        """Check one claim; NOT_CHECKED (with the reason) when there is nothing to check it with."""
        if not claim.text.strip():
            return not_checked(claim.id, "the claim has no text")
        ordered = sorted(papers, key=lambda p: p.id)
        own = next((p for p in ordered if is_source(p, claim.paper_id)), None)
        if own is None:
            return not_checked(claim.id, "its source is not among the documents of the run")
        if not own.passages:
            return not_checked(claim.id, "its source has no stored text")
        try:
            return self._checked(claim, own, ordered)
        except ModelError as error:
            return not_checked(claim.id, f"the entailment model failed: {error.message}")

    def _checked(self, claim: Claim, own: Paper, papers: Sequence[Paper]) -> Verification:
        read = read_claims([claim.text], self._embedder)[0]
        others = [p for p in papers if not p.retracted and not same_work(p, own)]
        documents = [self._shelf.read(p) for p in distinct(others)]
        found = [independent(read, d, self._judge.judge) for d in documents]
        return conclude(claim.id, self._own(claim, read, own), [f for f in found if f])

    def _own(self, claim: Claim, read: ReadClaim, paper: Paper) -> OwnSource:
        """What the claim's quote, in its paper, says about the claim."""
        if paper.retracted:
            return OwnSource(None, "its source is retracted")
        missing = check_quote(claim.span, paper)
        if missing:
            return OwnSource(None, missing[0].note)
        document = self._shelf.read(paper)
        context = f"{paper.title} {_around(document, claim)}"
        alone = read_sentences(paper.id, paper.title, [claim.span.quote], self._embedder)
        judged = self._judge.judge(read, alone)
        grounding = ground(read.text, claim.span.quote, context, judged.probabilities[0])
        results = check_results(claim.benchmarks, claim.span.quote, context)
        base = (*grounding.base, *results)
        stance, score, notes = _own_stance(grounding.support, base, judged)
        return OwnSource(Evidence(span=claim.span, stance=stance, score=score, notes=notes))


def _around(document: ReadDocument, claim: Claim) -> str:
    """The sentences next to the quote."""
    span = claim.span
    return " ".join(
        s.text
        for s in document.sentences
        if s.passage == span.passage
        and s.end > span.start - 400
        and s.start < span.end + 400
        and not span.start <= s.start < span.end
    )


def _own_stance(
    support: float, base: tuple[RuleFinding, ...], judged: Judgement
) -> tuple[Stance, float, tuple[str, ...]]:
    """Stance of the own quote: support unless a rule blocks it or the wording is another's."""
    stance, score, notes = weigh("SUPPORTS", support, base)
    if stance == "SUPPORTS" and score >= 0.5:
        return stance, score, notes
    refute = judged.probabilities[CLASSES.index("REFUTED")]
    if refute >= 0.5:
        return "REFUTES", refute, notes
    return "NEUTRAL", max(0.5, 1.0 - score if stance == "SUPPORTS" else score), notes
