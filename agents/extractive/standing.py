"""Which claims may be shown as findings, how good each is, and how strong they are together."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from litassay.types import Claim, Findings, Strength, Verification

_STRONG_WORKS, _MODERATE_WORKS = 5, 3


@dataclass(frozen=True)
class Bar:
    """What a claim must reach to be written about; a revision raises it."""

    relevance: float = 0.0
    confidence: float = 0.0
    dropped: frozenset[str] = frozenset()
    """Ids of claims that reviewers doubted and that are weak."""


@dataclass(frozen=True)
class Standing:
    """A claim with what was found about it."""

    claim: Claim
    verification: Verification
    direct: bool
    """Speaks to the question's combination of concepts, not to one of them."""

    @property
    def worth(self) -> float:
        """Order of presentation: relevance, confidence, corroboration, directness."""
        sure = self.verification.confidence or 0.0
        others = min(3, len(self.verification.corroborated_by)) / 3
        parts = (0.4 * self.claim.relevance, 0.25 * sure, 0.15 * others, 0.2 * self.direct)
        return round(math.fsum(parts), 6)


def shown(
    findings: Findings,
    direct: Collection[str],
    bar: Bar = Bar(),
) -> tuple[Standing, ...]:
    """Supported claims above the bar, worthiest first. Nothing else is ever a finding."""
    checked = findings.verifications_by_claim()
    kept = []
    for claim in findings.claims:
        found = checked.get(claim.id)
        if found is None or found.verdict != "SUPPORTED" or claim.id in bar.dropped:
            continue
        if claim.relevance >= bar.relevance and (found.confidence or 0.0) >= bar.confidence:
            kept.append(Standing(claim, found, claim.id in direct))
    kept.sort(key=lambda s: (-s.worth, s.claim.id))
    return tuple(kept)


def works(standings: Sequence[Standing]) -> int:
    """Number of distinct papers that make the claims."""
    return len({s.claim.paper_id for s in standings})


def strength_of(standings: Sequence[Standing]) -> Strength:
    """How far the supported claims answer the question.

    strong: at least five works, direct claims from three of them, two corroborated claims, mean
    confidence of 0.7 and at most one claim in five contradicted. moderate: at least three works,
    a direct claim and mean confidence of 0.55. limited: any supported claim. Else insufficient.
    """
    if not standings:
        return "insufficient"
    direct = [s for s in standings if s.direct]
    sure = math.fsum(s.verification.confidence or 0.0 for s in standings) / len(standings)
    corroborated = sum(bool(s.verification.corroborated_by) for s in standings)
    contested = sum(bool(s.verification.contradicted_by) for s in standings)
    if (
        works(standings) >= _STRONG_WORKS
        and works(direct) >= _MODERATE_WORKS
        and corroborated >= 2
        and sure >= 0.7
        and contested * 5 <= len(standings)
    ):
        return "strong"
    if works(standings) >= _MODERATE_WORKS and direct and sure >= 0.55:
        return "moderate"
    return "limited"
