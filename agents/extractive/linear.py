"""A linear classifier as stored: named features with their scale, evaluated with numpy alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litassay.errors import InputError

Array = NDArray[np.float64]
PLACES = 4
"""Decimal places of stored numbers: few enough to come out the same on every run."""


@dataclass(frozen=True)
class Linear:
    """Scores = ((x - mean) / scale) @ weights + bias."""

    features: tuple[str, ...]
    mean: Array
    """Shape (n features,)."""
    scale: Array
    """Shape (n features,), never 0."""
    weights: Array
    """Shape (n features, n classes)."""
    bias: Array
    """Shape (n classes,)."""

    def probabilities(self, rows: Array) -> Array:
        """Softmax of the scores, shape (n rows, n classes); with one class, the logistic of it."""
        scores = ((rows - self.mean) / self.scale) @ self.weights + self.bias
        if scores.shape[1] == 1:
            return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -50, 50))))
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def to_json(self) -> dict[str, Any]:
        """One line a feature: mean, scale, and its weight for every class."""
        rows = zip(self.features, self.mean, self.scale, self.weights, strict=True)
        return {
            "bias": [round(float(b), PLACES) for b in self.bias],
            "features": {
                name: [round(float(v), PLACES) for v in (mean, scale, *weights)]
                for name, mean, scale, weights in rows
            },
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any], features: tuple[str, ...]) -> "Linear":
        """Read what `to_json` wrote.

        Raises:
            InputError: the stored features are not the ones that this version computes.
        """
        table = stored["features"]
        if tuple(table) != features:
            raise InputError(
                "the stored weights were trained on other features than this version computes",
                "train them again with `litassay eval train verifier`",
            )
        rows = np.array([table[name] for name in features], dtype=np.float64)
        return cls(
            features, rows[:, 0], rows[:, 1], rows[:, 2:], np.array(stored["bias"], np.float64)
        )
