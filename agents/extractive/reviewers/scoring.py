"""How a measured reviewer arrives at numbers: shares become scores, scores become an overall."""

from collections.abc import Iterable

from agents.law.strength import substance
from litassay.types import Audit, Case, Dimension, DimensionScore, Review

WORST = 0.5
"""Weight of the lowest score in the overall: the weakest part counts for as much as the mean."""


def score(
    dimension: Dimension, value: float | None, reason: str, cases: Iterable[Case] = ()
) -> DimensionScore:
    """A dimension's score with its reason and the claims that it rests on."""
    rounded = None if value is None else round(min(10.0, max(0.0, value)), 2)
    ids = tuple(dict.fromkeys(c.id for c in cases))
    return DimensionScore(dimension=dimension, score=rounded, reason=reason, claim_ids=ids)


def review(name: str, seen: Audit, *scores: DimensionScore, substantial: bool = False) -> Review:
    """A review whose overall leans towards its lowest score, times the report's substance.

    `substantial`: its scores say that already.
    """
    known = [(s.score, s.reason) for s in scores if s.score is not None]
    if not known:
        return Review(reviewer=name, scores=scores, overall=0.0, reason="Nothing can be scored.")
    values = [value for value, _ in known]
    lean = (1 - WORST) * sum(values) / len(values) + WORST * min(values)
    factor = 1.0 if substantial else substance(seen)
    _, reason = min(known)
    if factor < 1:
        reason += f" Overall × {factor:.2f}, because the evidence does not make a strong answer."
    return Review(reviewer=name, scores=scores, overall=round(lean * factor, 2), reason=reason)


def share(part: int, whole: int) -> float:
    """Part of the whole; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def mean(values: Iterable[float]) -> float:
    """Arithmetic mean; 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
