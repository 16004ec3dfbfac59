"""The report as a value: what `report.json` holds and `report.md` is rendered from.

The JSON Schema of `Report` is published as `docs/report.schema.json`, with `SCHEMA_VERSION`.
"""

from typing import Literal, Self

from pydantic import model_validator

from litassay.types import (
    BenchmarkResult,
    Certainty,
    ExclusionReason,
    MissingReview,
    PaperStance,
    Provenance,
    Question,
    Rating,
    Record,
    Review,
    SourceStatus,
    Span,
    Spend,
    Stance,
    Strength,
    SubQuestion,
    Verdict,
)

SCHEMA_VERSION = "1.1"
Status = Literal["complete", "insufficient_evidence", "budget_reached", "unchecked_claims"]
"""`unchecked_claims`: something other than the budget kept a claim from being checked, a paper from
being screened or read, or a reviewer from scoring."""


class Sentence(Record):
    """A sentence with the claims it rests on and the references it cites."""

    text: str
    claim_ids: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    """Numbers of references, ascending."""


class QueryRow(Record):
    """One search as it was made, and what came back."""

    source: str
    round: int
    sub_question: str
    query_sent: str
    status: SourceStatus
    detail: str
    until: str | None
    total: int | None
    records: int
    """Hits of this query; other queries may have returned the same records."""


class SourceRow(Record):
    """One source over all its queries; a failed source is not an empty one."""

    source: str
    queries: int
    answered: int
    """Queries with status ok or empty."""
    failed: int
    records: int
    """Distinct records: one that several queries returned counts once."""
    problem: str
    """Distinct failures in words; empty when every query was answered."""


class Exclusion(Record):
    """How many works were screened out for one reason."""

    reason: ExclusionReason
    works: int


class Prisma(Record):
    """The flow of records through the run (PRISMA 2020); the counts must add up.

    Raises ValueError when they do not.
    """

    identified: int
    """Distinct records of each source, added up over the sources."""
    duplicates: int
    """Records of works that another source returned too, and further versions of a work."""
    screened: int
    """Distinct works; those that were not looked at are among the excluded, as `not_screened`."""
    excluded: tuple[Exclusion, ...]
    included: int
    cited: int
    """Included works that the report cites."""
    without_claims: int
    """Included works that were read but gave no claim and no evidence that is cited."""
    not_read: int
    """Included works that could not be read."""

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        """Identified − duplicates = screened = excluded + included; included is accounted for."""
        excluded = sum(e.works for e in self.excluded)
        if self.identified - self.duplicates != self.screened or self.duplicates < 0:
            raise ValueError("identified less duplicates is not what was screened")
        if excluded + self.included != self.screened:
            raise ValueError("excluded and included are not what was screened")
        if self.cited + self.without_claims + self.not_read != self.included:
            raise ValueError("cited, without claims and not read are not what was included")
        return self


class Methodology(Record):
    """How the answer was looked for."""

    sub_questions: tuple[SubQuestion, ...]
    planning: str
    """How the first plan came about, where that needs saying; else empty."""
    rounds: tuple[str, ...]
    """One sentence for each round of planning after the first: why it was needed."""
    sources: tuple[SourceRow, ...]
    queries: tuple[QueryRow, ...]
    prisma: Prisma


class WeighedPaper(Record):
    """What one cited paper says of a review finding, with the spans that decide."""

    citation: int
    stance: PaperStance
    spans: tuple[Span, ...]
    probability: float | None
    indirect: bool


class FindingRow(Record):
    """One review finding: what the papers say together about one part of the question."""

    id: str
    text: str
    sub_question: str
    asked: bool
    """True for the proposition that the question itself asks about."""
    claim_ids: tuple[str, ...]
    papers: tuple[WeighedPaper, ...]
    """The papers that take a side, in the order of inclusion."""
    silent: int
    """Included papers that say nothing of it."""
    groups_for: int
    groups_against: int
    groups_mixed: int
    verdict: Verdict
    confidence: float | None
    certainty: Certainty
    lowered_by: tuple[str, ...]

    def citations(self, stance: PaperStance) -> tuple[int, ...]:
        """Numbers of the papers with this stance, ascending."""
        return tuple(sorted(p.citation for p in self.papers if p.stance == stance))


class ResultSection(Record):
    """The sentences that answer one sub-question."""

    sub_question: SubQuestion
    sentences: tuple[Sentence, ...]


class BenchmarkRow(Record):
    """One measured result and the claim that states it."""

    claim_id: str
    citation: int
    verdict: Verdict
    result: BenchmarkResult


class EvidenceRow(Record):
    """A quoted span, whose it is, and what it says about the claim."""

    citation: int
    span: Span
    stance: Stance
    score: float
    notes: tuple[str, ...]


class ClaimRow(Record):
    """One claim with everything a reader needs to check it."""

    id: str
    text: str
    citation: int
    quote: Span
    verdict: Verdict
    confidence: float | None
    grounded: bool
    corroborated_by: tuple[int, ...]
    contradicted_by: tuple[int, ...]
    evidence: tuple[EvidenceRow, ...]
    reason: str
    sub_questions: tuple[str, ...]


class Reference(Record):
    """A cited work."""

    number: int
    paper_id: str
    authors: tuple[str, ...]
    year: int | None
    title: str
    venue: str
    doi: str | None
    url: str
    file: str = ""
    """Name of the user's file that its full text was read from."""
    found_in: tuple[str, ...]
    preprint: bool
    retracted: bool
    flags: tuple[str, ...]


class UnusedWork(Record):
    """A retrieved work that the report does not cite, and why."""

    paper_id: str
    title: str
    year: int | None
    reason: str
    explanation: str


class Reviewing(Record):
    """The panel: reviews of the published version and the rating of every version."""

    rating: Rating
    reviews: tuple[Review | MissingReview, ...]
    versions: tuple[Rating, ...]


class Report(Record):
    """Everything that a reader of one run sees."""

    schema_version: str = SCHEMA_VERSION
    status: Status
    question: Question
    title: str
    short_title: str = ""
    """At most 16 words: the question where it is short, else what it is about. New in 1.1."""
    abstract: tuple[Sentence, ...]
    introduction: tuple[Sentence, ...]
    methodology: Methodology
    strength: Strength
    answer: tuple[Sentence, ...]
    findings: tuple[FindingRow, ...] = ()
    """Most certain first; empty where nothing was weighed. New in 1.1."""
    results: tuple[ResultSection, ...]
    benchmarks: tuple[BenchmarkRow, ...]
    contradictions: tuple[Sentence, ...]
    limitations: tuple[Sentence, ...]
    reviewing: Reviewing
    claims: tuple[ClaimRow, ...]
    verdicts: tuple[tuple[Verdict, int], ...]
    """How many claims got each verdict; all four are listed."""
    rejected: tuple[tuple[str, int], ...]
    """How many proposed claims were rejected, by reason."""
    references: tuple[Reference, ...]
    screened_out: tuple[UnusedWork, ...]
    uncited: tuple[UnusedWork, ...]
    """Works that were read but are not cited."""
    provenance: Provenance
    spend: tuple[Spend, ...]
    budget_reached: str
