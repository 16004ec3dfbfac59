"""How well reviewers and panels of reviewers follow human ratings of the same papers.

The aggregator that is measured is the one of the product: `agents.learning.learn`, then
`agents.calibration.judge` and `combine`. It never sees the ratings of the papers it is tested on.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.calibration import Calibration, Values, combine, judge
from agents.learning import learn
from litassay.evals.panel_data import RatedPapers, model, samples
from litassay.evals.panel_scores import Panel, Score, correlation, score
from litassay.types import Record

Floats = NDArray[np.float64]
ASPECTS = ("overall", "soundness", "contribution")
"""Scores of a review that are read: the verdict and the two that judge the work, not its text."""
FOLDS, REPEATS = 20, 5
HALVES = 20
SEED = 20160704
_LARGEST_SEARCH = 12
"""With more reviewers than this the search over all panels is left out."""


class Halves(Record):
    """Calibration learnt on one half of the papers and tested on the other, averaged."""

    splits: int
    pearson: float
    error: float
    """Mean absolute error of the calibrated panel, in human points."""
    error_uncalibrated: float
    """That of the plain mean of the reviewers."""


class Outcome(Record):
    """All of the measurement."""

    papers: int
    one_human: float
    """Correlation of one human with the mean of the others, over all who rated."""
    ours: Score
    halves: Halves
    reviewers: Mapping[str, Score]
    mean: Score
    median: Score
    same_model: Mapping[str, Score]
    """Reviewers that are several samples of one model, or the mean of the reviewers of a model."""
    best: Panel
    """The best of all panels, chosen and tested on the same papers: an upper bound."""
    best_held_out: float
    """Correlation reached by searching all panels on training papers, on papers left out."""
    gap: float
    """How far ours lies below `best`."""
    weights: Mapping[str, float]
    """What the aggregator learns from all papers."""


def measure(data: RatedPapers) -> Outcome:
    """Measure every reviewer, the simple panels, and ours on papers it has not learnt from."""
    truth = np.array(data.truth)
    overall = {n: np.array([v["overall"] for v in given]) for n, given in data.reviews.items()}
    table = np.array(list(overall.values()))
    ours = score(held_out(data, truth), truth)
    best = exhaustive(data, truth)
    known = calibration(data)
    return Outcome(
        papers=len(truth),
        one_human=one_human(data.human),
        ours=ours,
        halves=halves(data, truth),
        reviewers={name: score(values, truth) for name, values in overall.items()},
        mean=score(table.mean(axis=0), truth),
        median=score(np.median(table, axis=0), truth),
        same_model=_same_model(overall, truth),
        best=best,
        best_held_out=best_held_out(data, truth),
        gap=round(best.pearson - ours.pearson, 4),
        weights={s.reviewer: round(s.weight, 3) for s in known.scales},
    )


def calibration(data: RatedPapers) -> Calibration:
    """What the aggregator learns from all papers: for use on others."""
    return learn(data.reviews, data.truth, ASPECTS)


def _rated(data: RatedPapers, calibration: Calibration, papers: Sequence[int]) -> Floats:
    """The product's aggregate of these papers, shape (papers,)."""
    return np.array(
        [
            combine([judge(name, given[p], calibration) for name, given in data.reviews.items()])
            for p in papers
        ]
    )


def _learnt(data: RatedPapers, truth: Floats, papers: Sequence[int]) -> Calibration:
    reviews: Mapping[str, Sequence[Values]] = {
        name: [given[p] for p in papers] for name, given in data.reviews.items()
    }
    return learn(reviews, [float(truth[p]) for p in papers], ASPECTS)


def held_out(data: RatedPapers, truth: Floats) -> Floats:
    """Each paper's aggregate, learnt without it: mean over repeated cross-validation.

    One level and one slope for all folds, which no correlation depends on: with each fold's own,
    a fold with good papers would be rated low only because the others are worse.
    """
    scale = calibration(data)
    total = np.zeros(len(truth))
    for repeat in range(REPEATS):
        order = np.random.default_rng(SEED + repeat).permutation(len(truth))
        for fold in range(FOLDS):
            test = order[fold::FOLDS]
            train = np.setdiff1d(order, test)
            known = _learnt(data, truth, train.tolist())
            fixed = known.model_copy(update={"level": scale.level, "slope": scale.slope})
            total[test] += _rated(data, fixed, test.tolist())
    return total / REPEATS


