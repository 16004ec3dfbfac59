"""The methods reviewer: whether a reader could take the same steps to the same evidence."""

from dataclasses import dataclass

from agents.extractive.reviewers.scoring import review, score, share
from litassay.types import Audit, DimensionScore, Review

UNACCOUNTED = 2.0
"""Points taken when a retrieved work is neither used nor screened out: the counts do not add up."""


@dataclass(frozen=True)
class MethodsReviewer:
    """Queries on record, works accounted for, quotes with a place, verdicts with evidence."""

    name: str = "methods"

    async def review(self, seen: Audit) -> Review:
        """Score reproducibility."""
        return review(self.name, seen, _reproducibility(seen))


def _reproducibility(seen: Audit) -> DimensionScore:
    dossier = seen.dossier
    asked = share(sum(bool(s.query.strip()) for s in dossier.searches), len(dossier.searches))
    answered = share(sum(not s.failed for s in dossier.searches), len(dossier.searches))
    accounted = share(sum(w.screened for w in dossier.works), len(dossier.works))
    placed = share(sum(c.found for c in seen.shown), len(seen.shown))
    shown = share(sum(bool(c.proofs and c.verdict) for c in seen.shown), len(seen.shown))
    value = 2.0 * asked + 1.5 * answered + 2.0 * accounted + 2.5 * placed + 2.0 * shown
    value -= 0.0 if accounted == 1 else UNACCOUNTED
    lost = [c for c in seen.shown if not c.found or not c.proofs]
    reason = (
        f"{len(dossier.searches)} queries on record ({answered:.0%} answered); {accounted:.0%} of "
        f"{len(dossier.works)} works have a screening decision; {placed:.0%} of the quotes stand "
        f"where they are said to; {shown:.0%} of the claims show their evidence."
    )
    return score("reproducibility", value, reason, lost or seen.shown)
