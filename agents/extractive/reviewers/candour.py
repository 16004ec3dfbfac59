"""The candour reviewer: whether the report says what went wrong and claims no more than it has."""

from collections.abc import Mapping
from dataclasses import dataclass

from agents.extractive.reviewers.scoring import review, score, share
from agents.law.strength import RANK, warranted
from litassay.types import Audit, DimensionScore, Review, Strength

PER_STEP = 3.0
"""Points taken for each step by which the stated strength exceeds what the evidence warrants."""

FLAGGED, RETRACTED = 1.0, 4.0
"""Points taken for a claim whose document carries a warning, or is retracted."""
WORTH: Mapping[Strength, float] = {
    "insufficient": 0.0,
    "limited": 3.0,
    "moderate": 6.5,
    "strong": 9.5,
}
"""Points for the strength that the evidence warrants."""


@dataclass(frozen=True)
class CandourReviewer:
    """What the run's records oblige the report to say, against what it says."""

    name: str = "candour"

    async def review(self, seen: Audit) -> Review:
        """Score uncertainty_disclosure, evidence_strength, and safety_impact where it applies."""
        return review(self.name, seen, _disclosure(seen), _warranted(seen), _safety(seen))


def _disclosure(seen: Audit) -> DimensionScore:
    owed = sum(d.weight for d in seen.due)
    said = sum(d.weight for d in seen.due if d.name in seen.made)
    value = 10.0 * (said / owed if owed else 1.0)
    kept = "; ".join(d.fact for d in seen.undisclosed)
    limits = len(seen.dossier.draft.limitations)
    if not limits:
        value = min(value, 1.0)
    over = RANK[seen.dossier.draft.strength] - RANK[warranted(seen)]
    value -= PER_STEP * max(0, over)
    reason = (
        f"{len(seen.made)} of {len(seen.due)} facts that limit the answer are stated in {limits} "
        f"limitations; the strength is given as {seen.dossier.draft.strength}, the evidence "
        f"warrants {warranted(seen)}."
    )
    return score(
        "uncertainty_disclosure", value, f"{reason} Kept back: {kept}." if kept else reason
    )


def _warranted(seen: Audit) -> DimensionScore:
    """The strength that the evidence warrants, less what is shown without standing."""
    strength = warranted(seen)
    loose = share(len(seen.shown) - len(seen.sound), len(seen.shown))
    reason = (
        f"Evidence for a {strength} answer: {len(seen.support)} works stand behind "
        f"{len(seen.sound)} claims; {loose:.0%} of the claims shown do not stand."
    )
    return score("evidence_strength", WORTH[strength] - 6.0 * loose, reason, seen.sound)


def _safety(seen: Audit) -> DimensionScore:
    works = {w.name: w for w in seen.dossier.works}
    gone = [c for c in seen.shown if works[c.work].retracted]
    odd = [c for c in seen.shown if works[c.work].flagged and c not in gone]
    if not gone and not odd:
        return score("safety_impact", None, "No claim rests on a retracted or flagged document.")
    reason = f"{len(gone)} claims rest on a retracted document, {len(odd)} on a flagged one."
    value = 9.0 - FLAGGED * len(odd) - RETRACTED * len(gone)
    return score("safety_impact", value, reason, (*gone, *odd))
