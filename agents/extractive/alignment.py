"""Soft matching of words by their vectors: which word of a sentence stands for one of the claim."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.extractive.reading import rarity
from litassay.ports import Embedder
from litassay.text.words import stem

_LIMIT = 50_000
"""Words kept; the cache starts anew beyond it."""


class Match(NamedTuple):
    """How well the words of two texts stand for each other, 0 to 1."""

    recall: float
    """Of the claim's words, rare ones weighing more."""
    precision: float
    """Of the sentence's words, likewise."""
    worst: float
    """The claim's word that is matched worst."""


class WordVectors:
    """Vectors of single words, remembered."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(words), dimensions)."""
        missing = [w for w in dict.fromkeys(words) if w not in self._known]
        if len(self._known) + len(missing) > _LIMIT:
            self._known.clear()
            missing = list(dict.fromkeys(words))
        if missing:
            self._known.update(zip(missing, self._embedder.embed(missing), strict=True))
        return np.array([self._known[w] for w in words], dtype=np.float32)

    def learn(self, words: Iterable[str]) -> None:
        """Fetch the vectors of many words at once: one call is much cheaper than many."""
        self.of(sorted(set(words)))

    def match(self, claim: Sequence[str], sentence: Sequence[str]) -> Match:
        """Greedy matching of every word with its nearest on the other side."""
        if not claim or not sentence:
            return Match(0.0, 0.0, 0.0)
        likeness = self.of(claim) @ self.of(sentence).T
        nearest = likeness.max(axis=1)
        return Match(
            _weighted(nearest, claim),
            _weighted(likeness.max(axis=0), sentence),
            float(nearest.min()),
        )


def _weighted(values: NDArray[np.float32], words: Sequence[str]) -> float:
    weights = np.array([rarity(stem(w)) + 0.05 for w in words])
    return float(values @ weights / weights.sum())
