"""What a reviewer is shown of a run: the report and its evidence, with works under pseudonyms.

No authors, venues, years or citation counts. Knows nothing of how it is judged.
"""

from collections.abc import Mapping
from functools import cached_property

from litassay.types.claim import BenchmarkResult, Stance, Verdict
from litassay.types.draft import Draft, Statement
from litassay.types.finding import Certainty, PaperStance
from litassay.types.record import Record
from litassay.types.search import ExclusionReason, Grade, SourceStatus


class Work(Record):
    """A retrieved work under its pseudonym."""

    name: str
    """`P1`, `P2`, …: the works that claims rest on first, then the rest."""
    title: str
    included: bool
    grade: Grade | None = None
    """How it answers, as screened."""
    relevance: float | None = None
    """0 to 1 as screened; None where nothing was decided."""
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


class Opinion(Record):
    """What one work says of a finding."""

    work: str
    stance: PaperStance
    quotes: tuple[str, ...] = ()
    found: bool = True
    """Every quote stands in the stored document."""
    indirect: bool = False


class FindingCase(Record):
    """A review finding with what every work was found to say of it."""

    id: str
    text: str
    sub_question: str
    asked: bool
    claim_ids: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    groups_for: int
    groups_against: int
    groups_mixed: int
    most_for: int
    """Independent groups among the works whose quotes say so: no count may exceed it."""
    most_against: int
    left_out: tuple[str, ...]
    """Works that were used and that the finding was not put to."""
    verdict: Verdict
    confidence: float | None
    certainty: Certainty


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
    findings: tuple[FindingCase, ...] = ()
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

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """Ids of claims that a finding gathers which two independent groups or more support."""
        works = {c.id: c.work for c in self.claims}
        return frozenset(
            i
            for f in self.findings
            if f.groups_for >= 2
            for i in f.claim_ids
            if works.get(i) in {o.work for o in f.opinions if o.stance == "supports"}
        )

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


class Due(Record):
    """One thing that a report has to say of itself."""

    name: str
    fact: str
    """What happened, for the reader."""
    words: tuple[tuple[str, ...], ...]
    """One sentence must hold a word of every group; lower case, phrases allowed."""
    weight: float = 1.0
    """Share of the blame when it is not said, in units of an ordinary fact."""


class Checked(Record):
    """A statement that cites claims, with what is wrong between it and them."""

    statement: Statement
    faults: tuple[str, ...]


class Audit(Record):
    """A dossier and what the rules found in it: made once, read by reviewers and gates alike."""

    dossier: Dossier
    shown_ids: tuple[str, ...]
    """Claims that the report asserts."""
    faults: Mapping[str, tuple[str, ...]]
    """What is wrong with each asserted claim, by id; only those with a fault."""
    checked: tuple[Checked, ...]
    uncited: tuple[Statement, ...]
    """Statements of abstract, answer and results that assert something and cite nothing."""
    relevance: Mapping[str, float]
    """0 to 1 for each asserted claim."""
    off_ids: tuple[str, ...]
    """Asserted claims that are off the question."""
    contested_ids: tuple[str, ...]
    """Claims, asserted or refuted, that a quoted span speaks against."""
    due: tuple[Due, ...]
    """What the report has to say of itself."""
    made: tuple[str, ...]
    """Names of those that it says, sorted."""

    @cached_property
    def shown(self) -> tuple[Case, ...]:
        """Claims that the report asserts."""
        return tuple(self.dossier.by_id[i] for i in self.shown_ids)

    @cached_property
    def sound(self) -> tuple[Case, ...]:
        """Those of them that stand."""
        return tuple(c for c in self.shown if c.verdict == "SUPPORTED" and c.id not in self.faults)

    @cached_property
    def off(self) -> tuple[Case, ...]:
        """Asserted claims that are off the question."""
        return tuple(self.dossier.by_id[i] for i in self.off_ids)

    @cached_property
    def contested(self) -> tuple[Case, ...]:
        """Claims, asserted or refuted, that a quoted span speaks against."""
        return tuple(self.dossier.by_id[i] for i in self.contested_ids)

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """Ids of claims that a finding gathers which two independent groups or more support."""
        return self.dossier.confirmed

    @property
    def broken(self) -> tuple[Checked, ...]:
        """Statements with a fault."""
        return tuple(pair for pair in self.checked if pair.faults)

    @property
    def works(self) -> frozenset[str]:
        """Works that the sound claims come from."""
        return frozenset(c.work for c in self.sound)

    @property
    def support(self) -> frozenset[str]:
        """Works behind the sound claims: their own and those that corroborate them."""
        return self.works | {w for c in self.sound for w in c.corroborated_by}

    @property
    def undisclosed(self) -> tuple[Due, ...]:
        """What the report keeps to itself."""
        return tuple(d for d in self.due if d.name not in self.made)
