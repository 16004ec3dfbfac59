"""Figures of merit for ratings: correlations with bootstrap intervals, balanced accuracy."""

import numpy as np
from numpy.typing import NDArray

from litassay.types import Record

Floats = NDArray[np.float64]
DRAWS = 1000
FOLDS = 5
SEED = 20160704


class Score(Record):
    """How well some ratings follow the human mean."""

    pearson: float
    interval: tuple[float, float]
    """95 % percentile bootstrap over papers."""
    spearman: float
    balanced_accuracy: float
    """Of telling the better half of the papers, at a threshold found without the tested papers."""
    level: float
    """Mean rating."""


class Panel(Record):
    """A panel found by searching."""

    reviewers: tuple[str, ...]
    scores: str
    """Which scores are averaged, and how."""
    pearson: float
    panels: int
    """How many were tried."""


def score(ratings: Floats, truth: Floats) -> Score:
    """All figures for one vector of ratings; shape (papers,) both."""
    from scipy.stats import spearmanr

    return Score(
        pearson=round(correlation(ratings, truth), 4),
        interval=_interval(ratings, truth),
        spearman=round(float(spearmanr(ratings, truth).statistic), 4),
        balanced_accuracy=round(balanced_accuracy(ratings, truth), 4),
        level=round(float(ratings.mean()), 3),
    )


def correlation(a: Floats, b: Floats) -> float:
    """Pearson's r; 0 when one side does not vary."""
    if a.std() < 1e-12 or b.std() < 1e-12:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _interval(ratings: Floats, truth: Floats) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        picks = rng.integers(0, len(truth), len(truth))
        drawn.append(correlation(ratings[picks], truth[picks]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return (round(float(low), 4), round(float(high), 4))


def balanced_accuracy(ratings: Floats, truth: Floats) -> float:
    """Mean of sensitivity and specificity for `above the human median`, cross-validated."""
    from sklearn.metrics import balanced_accuracy_score

    better = truth > np.median(truth)
    order = np.random.default_rng(SEED).permutation(len(truth))
    said = np.zeros(len(truth), dtype=bool)
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        train = np.setdiff1d(order, test)
        said[test] = ratings[test] >= _threshold(ratings[train], better[train])
    return float(balanced_accuracy_score(better, said))


def _threshold(ratings: Floats, better: NDArray[np.bool_]) -> float:
    """The cut with the best balanced accuracy; the lowest of equals."""
    values = np.unique(ratings)
    cuts = [float(values[0]), *((values[1:] + values[:-1]) / 2).tolist()]
    good, bad = ratings[better], ratings[~better]
    if not len(good) or not len(bad):
        return float(np.median(ratings))
    worth = [(float((good >= c).mean() + (bad < c).mean()), -c) for c in cuts]
    return float(-max(worth)[1])
