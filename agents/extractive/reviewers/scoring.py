"""How a measured reviewer arrives at numbers: shares become scores, scores become an overall."""

from collections.abc import Iterable

from agents.dossier_records import Case
from litassay.types import Dimension, DimensionScore, Review

WORST = 0.5
"""Weight of the lowest score in the overall: the weakest part counts for as much as the mean."""


def score(
    dimension: Dimension, value: float | None, reason: str, cases: Iterable[Case] = ()
) -> DimensionScore:
    """A dimension's score with its reason and the claims that it rests on."""
    rounded = None if value is None else round(min(10.0, max(0.0, value)), 2)
    ids = tuple(dict.fromkeys(c.id for c in cases))
    return DimensionScore(dimension=dimension, score=rounded, reason=reason, claim_ids=ids)


def review(name: str, *scores: DimensionScore) -> Review:
    """A review whose overall leans towards its lowest score; 0 when nothing could be scored."""
    known = [s for s in scores if s.score is not None]
    values = [s.score for s in known if s.score is not None]
    overall = 0.0
    if values:
        overall = (1 - WORST) * sum(values) / len(values) + WORST * min(values)
    lowest = min(known, key=lambda s: s.score or 0.0, default=None)
    reason = lowest.reason if lowest else "Nothing in the report can be scored on this rubric."
    return Review(reviewer=name, scores=scores, overall=round(overall, 2), reason=reason)


def share(part: int, whole: int) -> float:
    """Part of the whole; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def mean(values: Iterable[float]) -> float:
    """Arithmetic mean; 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
