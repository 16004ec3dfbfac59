"""Which claims may be shown as findings, how good each is, and how strong they are together."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from agents.extractive.asked import Lean
from litassay.types import Claim, EvidenceBase, Strength, Verification

_STRONG_WORKS, _MODERATE_WORKS, _DIRECT_WORKS = 5, 3, 2


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
    side: Lean = "open"
    """Which answer to a yes/no question it gives."""

    @property
    def worth(self) -> float:
        """Order of presentation: relevance, confidence, corroboration, directness."""
        sure = self.verification.confidence or 0.0
        others = min(3, len(self.verification.corroborated_by)) / 3
        parts = (0.4 * self.claim.relevance, 0.25 * sure, 0.15 * others, 0.2 * self.direct)
        return round(math.fsum(parts), 6)


def shown(
    base: EvidenceBase,
    direct: Collection[str],
    bar: Bar = Bar(),
    sides: Mapping[str, Lean] | None = None,
) -> tuple[Standing, ...]:
    """Supported claims above the bar, worthiest first. Nothing else is ever a finding.

    No bar hides a claim that takes a side: an answer that left one out would be false.
    """
    taken = sides or {}
    checked = base.verifications_by_claim()
    kept = []
    for claim in base.claims:
        found = checked.get(claim.id)
        if found is None or found.verdict != "SUPPORTED":
            continue
        side = taken.get(claim.id, "open")
        high = claim.relevance >= bar.relevance and (found.confidence or 0.0) >= bar.confidence
        if side != "open" or (high and claim.id not in bar.dropped):
            kept.append(Standing(claim, found, side != "open" or claim.id in direct, side))
    kept.sort(key=lambda s: (-s.worth, s.claim.id))
    return tuple(kept)


def works(standings: Sequence[Standing]) -> int:
    """Number of distinct papers that make the claims."""
    return len({s.claim.paper_id for s in standings})


def siding(standings: Sequence[Standing], side: Lean) -> list[Standing]:
    """Those that give this answer."""
    return [s for s in standings if s.side == side]


def strength_of_side(standings: Sequence[Standing]) -> Strength:
    """How far the supported claims answer a question by yes or no.

    Only claims that take a side count as direct; without one the evidence is limited, and it is
    never strong where the sides disagree.
    """
    strength = strength_of([replace(s, direct=s.side != "open") for s in standings])
    both = siding(standings, "yes") and siding(standings, "no")
    return "moderate" if both and strength == "strong" else strength


def strength_of(standings: Sequence[Standing]) -> Strength:
    """How far the supported claims answer the question.

    strong: at least five works, direct claims from three of them and from half of all, two
    corroborated claims, mean confidence of 0.7 and at most one claim in five contradicted.
    moderate: at least three works, direct claims from two and mean confidence of 0.55. limited: any
    supported claim. Else insufficient.
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
        and 2 * works(direct) >= works(standings)
        and corroborated >= 2
        and sure >= 0.7
        and contested * 5 <= len(standings)
    ):
        return "strong"
    if works(standings) >= _MODERATE_WORKS and works(direct) >= _DIRECT_WORKS and sure >= 0.55:
        return "moderate"
    return "limited"
