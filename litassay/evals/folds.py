"""Folds for cross-validation that keep whole groups together, the same on every run."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def grouped_folds(groups: Sequence[str], count: int) -> list[NDArray[np.int64]]:
    """Test indices of each fold; whole groups, the largest first into the smallest fold."""
    sizes = Counter(groups)
    load, home = [0] * count, {}
    for group in sorted(sizes, key=lambda g: (-sizes[g], g)):
        home[group] = load.index(min(load))
        load[home[group]] += sizes[group]
    where = np.array([home[g] for g in groups])
    return [np.flatnonzero(where == f) for f in range(count)]
