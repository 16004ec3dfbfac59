"""Review findings: what several papers say together about one part of the question.

The term and its counting are those of GRADE-CERQual and of vote counting by direction: groups for
and against are counted, effect sizes are not pooled.
"""

from typing import Literal

from pydantic import Field

from litassay.types.claim import Verdict
from litassay.types.paper import Span
from litassay.types.record import Record

PaperStance = Literal["supports", "refutes", "mixed", "silent"]
"""What one paper as a whole says of a finding."""
Certainty = Literal["high", "moderate", "low", "very_low"]
"""GRADE's words; the rule that lowers it is in docs/rating.md."""


class Weight(Record):
    """What one paper says of one finding, with the span that decides."""

    paper_id: str
    stance: PaperStance
    spans: tuple[Span, ...] = ()
    """The quotes that decide, best first; empty only for `silent`."""
    probability: float | None = Field(default=None, ge=0, le=1)
    """Calibrated probability of this stance; None where the judge gives none."""
    indirect: bool = False
    """The paper speaks of other conditions than asked: partial evidence."""


class ProposedFinding(Record):
    """One statement that answers a sub-question, made from claims of one or several papers."""

    id: str
    """`f1`, `f2`, … in the order of the report."""
    text: str
    sub_question: str
    """Id of the sub-question that it answers."""
    claim_ids: tuple[str, ...]
    """The claims that it was made from."""
    asked: bool = False
    """True for the proposition that the question itself asks about."""


class Weighing(Record):
    """What all papers of a run say of one finding, before it is counted."""

    finding_id: str
    weights: tuple[Weight, ...] = ()
    """One for each included paper, in the order of inclusion; empty where none could be asked."""
    note: str = ""
    """What kept it from being weighed, or what was left out of account, in words."""


class ReviewFinding(ProposedFinding):
    """A proposed finding after every paper of the run was asked about it."""

    weights: tuple[Weight, ...]
    """One for each included paper, in the order of inclusion."""
    groups_for: int = Field(ge=0)
    """Independent groups that support it: papers that share an author are one group."""
    groups_against: int = Field(ge=0)
    groups_mixed: int = Field(ge=0)
    verdict: Verdict
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Calibrated probability that the verdict is right; None for NOT_CHECKED."""
    certainty: Certainty
    lowered_by: tuple[str, ...] = ()
    """Why certainty is not high, each a plain clause, in the order of the rule."""
    note: str = ""
    """What kept it from being weighed, or what was left out of account, in words."""

    def papers(self, stance: PaperStance) -> tuple[str, ...]:
        """Ids of the papers with this stance, in the order of inclusion."""
        return tuple(w.paper_id for w in self.weights if w.stance == stance)
