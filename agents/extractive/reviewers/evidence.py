"""The evidence reviewer: how sure the claims are, how often confirmed, by how many works."""

from dataclasses import dataclass

from agents.extractive.reviewers.scoring import mean, review, score, share
from litassay.types import Audit, DimensionScore, Review

ENOUGH_WORKS = 8
"""Works behind the claims from which more add nothing to the score."""
ENOUGH_CONFIRMED = 0.5
"""Share of claims confirmed by another work from which more add nothing."""
ABSTRACTS = 0.9
"""Factor when every quote comes from an abstract: what was left out there is not known."""


@dataclass(frozen=True)
class EvidenceReviewer:
    """Verdicts, confidences, independent corroboration and the spread over works."""

    name: str = "evidence"

    async def review(self, seen: Audit) -> Review:
        """Score evidence_strength and, from the claims' side, citation_grounding."""
        return review(self.name, seen, _strength(seen), _grounded(seen))


def _strength(seen: Audit) -> DimensionScore:
    total = len(seen.shown)
    verified = share(len(seen.sound), total)
    sure = mean(c.confidence or 0.0 for c in seen.sound)
    known = seen.confirmed
    shared = sum(bool(c.corroborated_by) or c.id in known for c in seen.sound)
    confirmed = share(shared, len(seen.sound))
    spread = min(1.0, len(seen.works) / ENOUGH_WORKS)
    contested = share(sum(bool(c.contradicted_by) for c in seen.sound), len(seen.sound))
    agreed = min(1.0, confirmed / ENOUGH_CONFIRMED)
    value = 10 * verified * (0.4 * sure + 0.35 * spread + 0.25 * agreed)
    value *= 1 - 0.3 * contested
    if all(c.locator == "abstract" for c in seen.sound):
        value *= ABSTRACTS
    retracted = {w.name for w in seen.dossier.works if w.retracted}
    if any(c.work in retracted for c in seen.shown):
        value = min(value, 3.0)
    reason = (
        f"{len(seen.sound)} of {total} claims shown stand, with mean confidence {sure:.2f}; they "
        f"come from {len(seen.works)} works, {confirmed:.0%} are confirmed by another group and "
        f"{contested:.0%} contradicted by one."
    )
    return score("evidence_strength", value, reason, seen.sound or seen.shown)


def _grounded(seen: Audit) -> DimensionScore:
    """Whether the claims' own sources say so, whatever the sentences make of them."""
    there = [c for c in seen.shown if c.found and c.grounded]
    lost = [c for c in seen.shown if c not in there]
    reason = f"The own source of {len(there)} of {len(seen.shown)} claims shown says so."
    value = 10 * share(len(there), len(seen.shown))
    return score("citation_grounding", value, reason, lost or seen.shown)
