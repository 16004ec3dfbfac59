"""From evidence to verdict: pure rules over what each document was found to say."""

from collections.abc import Sequence
from typing import NamedTuple

from litassay.types import Evidence, Verdict, Verification

CORROBORATION = 0.10
"""By how much of the remaining doubt one independent supporting work lowers it."""
CONTRADICTION = 0.25
"""Which share of the confidence one independent contradicting work takes away."""


class OwnSource(NamedTuple):
    """What the claim's own paper says."""

    evidence: Evidence | None
    """None when the paper could not be read or the quote is not in it."""
    problem: str = ""
    """Why there is no evidence, in words."""


class OtherWork(NamedTuple):
    """What one independent work says, strong enough to be shown."""

    paper_id: str
    evidence: Evidence


def conclude(claim_id: str, own: OwnSource, others: Sequence[OtherWork]) -> Verification:
    """The verdict on a claim from its own source and independent works."""
    supporting = [o for o in others if o.evidence.stance == "SUPPORTS"]
    refuting = [o for o in others if o.evidence.stance == "REFUTES"]
    verdict, confidence = _verdict(own, supporting, refuting)
    shown = [own.evidence] if own.evidence else []
    ranked = sorted(
        (o.evidence for o in (*supporting, *refuting)),
        key=lambda e: (-e.score, e.span.paper_id, e.span.passage, e.span.start),
    )
    return Verification(
        claim_id=claim_id,
        verdict=verdict,
        confidence=round(min(0.99, max(0.01, confidence)), 3),
        grounded=own.evidence is not None and own.evidence.stance == "SUPPORTS",
        evidence=(*shown, *ranked),
        corroborated_by=tuple(sorted(o.paper_id for o in supporting)),
        contradicted_by=tuple(sorted(o.paper_id for o in refuting)),
        reason=_reason(own, len(supporting), len(refuting)),
    )


def _verdict(
    own: OwnSource, supporting: Sequence[OtherWork], refuting: Sequence[OtherWork]
) -> tuple[Verdict, float]:
    """Verdict and probability; only a claim that its own source makes can be SUPPORTED."""
    e = own.evidence
    if e is None:
        return "NOT_ENOUGH_INFO", 0.9
    if e.stance == "SUPPORTS":
        doubt = (1.0 - e.score) * (1.0 - CORROBORATION) ** len(supporting)
        sure = (1.0 - doubt) * (1.0 - CONTRADICTION) ** len(refuting)
        return ("SUPPORTED", sure) if sure >= 0.5 else ("NOT_ENOUGH_INFO", 1.0 - sure)
    if e.stance == "REFUTES":
        return "REFUTED", e.score
    return "NOT_ENOUGH_INFO", e.score


def _reason(own: OwnSource, supporting: int, refuting: int) -> str:
    e = own.evidence
    if e is None:
        said = own.problem
    elif e.stance == "SUPPORTS":
        said = "its own source says so"
    elif e.stance == "REFUTES":
        said = "its own source says otherwise" + "".join(f"; {n}" for n in e.notes)
    else:
        said = "its own source does not carry it: " + ("; ".join(e.notes) or "the wording differs")
    parts = [said]
    for count, one, many in (
        (supporting, "work agrees", "works agree"),
        (refuting, "work contradicts it", "works contradict it"),
    ):
        if count:
            parts.append(f"{count} independent {one if count == 1 else many}")
    return "; ".join(parts)


def not_checked(claim_id: str, reason: str) -> Verification:
    """The verification of a claim that could not be checked."""
    return Verification(claim_id=claim_id, verdict="NOT_CHECKED", reason=reason)