def halves(data: RatedPapers, truth: Floats) -> Halves:
    """Learn on one half, test on the other, both ways, over seeded splits."""
    found = []
    for split in range(HALVES):
        order = np.random.default_rng(SEED + split).permutation(len(truth))
        one, two = order[: len(order) // 2], order[len(order) // 2 :]
        for train, test in ((one, two), (two, one)):
            ours = _rated(data, _learnt(data, truth, train.tolist()), test.tolist())
            plain = np.mean(
                [[given[p]["overall"] for p in test] for given in data.reviews.values()], axis=0
            )
            here = truth[test]
            found.append(
                (
                    np.corrcoef(ours, here)[0, 1],
                    np.abs(ours - here).mean(),
                    np.abs(plain - here).mean(),
                )
            )
    pearson, error, uncalibrated = (round(float(x), 4) for x in np.mean(found, axis=0))
    return Halves(splits=HALVES, pearson=pearson, error=error, error_uncalibrated=uncalibrated)


def exhaustive(data: RatedPapers, truth: Floats) -> Panel:
    """The best mean of any set of reviewers: raw or standardised, overall or all that we read."""
    names = list(data.reviews)
    tables = _tables(data)
    found = _search(tables, truth, np.arange(len(truth)))
    return Panel(
        reviewers=tuple(names[i] for i in found.chosen),
        scores=found.scores,
        pearson=round(found.pearson, 4),
        panels=len(tables) * len(_sets(len(names))),
    )


def best_held_out(data: RatedPapers, truth: Floats) -> float:
    """What the search is worth on papers that it did not see: tenfold, pooled."""
    tables = _tables(data)
    order = np.random.default_rng(SEED).permutation(len(truth))
    said = np.zeros(len(truth))
    for fold in range(10):
        test = order[fold::10]
        found = _search(tables, truth, np.setdiff1d(order, test))
        rows = tables[found.scores][list(found.chosen)]
        panel = rows.mean(axis=0)
        said[test] = ((panel - panel.mean()) / panel.std())[test]
    return round(correlation(said, truth), 4)


class _Found(NamedTuple):
    pearson: float
    scores: str
    chosen: tuple[int, ...]


def _tables(data: RatedPapers) -> dict[str, Floats]:
    """What a panel may average, each of shape (reviewers, papers)."""
    return {
        "overall": np.array([[v["overall"] for v in given] for given in data.reviews.values()]),
        "overall, standardised": _standardised(data, ("overall",)),
        "three scores, standardised": _standardised(data, ASPECTS),
    }


def _sets(count: int) -> list[tuple[int, ...]]:
    """Every set of reviewers; with very many of them single ones and all."""
    sizes = range(1, count + 1) if count <= _LARGEST_SEARCH else (1, count)
    return [chosen for size in sizes for chosen in combinations(range(count), size)]


def _search(tables: Mapping[str, Floats], truth: Floats, papers: NDArray[np.int64]) -> _Found:
    found = [
        _Found(
            correlation(table[list(chosen)][:, papers].mean(axis=0), truth[papers]), kind, chosen
        )
        for kind, table in tables.items()
        for chosen in _sets(len(table))
    ]
    return max(found, key=lambda f: (round(f.pearson, 12), -len(f.chosen)))


def _standardised(data: RatedPapers, aspects: Sequence[str]) -> Floats:
    known = learn(data.reviews, data.truth, aspects)
    rows = []
    for name, given in data.reviews.items():
        scale = known.scale(name)
        rows.append([(scale.standing(v) or 0.0) if scale else 0.0 for v in given])
    return np.array(rows)


def _same_model(overall: Mapping[str, Floats], truth: Floats) -> dict[str, Score]:
    """Ensembles of one model: as recorded, and the mean of a model's recorded reviewers."""
    found = {n: score(v, truth) for n, v in overall.items() if samples(n) > 1}
    models = sorted({model(n) for n in overall})
    for name in models:
        rows = [v for n, v in overall.items() if model(n) == name]
        if len(rows) > 1:
            found[f"mean of {len(rows)} × {name}"] = score(np.mean(rows, axis=0), truth)
    return found


def one_human(human: Sequence[Sequence[float]]) -> float:
    """Correlation of each human rating with the mean of the paper's others, pooled."""
    pairs = [
        (r, (sum(ratings) - r) / (len(ratings) - 1))
        for ratings in human
        if len(ratings) > 1
        for r in ratings
    ]
    if len(pairs) < 2:
        return 0.0
    return round(float(np.corrcoef(np.array(pairs).T)[0, 1]), 4)
