"""What a reviewer is shown of a run: the report and its evidence, with works under pseudonyms.

No authors, venues, years or citation counts. Knows nothing of how it is judged.
"""

from collections.abc import Mapping
from functools import cached_property

from litassay.types import (
    BenchmarkResult,
    Draft,
    ExclusionReason,
    Record,
    SourceStatus,
    Stance,
    Statement,
    Verdict,
)


class Work(Record):
    """A retrieved work under its pseudonym."""

    name: str
    """`P1`, `P2`, …: the works that claims rest on first, then the rest."""
    title: str
    included: bool
    reason: ExclusionReason | None = None
    """Why it was screened out; None when it was used or when nothing was decided."""
    screened: bool = True
    """False when no decision about it is recorded."""
    retracted: bool = False
    preprint: bool = False
    flagged: bool = False
    """Carries a warning, such as text that is addressed to a machine."""
    not_read: str = ""


class Proof(Record):
    """One quoted span that bears on a claim."""

    work: str
    locator: str
    quote: str
    found: bool
    """The quote stands in the stored document at its offsets."""
    stance: Stance
    score: float
    notes: tuple[str, ...] = ()


class Case(Record):
    """A claim with everything that is known for and against it."""

    id: str
    text: str
    work: str
    locator: str
    quote: str
    found: bool
    """The quote stands in the stored document at its offsets."""
    sub_questions: tuple[str, ...]
    benchmarks: tuple[BenchmarkResult, ...]
    verdict: Verdict | None
    """None when no verification is recorded."""
    confidence: float | None = None
    grounded: bool = False
    proofs: tuple[Proof, ...] = ()
    corroborated_by: tuple[str, ...] = ()
    """Pseudonyms."""
    contradicted_by: tuple[str, ...] = ()
    """Pseudonyms."""
    reason: str = ""


class Asked(Record):
    """One query to one source and what became of it."""

    source: str
    query: str
    status: SourceStatus
    detail: str
    hits: int

    @property
    def failed(self) -> bool:
        """True when the source did not answer."""
        return self.status not in ("ok", "empty")


class Dossier(Record):
    """The blinded case file of one draft."""

    question: str
    sub_questions: tuple[tuple[str, str], ...]
    """(id, text), in the order of the report."""
    draft: Draft
    """As written, with names of people and venues taken out."""
    claims: tuple[Case, ...]
    works: tuple[Work, ...]
    searches: tuple[Asked, ...]
    rejected: tuple[tuple[str, int], ...]
    """(reason, count) of proposed claims that were not used, sorted by reason."""

    @cached_property
    def by_id(self) -> Mapping[str, Case]:
        """Claims by id."""
        return {c.id: c for c in self.claims}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles by pseudonym."""
        return {w.name: w.title for w in self.works}

    def body(self) -> tuple[Statement, ...]:
        """The statements that answer: the answer, then the results."""
        groups = tuple(s for group in self.draft.results for s in group.statements)
        return (*self.draft.answer, *groups)

    def assertions(self) -> tuple[Statement, ...]:
        """Every statement that presents claims as what is known, in the report's order."""
        return (*self.draft.abstract, *self.draft.introduction, *self.body())

    def shown(self) -> tuple[Case, ...]:
        """Claims that the report asserts, each once, in the order of their ids."""
        ids = {i for s in self.assertions() for i in s.claim_ids}
        return tuple(c for c in self.claims if c.id in ids)
