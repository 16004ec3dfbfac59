"""The whole outcome of a run: what reports are rendered from and experiments compare."""

from typing import NamedTuple

from litassay.types.draft import Draft
from litassay.types.evidence_base import EvidenceBase
from litassay.types.record import Record
from litassay.types.review import MissingReview, Rating, Review
from litassay.types.spend import Spend


class Version(Record):
    """One draft with the reviews and the rating that it got."""

    draft: Draft
    reviews: tuple[Review | MissingReview, ...]
    """In the order of the reviewers' names."""
    rating: Rating


class Collection(Record):
    """A local library as it was when a run began."""

    source: str
    """Its name as a source, e.g. `library:acl`."""
    records: int
    fingerprint: str
    """16 hexadecimal digits of a SHA-256 over the ids and contents of its records, by id."""


class Provenance(Record):
    """What must be the same for the same report to come out."""

    litassay: str
    """Version of this program."""
    crew: tuple[tuple[str, str], ...]
    """(role, who filled it) for every role."""
    confidence: str
    """What the confidence of a verdict is, and what it was calibrated on."""
    prompt_set: str
    """Name and hash of the prompt set; `none` for the extractive crew."""
    sources: tuple[str, ...]
    collections: tuple[Collection, ...] = ()
    """The local libraries among the sources."""
    configuration: tuple[tuple[str, str], ...]
    """Settings that change the result, without secrets, sorted by name."""
    libraries: tuple[tuple[str, str], ...] = ()
    """(package, version) of the libraries that the result depends on."""


class Unusable(NamedTuple):
    """Answers of one stage that could not be used, whatever the reason."""

    stage: str
    failed: int
    of: int


class RunResult(Record):
    """Findings, every version of the draft, and what it cost."""

    base: EvidenceBase
    versions: tuple[Version, ...]
    """In the order they were written."""
    published: int
    """Index of the version that the report shows: the best rated, the earlier on a tie."""
    provenance: Provenance
    spend: tuple[Spend, ...] = ()
    budget_reached: str = ""
    """Which limit was met, in words; empty when none was."""

    @property
    def final(self) -> Version:
        """The version that the report shows."""
        return self.versions[self.published]

    @property
    def unusable(self) -> tuple[Unusable, ...]:
        """Stages with papers, claims or reviews for which no usable answer came, in their order."""
        base = self.base
        papers = base.papers_by_id()
        unread = [p for p, _ in base.not_read if p in papers and papers[p].passages]
        found = (
            Unusable(
                "screener",
                sum(d.reason == "not_checked" for d in base.screening),
                len(base.screening),
            ),
            Unusable("extractor", len(unread), sum(d.included for d in base.screening)),
            Unusable(
                "verifier",
                sum(v.verdict == "NOT_CHECKED" for v in base.verifications),
                len(base.verifications),
            ),
            Unusable(
                "reviewer",
                sum(isinstance(r, MissingReview) and r.failed for r in self.final.reviews),
                len(self.final.reviews),
            ),
        )
        return tuple(stage for stage in found if stage.failed)
