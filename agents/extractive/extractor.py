"""The extractor: the sentences of a paper that answer the question become claims, best first.

A claim is an own sentence of the paper: one that reports another work, gives background or stands
in a section that does is never credited to it. What a sentence does and whether it answers is
judged by two trained models (`roles`, `answering`); its words stay the authors'.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from agents.extractive.answering import answer_chances, asked_of
from agents.extractive.claim_fit import ClaimFit, claim_fit
from agents.extractive.coverage import Coverage
from agents.extractive.frames import unframed
from agents.extractive.frequencies import Frequencies, background
from agents.extractive.places import Placed, placed
from agents.extractive.roles import OWN, ROLES
from agents.extractive.terms import terms
from agents.extractive.wholeness import stands_alone
from litassay.ports import Embedder
from litassay.text.injection import quotable
from litassay.types import (
    BenchmarkResult,
    Claim,
    Extraction,
    Paper,
    Plan,
    Question,
    RejectedClaim,
    Span,
)

Fault = Literal["off_question", "not_self_contained", "duplicate"]
Benchmarks = Callable[[str, str], tuple[BenchmarkResult, ...]]
"""(sentence, context) → measured results."""

_SAME = 0.6
"""Share of common terms at which two claims of one paper say the same."""


class Candidate(NamedTuple):
    """A sentence that could become a claim."""

    sentence: Placed
    text: str
    chance: float
    """Probability that a reader would say that it answers."""


@dataclass(frozen=True)
class ExtractiveExtractor:
    """At most `most` claims a paper, each resting on one verbatim sentence."""

    embedder: Embedder
    benchmarks: Benchmarks
    frequencies: Frequencies = field(default_factory=background)
    most: int = 3
    first: float = 0.3
    """Chance from which the best sentence of a paper is a claim."""
    further: float = 0.6
    """Chance from which the second and third are."""

    async def extract(self, question: Question, plan: Plan, paper: Paper) -> Extraction:
        """Claims, the likeliest to answer first, and sentences that were not used, with reasons."""
        if not any(p.text.strip() for p in paper.passages):
            return Extraction(paper_id=paper.id, not_read="no text was retrieved")
        coverage = Coverage(self.frequencies)
        kept, rejected = self._choose(self._candidates(question, paper, coverage), paper)
        fit = claim_fit(plan, coverage)
        claims = (self._claim(n, c, paper, fit) for n, c in enumerate(kept, start=1))
        return Extraction(paper_id=paper.id, claims=tuple(claims), rejected=tuple(rejected))

    def _candidates(self, question: Question, paper: Paper, coverage: Coverage) -> list[Candidate]:
        """The paper's own findings and approaches, likeliest to answer first."""
        sentences = placed(paper.passages)
        if not sentences:
            return []
        asked = asked_of(question.text, coverage)
        chances, roles = answer_chances(asked, sentences, paper.title, self.embedder)
        found = [
            Candidate(s, unframed(s.text), round(float(chance), 4))
            for s, chance, role in zip(sentences, chances, roles.argmax(axis=1), strict=True)
            if ROLES[role] in OWN and quotable(s.text)
        ]
        found.sort(key=lambda c: (-c.chance, c.sentence.passage, c.sentence.start))
        likely = [c for c in found if c.chance >= self.first]
        return likely or found[:1]

    def _choose(
        self, proposed: Sequence[Candidate], paper: Paper
    ) -> tuple[list[Candidate], list[RejectedClaim]]:
        kept: list[Candidate] = []
        rejected: list[RejectedClaim] = []
        for candidate in proposed:
            reason = self._fault(candidate, kept)
            if reason:
                rejected.append(
                    RejectedClaim(paper_id=paper.id, text=candidate.text, reason=reason)
                )
            elif len(kept) < self.most:
                kept.append(candidate)
        return kept, rejected

    def _fault(self, candidate: Candidate, kept: Sequence[Candidate]) -> Fault | None:
        if not stands_alone(candidate.text):
            return "not_self_contained"
        if candidate.chance < (self.further if kept else self.first):
            return "off_question"
        if any(_alike(candidate.text, other.text) for other in kept):
            return "duplicate"
        return None

    def _claim(self, number: int, candidate: Candidate, paper: Paper, fit: ClaimFit) -> Claim:
        at = candidate.sentence
        passage = paper.passages[at.passage]
        quote = passage.text[at.start : at.end]
        span = Span(
            paper_id=paper.id,
            passage=at.passage,
            start=at.start,
            end=at.end,
            quote=quote,
            locator=passage.locator,
        )
        return Claim(
            id=f"x{number}",
            text=candidate.text,
            span=span,
            sub_questions=fit.answered(candidate.text, paper),
            relevance=candidate.chance,
            benchmarks=self.benchmarks(quote, f"{paper.title}. {paper.abstract}"),
        )


def _alike(one: str, other: str) -> bool:
    """Their terms overlap (Jaccard) so far that they say the same."""
    a, b = set(terms(one)), set(terms(other))
    return bool(a | b) and len(a & b) / len(a | b) >= _SAME
