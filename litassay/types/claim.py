"""Claims, the evidence for and against them, and the verdicts."""

from typing import Literal

from pydantic import Field

from litassay.types.paper import Span
from litassay.types.record import Record

Stance = Literal["SUPPORTS", "REFUTES", "NEUTRAL"]
"""What one span of evidence says about a claim."""
Verdict = Literal["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO", "NOT_CHECKED"]
"""NOT_CHECKED (with a reason) is never folded into another verdict."""


class BenchmarkResult(Record):
    """A measured result as fields; None where the text does not say."""

    task: str | None = None
    dataset: str | None = None
    metric: str | None = None
    value: float | None = None
    unit: str | None = None
    """`%`, `points`, `×`, … as the text has it."""
    baseline: str | None = None
    """What it is compared with, in the text's words."""
    delta: float | None = None
    """Signed difference from the baseline, in `unit`."""


class Claim(Record):
    """One self-contained sentence and the verbatim quote that it rests on."""

    id: str
    """`c1`, `c2`, … in the order of the report."""
    text: str
    span: Span
    sub_questions: tuple[str, ...] = ()
    relevance: float = Field(default=0.0, ge=0, le=1)
    """How well it answers the question, 0 to 1."""
    benchmarks: tuple[BenchmarkResult, ...] = ()

    @property
    def paper_id(self) -> str:
        """The paper that makes the claim."""
        return self.span.paper_id


class RejectedClaim(Record):
    """A proposed claim that is not used, kept to be counted and shown."""

    paper_id: str
    text: str
    reason: Literal[
        "quote_not_found",
        "off_question",
        "not_self_contained",
        "duplicate",
        "not_in_quote",
        "instruction_like",
    ]


class Extraction(Record):
    """What was taken from one paper; `not_read` says why when nothing could be."""

    paper_id: str
    claims: tuple[Claim, ...] = ()
    rejected: tuple[RejectedClaim, ...] = ()
    not_read: str = ""
    refused: bool = False
    """A model's server would refuse the same call again."""


class Evidence(Record):
    """A quoted span and what it says about the claim."""

    span: Span
    stance: Stance
    score: float = Field(ge=0, le=1)
    """Probability of this stance."""
    notes: tuple[str, ...] = ()
    """Rules that decided or capped it, e.g. `number differs: 3.5 % in the claim, 2.1 % here`."""


class Verification(Record):
    """What all retrieved documents say about one claim."""

    claim_id: str
    verdict: Verdict
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Calibrated probability that the verdict is right; None for NOT_CHECKED."""
    grounded: bool = False
    """Its own source says so."""
    evidence: tuple[Evidence, ...] = ()
    """Strongest first."""
    corroborated_by: tuple[str, ...] = ()
    """Ids of distinct other works that support it, sorted."""
    contradicted_by: tuple[str, ...] = ()
    """Ids of distinct other works that refute it, sorted."""
    reason: str = ""
    """Why this verdict, in a sentence; for NOT_CHECKED what kept it from being checked."""
