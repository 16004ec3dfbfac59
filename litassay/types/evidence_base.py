"""Everything a run knows before it is judged: the input of writer, reviewers and reports."""

from collections.abc import Mapping

from litassay.types.claim import Claim, RejectedClaim, Verification
from litassay.types.finding import ReviewFinding
from litassay.types.paper import Paper
from litassay.types.record import Record
from litassay.types.search import (
    Plan,
    Question,
    ScreeningDecision,
    SearchOutcome,
    SubQuestion,
)


class EvidenceBase(Record):
    """The records of a run, in a fixed order; nothing in it depends on arrival order."""

    question: Question
    plans: tuple[Plan, ...]
    """One a round, in order."""
    searches: tuple[SearchOutcome, ...]
    papers: tuple[Paper, ...]
    """Every retrieved work after merging, sorted by id."""
    screening: tuple[ScreeningDecision, ...]
    """One for each of `papers`, most relevant first."""
    claims: tuple[Claim, ...]
    rejected: tuple[RejectedClaim, ...] = ()
    not_read: tuple[tuple[str, str], ...] = ()
    """(paper id, reason) for included papers that could not be read."""
    verifications: tuple[Verification, ...] = ()
    """One for each of `claims`, in their order."""
    findings: tuple[ReviewFinding, ...] = ()
    """What the papers say together, in the order of the report."""

    @property
    def sub_questions(self) -> tuple[SubQuestion, ...]:
        """The parts of the question, in the order of the report."""
        return self.plans[0].sub_questions if self.plans else ()

    def papers_by_id(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {p.id: p for p in self.papers}

    def verifications_by_claim(self) -> Mapping[str, Verification]:
        """Verifications by claim id."""
        return {v.claim_id: v for v in self.verifications}

    def claims_by_id(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {c.id: c for c in self.claims}
