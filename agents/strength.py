"""How strong an answer the evidence warrants: the rule of docs/rating.md."""

from collections.abc import Mapping

from agents.audit import Audit
from litassay.types import Strength

RANK: Mapping[Strength, int] = {"insufficient": 0, "limited": 1, "moderate": 2, "strong": 3}
STRONG_WORKS = 3
MODERATE_WORKS = 2
SURE = 0.8
"""Least mean confidence of the claims that stand for a strong answer."""


def warranted(seen: Audit) -> Strength:
    """The strongest that may be claimed, from the claims that the report shows and that stand."""
    if not seen.sound:
        return "insufficient"
    sure = sum(c.confidence or 0.0 for c in seen.sound) / len(seen.sound)
    contested = any(c.contradicted_by for c in seen.sound)
    if len(seen.support) >= STRONG_WORKS and sure >= SURE and not contested:
        return "strong"
    return "moderate" if len(seen.support) >= MODERATE_WORKS else "limited"
