"""Quality tiers: what a rating entitles a report to."""

from litassay.types import Tier

REPRODUCIBLE = 8.0
"""Least score of reproducibility that counts as high."""


def tier(score: float, verified: int, reproducibility: float | None) -> Tier:
    """The tier of a report.

    Args:
        score: Rating after gates, 0 to 10.
        verified: Claims shown that stand.
        reproducibility: Mean score of that dimension; None when no reviewer scored it.
    """
    if score >= 8.5 and verified >= 5 and (reproducibility or 0.0) >= REPRODUCIBLE:
        return "FLAGSHIP_CANDIDATE"
    if score >= 7.5 and verified >= 1:
        return "DOI_GRADE"
    if score >= 5:
        return "PUBLIC_RECORD"
    return "WATCHLIST" if score >= 3.5 else "QUARANTINE_CANDIDATE"
