"""Learning a calibration: levels, spreads and weights of reviewers from papers that people rated.

Weights are half equal and half earned: a reviewer's mean weight in the equal-weight panel that
follows people best, over bootstrap samples of the papers. On few papers equal weights are hard to
beat (Dawes 1979); the earned half lets a reviewer that only repeats others lose weight.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from agents.calibration import Aspect, Calibration, Scale, Values
from litassay.errors import InputError

Floats = NDArray[np.float64]
SAMPLES = 200
"""Bootstrap samples for the weights."""
EARNED = 0.5
"""Share of the weight that is earned; the rest is equal."""
SEED = 20160704
_ALL_PANELS = 10
"""Reviewers up to which every panel is tried."""
_FEWEST = 8
"""Rated papers below which nothing is learnt."""


def learn(
    reviews: Mapping[str, Sequence[Values]], human: Sequence[float], aspects: Sequence[str]
) -> Calibration:
    """Learn from papers in one fixed order.

    Args:
        reviews: For each reviewer one review a paper, in the papers' order.
        human: Mean human rating of each paper, shape (papers,).
        aspects: Which of a reviewer's scores are read, e.g. `overall`; those it never gives or
            never varies are left out.

    Raises:
        InputError: there are too few papers, or no reviewer has a score that varies.
    """
    if len(human) < _FEWEST:
        raise InputError(
            f"{len(human)} rated papers are too few to learn from", f"give at least {_FEWEST}"
        )
    truth = np.asarray(human, dtype=float)
    scales = {name: _scale(name, given, aspects) for name, given in sorted(reviews.items())}
    known = [s for s in scales.values() if s is not None]
    if not known:
        raise InputError("no reviewer has a score that varies", "check the columns of the reviews")
    table = np.array([_standing(s, reviews[s.reviewer]) for s in known])
    weights = _weights(table, truth)
    panel = weights @ table
    slope = float(np.cov(panel, truth)[0, 1] / panel.var(ddof=1)) if panel.std() > 0 else 0.0
    return Calibration(
        level=float(truth.mean()),
        slope=slope,
        scales=tuple(
            s.model_copy(update={"weight": float(w)}) for s, w in zip(known, weights, strict=True)
        ),
    )


def _scale(name: str, given: Sequence[Values], aspects: Sequence[str]) -> Scale | None:
    found = []
    for aspect in aspects:
        values = np.array([v[aspect] for v in given if aspect in v])
        if len(values) >= _FEWEST and values.std() > 1e-9:
            level, spread = float(values.mean()), float(values.std())
            found.append(Aspect(name=aspect, level=level, spread=spread))
    if not found:
        return None
    raw = Scale(reviewer=name, aspects=tuple(found))
    spread = float(np.std(_standing(raw, given)))
    return raw.model_copy(update={"spread": spread}) if spread > 1e-9 else None


def _standing(scale: Scale, given: Sequence[Values]) -> list[float]:
    return [scale.standing(v) or 0.0 for v in given]


def _weights(table: Floats, truth: Floats) -> Floats:
    """Shape (reviewers,), sum 1. `table` is (reviewers, papers), standardised."""
    count = len(table)
    panels = _panels(count)
    earned = np.zeros(count)
    rng = np.random.default_rng(SEED)
    for _ in range(SAMPLES):
        picks = rng.integers(0, len(truth), len(truth))
        earned += panels[_best(panels, table[:, picks], truth[picks])]
    return np.asarray(EARNED * earned / SAMPLES + (1 - EARNED) / count)


def _panels(count: int) -> Floats:
    """Equal-weight panels, one a row: all of them, or with many reviewers the simplest ones."""
    sizes = range(1, count + 1) if count <= _ALL_PANELS else sorted({1, 2, count - 1, count})
    rows = []
    for size in sizes:
        for chosen in combinations(range(count), size):
            row = np.zeros(count)
            row[list(chosen)] = 1 / size
            rows.append(row)
    return np.array(rows)


def _best(panels: Floats, table: Floats, truth: Floats) -> int:
    """The panel whose mean correlates best with the truth; the first of equals."""
    centred = table - table.mean(axis=1, keepdims=True)
    cross, inner = centred @ (truth - truth.mean()), centred @ centred.T
    spread = np.einsum("pi,ij,pj->p", panels, inner, panels)
    return int(np.argmax(np.round(panels @ cross / np.sqrt(np.maximum(spread, 1e-12)), 9)))
