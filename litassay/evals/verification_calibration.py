"""From cross-validated probabilities to decisions and to confidence: fitted, and kept cautious."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agents.extractive.linear import Array

Labels = NDArray[np.int64]
CAUTION = 0.2
"""Share of redrawn test sets on which the stated confidence may still be too high on average."""
SET_SIZE = 300
"""Pairs in a redrawn test set."""


def decision_weights(chances: Array, wanted: Labels) -> Array:
    """Factors on the probabilities that give the best macro-F1, SUPPORTED's being 1."""
    from sklearn.metrics import f1_score

    best, chosen = -1.0, np.ones(3)
    for refuted in np.arange(1.0, 2.51, 0.1):
        for unknown in np.arange(1.0, 4.51, 0.25):
            factors = np.array([1.0, refuted, unknown])
            score = float(f1_score(wanted, (chances * factors).argmax(axis=1), average="macro"))
            if score > best + 1e-12:
                best, chosen = score, factors
    return chosen


def fit_calibration(
    chances: Array, factors: Array, wanted: Labels, groups: Sequence[str]
) -> list[float]:
    """Slope and intercept of Platt's map for the decided verdicts, from cross-validated chances."""
    said = (chances * factors).argmax(axis=1)
    right = (said == wanted).astype(np.int64)
    return list(fit_platt(chances[np.arange(len(said)), said], right, groups))


def fit_platt(sure: Array, right: Labels, groups: Sequence[str]) -> tuple[float, float]:
    """Slope and intercept of Platt's map (Platt 1999) from confidence to being right.

    Documents differ in how hard they are, so a set made of other documents lies above or below
    the average. The intercept is lowered to what holds for all but a share CAUTION of sets of
    SET_SIZE pairs drawn as whole groups: confidence errs to the low side. Where more confidence
    means less truth, or all or none are right, the map is flat.

    Args:
        sure: Confidence of each verdict, 0 to 1, shape (n,).
        right: 1 where it is right, else 0, shape (n,).
        groups: Pairs of one group are drawn together.
    """
    from sklearn.linear_model import LogisticRegression

    inside = np.clip(sure, 1e-6, 1 - 1e-6)
    logit = np.log(inside / (1 - inside))[:, None]
    slope, intercept = 0.0, _logit((right.sum() + 1) / (len(right) + 2))
    if 0 < right.sum() < len(right):
        model = LogisticRegression(C=1e6, tol=1e-9).fit(logit, right)
        if model.coef_[0, 0] > 0:
            slope, intercept = float(model.coef_[0, 0]), float(model.intercept_[0])
    mapped = 1 / (1 + np.exp(-(slope * logit[:, 0] + intercept)))
    gap = _low_gap(right - mapped, groups)
    lowered = intercept + gap / float((mapped * (1 - mapped)).mean())
    return round(slope, 4), round(lowered, 4)


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def _low_gap(residuals: Array, groups: Sequence[str]) -> float:
    """The mean residual that is undercut by a share CAUTION of redrawn sets, at most 0."""
    names = sorted(set(groups))
    where = [np.flatnonzero(np.array(groups) == n) for n in names]
    count = max(1, round(SET_SIZE * len(names) / len(groups)))
    draws = np.random.default_rng(0).integers(0, len(names), (2_000, count))
    means = [float(residuals[np.concatenate([where[i] for i in row])].mean()) for row in draws]
    return min(0.0, float(np.quantile(means, CAUTION)))
