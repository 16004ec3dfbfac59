"""What given documents say of one sentence that no run has made."""

from pydantic import Field

from litassay.types.claim import Evidence, Verdict
from litassay.types.paper import Paper
from litassay.types.record import Record


class CheckedSource(Record):
    """One document and what it says of the claim."""

    paper: Paper
    verdict: Verdict
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Calibrated probability that the verdict is right; None for NOT_CHECKED."""
    evidence: tuple[Evidence, ...] = ()
    """The sentences that bear on it, likeliest first."""
    reason: str = ""
    """For NOT_CHECKED why; else the rule that ruled support out."""


class ClaimCheck(Record):
    """A claim and what every document that was looked at says of it."""

    claim: str
    verdict: Verdict
    """That of the documents together; NOT_ENOUGH_INFO where they disagree evenly or are silent."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """That of the surest document with this verdict."""
    sources: tuple[CheckedSource, ...]
    """Those that support or refute it first, surest first."""
