"""Calibration of a model's confidence: linear between measured points."""

from collections.abc import Sequence
from itertools import pairwise


def calibrated(raw: float, points: Sequence[tuple[float, float]]) -> float:
    """The probability for a raw score; flat before the first point and after the last."""
    ordered = sorted(points)
    if raw <= ordered[0][0]:
        return ordered[0][1]
    for (x0, y0), (x1, y1) in pairwise(ordered):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)
    return ordered[-1][1]
