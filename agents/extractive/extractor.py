"""The extractor: takes the sentences of a paper that state findings and words them as claims."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from agents.extractive.claim_fit import ClaimFit, claim_fit
from agents.extractive.contribution import METHODS, Contribution, contribution
from agents.extractive.coverage import Coverage
from agents.extractive.finding_cues import reports, role, strength
from agents.extractive.frequencies import Frequencies, background
from agents.extractive.references import self_contained
from agents.extractive.resolving import resolved
from agents.extractive.rewording import reword
from agents.extractive.terms import terms
from litassay.ports import Embedder
from litassay.text.injection import quotable
from litassay.text.sentences import Sentence, sentences
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

_ASKS_FOR_WAYS = re.compile(
    r"\W*(?:how (?:can|could|should|to)|suggest)\b"
    r"|\b(?:approach|method|technique|strateg|way|tool|system|interface|design|practice|algorithm"
    r"|dataset|data ?set|model|measure|metric|benchmark|architecture)\w*\s+(?:\w+ ){0,6}?"
    r"(?:have|has|are|is|can|could|do|does|been|to|for|used|exist|developed)\b",
    re.IGNORECASE,
)
"""Questions that what a paper presents may answer, not only what it found."""
_ASKS_WHAT = re.compile(
    r"\W*(?:what|which|how (?:can|could|should|to)|have|suggest|list)\b", re.IGNORECASE
)
_DATA = re.compile(
    r"\b(?:data ?sets?|corp(?:us|ora)|benchmark|test ?bed|test (?:suite|set)|data|collection"
    r"|resource|evaluat)\w*",
    re.IGNORECASE,
)
_METHOD = re.compile(rf"\b(?:{METHODS})\b", re.IGNORECASE)
_APPROACH_WORTH = 0.25
"""How much of a finding the presentation of an approach is; see `strength`."""
_NEAR = 0.3
"""Cosine with the question from which a reported finding is read in the light of the title."""
_SAME = 0.6
"""Share of common terms at which two claims of one paper say the same."""
_QUOTED_WHOLE = 60
"""Words of a quoted sentence above which it is an abstract in quotation marks."""
_MOST_SENTENCES = 600
"""Sentences of one paper that are read: an abstract has ten, a full text some hundreds."""


class Candidate(NamedTuple):
    """A sentence that could become a claim."""

    span: Span
    text: str
    kind: str
    relevance: float
    worth: float


@dataclass(frozen=True)
class ExtractiveExtractor:
    """At most `most` claims a paper, each resting on one verbatim sentence."""

    embedder: Embedder
    benchmarks: Benchmarks
    frequencies: Frequencies = field(default_factory=background)
    most: int = 2
    threshold: float = 0.4
    """Relevance below which a finding is off the question."""

    async def extract(self, question: Question, plan: Plan, paper: Paper) -> Extraction:
        """Claims in the order of the text, and the findings that were not used, with reasons."""
        if not any(p.text.strip() for p in paper.passages):
            return Extraction(paper_id=paper.id, not_read="no text was retrieved")
        fit = claim_fit(question, plan, Coverage(self.frequencies))
        proposed = self._candidates(question, paper, fit)
        kept, rejected = self._choose(proposed, paper)
        kept.sort(key=lambda c: (c.span.passage, c.span.start))
        claims = (self._claim(n, c, paper, fit) for n, c in enumerate(kept, start=1))
        return Extraction(paper_id=paper.id, claims=tuple(claims), rejected=tuple(rejected))

    def _claim(self, number: int, candidate: Candidate, paper: Paper, fit: ClaimFit) -> Claim:
        return Claim(
            id=f"x{number}",
            text=candidate.text,
            span=candidate.span,
            sub_questions=fit.answered(candidate.text, paper),
            relevance=candidate.relevance,
            benchmarks=self.benchmarks(candidate.span.quote, f"{paper.title}. {paper.abstract}"),
        )

    def _candidates(self, question: Question, paper: Paper, fit: ClaimFit) -> list[Candidate]:
        """Findings (and approaches, when the question asks for them), reworded and scored."""
        wants_approaches = _wants_approaches(question.text)
        made = contribution(paper)
        read: list[tuple[Span, str, str]] = []
        about = ""
        for span, position, before in _spans(paper):
            if not before:
                about = ""
            sentence, about = resolved(span.quote, about, made, position)
            kind = role(sentence, position, paper.title)
            if kind == "other" or not quotable(span.quote):
                continue
            if kind == "finding" or (wants_approaches and _is_asked(sentence, question.text, fit)):
                read.append((span, reword(sentence, made), kind))
        return self._scored(question, paper, fit, read, made)

    def _scored(
        self,
        question: Question,
        paper: Paper,
        fit: ClaimFit,
        read: Sequence[tuple[Span, str, str]],
        made: Contribution,
    ) -> list[Candidate]:
        if not read:
            return []
        vectors = self.embedder.embed([question.text, *(text for _, text, _ in read)])
        cosines = vectors[1:] @ vectors[0]
        found = []
        for (span, text, kind), cosine in zip(read, cosines, strict=True):
            near = round(float(cosine), 4)
            own = _is_own(text, made) or (
                kind == "finding" and near >= _NEAR and reports(span.quote)
            )
            relevance = fit.relevance(text, paper, near, own)
            told = strength(span.quote) if kind == "finding" else _APPROACH_WORTH
            worth = relevance * (0.5 + 0.5 * told)
            found.append(Candidate(span, text, kind, relevance, round(worth, 4)))
        return found

    def _choose(
        self, proposed: list[Candidate], paper: Paper
    ) -> tuple[list[Candidate], list[RejectedClaim]]:
        """The worthiest first; one approach at most; no two that say the same."""
        kept: list[Candidate] = []
        rejected: list[RejectedClaim] = []
        for candidate in sorted(proposed, key=lambda c: (-c.worth, c.span.passage, c.span.start)):
            reason = self._fault(candidate, kept)
            if reason:
                rejected.append(
                    RejectedClaim(paper_id=paper.id, text=candidate.text, reason=reason)
                )
            elif len(kept) < self.most and not _second_approach(candidate, kept):
                kept.append(candidate)
        return kept, rejected

    def _fault(self, candidate: Candidate, kept: Sequence[Candidate]) -> Fault | None:
        if not self_contained(candidate.text):
            return "not_self_contained"
        if candidate.relevance < self.threshold:
            return "off_question"
        if any(_alike(candidate.text, other.text) for other in kept):
            return "duplicate"
        return None


def _spans(paper: Paper) -> list[tuple[Span, float, str]]:
    """Each sentence as a span, its place in its passage (0 to 1) and the sentence before it.

    A lone sentence is all that its passage has to say: it counts as the last.
    """
    found = []
    for index, passage in enumerate(paper.passages):
        pieces = _pieces(passage.text)
        for at, piece in enumerate(pieces):
            span = Span(
                paper_id=paper.id,
                passage=index,
                start=piece.start,
                end=piece.end,
                quote=piece.text,
                locator=passage.locator,
            )
            before = pieces[at - 1].text if at else ""
            found.append((span, at / (len(pieces) - 1) if at else float(len(pieces) == 1), before))
    return found[:_MOST_SENTENCES]


def _pieces(text: str) -> list[Sentence]:
    """Sentences; a text that stands in quotation marks as a whole is split inside them."""
    found: list[Sentence] = []
    for piece in sentences(text):
        if (
            len(piece.text.split()) > _QUOTED_WHOLE
            and piece.text[0] in '“"'
            and piece.text[-1] in '”"'
        ):
            at = piece.start + 1
            inner = sentences(piece.text[1:-1])
            found += [Sentence(at + s.start, at + s.end, s.text) for s in inner]
        else:
            found.append(piece)
    return found


def _wants_approaches(question: str) -> bool:
    """True where naming a method, a tool or data answers a part of the question."""
    return bool(_ASKS_WHAT.match(question) and _ASKS_FOR_WAYS.search(question))


def _is_asked(sentence: str, question: str, fit: ClaimFit) -> bool:
    """True when what the sentence presents is of the kind and on the subject asked for."""
    data = bool(_DATA.search(sentence)) and not _METHOD.search(sentence)
    return fit.names_subject(sentence) and (not data or bool(_DATA.search(question)))


def _is_own(text: str, made: Contribution) -> bool:
    """True when the claim says something of what its paper contributes."""
    named = bool(made.name) and made.name in text
    return named or "he proposed " in text or (bool(made.source) and f" of {made.source}" in text)


def _second_approach(candidate: Candidate, kept: Sequence[Candidate]) -> bool:
    return candidate.kind == "approach" and any(c.kind == "approach" for c in kept)


def _alike(one: str, other: str) -> bool:
    """Their terms overlap (Jaccard) so far that they say the same."""
    a, b = set(terms(one)), set(terms(other))
    return bool(a | b) and len(a & b) / len(a | b) >= _SAME
