"""Two rankings become one: a sum of z-scores. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", int, str)
VECTOR_WEIGHT = 0.4
"""Share of the vectors in the sum (tuned on SciFact train; flat between 0.3 and 0.5)."""

_ENOUGH = 20
"""Records from which a mean and a deviation can be told."""


def fuse(
    ids: Sequence[Key],
    lexical: Mapping[Key, float],
    cosine: Mapping[Key, float],
    reference: Sequence[Key],
) -> list[tuple[Key, float]]:
    """All `ids` with their fused score, best first, ties by id.

    Mean and deviation are taken over `reference` (the best records by words) if it is not too
    small, so that they do not depend on which neighbours an approximate search returns. Scores
    are rounded to six digits: below that, they depend on the order of the arithmetic.
    """
    among = reference if len(reference) >= _ENOUGH else ids
    words = _standard([lexical.get(i, 0.0) for i in ids], [lexical.get(i, 0.0) for i in among])
    nearness = _standard([cosine.get(i, 0.0) for i in ids], [cosine.get(i, 0.0) for i in among])
    fused = (1 - VECTOR_WEIGHT) * words + VECTOR_WEIGHT * nearness
    scored = [(i, round(float(s), 6) + 0.0) for i, s in zip(ids, fused, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def _standard(values: Sequence[float], among: Sequence[float]) -> NDArray[np.float64]:
    """Values in deviations from the mean of `among`; only centred when those are all equal."""
    spread = float(np.std(among)) if len(among) else 0.0
    mean = float(np.mean(among)) if len(among) else 0.0
    return (np.asarray(values, dtype=np.float64) - mean) / (spread if spread > 1e-9 else 1.0)
