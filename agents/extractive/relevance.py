"""How relevant a paper is: logistic regressions over its fit, learnt from graded papers.

One reads the measures with the vectors that cost nothing and draws up a short list; the other reads
them with better vectors and decides. Labels, training and scores: docs/relevance.md. It knows no
words of its own.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from agents.extractive.fit import FEATURES
from agents.extractive.linear import PLACES, Array, Linear
from litassay.types import Grade

FEW = 3
"""The most candidates that are read where none is likely enough by itself."""
MANY = 20
"""Candidates among which a lone paper that does not answer directly is an accident of words."""
ALONE = 0.6
"""Share of the best probability that another must reach for the best not to stand alone."""


@dataclass(frozen=True)
class Bars:
    """The least probabilities of answering at least in part that earn a grade."""

    background: float
    partial: float
    direct: float
    some: float
    """Where no candidate is partial, the few that reach this much are: the evidence is indirect."""
    read: float
    """Papers from here on are read; of the other partial ones as many as make it `FEW` in all."""

    def grade(self, chance: float) -> Grade:
        """The grade of one paper by itself."""
        if chance >= self.direct:
            return "direct"
        if chance >= self.partial:
            return "partial"
        return "background" if chance >= self.background else "off_topic"


@dataclass(frozen=True)
class Relevance:
    """The probability that a paper answers at least in part, and the grades that follow."""

    weights: Linear
    bars: Bars

    def chances(self, rows: Array) -> Array:
        """Shape (papers,), from features of shape (papers, len(FEATURES))."""
        if not len(rows):
            return np.zeros(0)
        return np.round(self.weights.probabilities(rows)[:, 0], PLACES)

    def grades(self, chances: Array) -> tuple[Grade, ...]:
        """Of each candidate; where none is partial by itself, the few nearest to it are.

        Among many candidates one that stands alone and is not direct is on the topic at most.
        """
        found = [self.bars.grade(float(c)) for c in chances]
        if "direct" in found:
            return tuple(found)
        if len(found) >= MANY and np.sort(chances)[-2] < ALONE * chances.max():
            return tuple("background" if grade == "partial" else grade for grade in found)
        if "partial" in found:
            return tuple(found)
        order = sorted(range(len(found)), key=lambda i: (-chances[i], i))[:FEW]
        near = {i for i in order if chances[i] >= self.bars.some}
        return tuple("partial" if i in near else grade for i, grade in enumerate(found))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Relevance":
        """Read what `to_json` wrote."""
        return cls(Linear.from_json(stored, FEATURES), Bars(**stored["bars"]))

    def to_json(self) -> dict[str, Any]:
        """One line a feature: mean, scale, weight."""
        return {"bars": vars(self.bars), **self.weights.to_json()}


@lru_cache(maxsize=1)
def shipped() -> dict[str, Relevance]:
    """The shipped models by the name of the vectors that they read."""
    path = files(__package__) / "weights" / "relevance.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: Relevance.from_json(one) for name, one in stored["models"].items()}
