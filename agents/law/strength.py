"""How strong an answer the evidence warrants: the rule of docs/rating.md."""

from collections.abc import Mapping

from litassay.types import Audit, Strength

RANK: Mapping[Strength, int] = {"insufficient": 0, "limited": 1, "moderate": 2, "strong": 3}
SUBSTANCE: Mapping[Strength, float] = {
    "insufficient": 0.4,
    "limited": 0.75,
    "moderate": 0.88,
    "strong": 1.0,
}
"""What a measured reviewer's scores count for: careful work on little evidence answers little."""
OVERSTATED = 0.7
"""What is left of that when the report claims more than the evidence warrants."""
STRONG_WORKS, MODERATE_WORKS = 5, 3
"""Least number of works that the claims come from."""
STRONG_SURE, MODERATE_SURE = 0.7, 0.55
"""Least mean confidence of the claims."""
CORROBORATED = 2
"""Least number of claims that another work confirms, for a strong answer."""
CONTESTED = 0.2
"""Largest share of claims that another work contradicts, for a strong answer."""


def warranted(seen: Audit) -> Strength:
    """The strongest that may be claimed, from the claims that the report shows and that stand."""
    claims, works = seen.sound, len(seen.works)
    if not claims:
        return "insufficient"
    sure = sum(c.confidence or 0.0 for c in claims) / len(claims)
    confirmed = sum(bool(c.corroborated_by) or c.id in seen.confirmed for c in claims)
    contested = sum(bool(c.contradicted_by) for c in claims)
    if (
        works >= STRONG_WORKS
        and sure >= STRONG_SURE
        and confirmed >= CORROBORATED
        and contested <= CONTESTED * len(claims)
    ):
        return "strong"
    return "moderate" if works >= MODERATE_WORKS and sure >= MODERATE_SURE else "limited"


def substance(seen: Audit) -> float:
    """Factor by the lower of the strength that is stated and the one that is warranted."""
    stated, warrants = seen.dossier.draft.strength, warranted(seen)
    if RANK[stated] > RANK[warrants]:
        return OVERSTATED * SUBSTANCE[warrants]
    return SUBSTANCE[stated]
