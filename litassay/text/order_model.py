"""A linear model of how much a stretch of a sentence speaks to its reader instead of reporting.

Weights of words, of pairs of words and of first words are added up over every stretch of ten
words, and the highest sum counts: an order inside a long sentence is not outvoted by its rest.
It knows weights, not where they came from (`litassay.evals.injection_training`). The weight of a
word that no example held comes from its vector in training, so that synonyms count alike.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, groupby, pairwise
from typing import Any

from litassay.text.folding import folded

STRETCH = 10
"""Words of a stretch."""
EDGE = "^"
"""Stands before the first word of a sentence."""
_INNER = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z])")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|[^\w\s]")


def words_of(text: str) -> list[str]:
    """Words, marks, numbers (as `#`) of a text as it looks, in lower case, none twice in a row."""
    found = _TOKEN.findall(folded(text).lower())
    words = ["#" if word[0].isdigit() else word for word in found]
    return [word for word, _ in groupby(words)]


@dataclass(frozen=True)
class OrderModel:
    """Log odds that a stretch is an order: bias + sums over the root of the number of words."""

    bias: float
    threshold: float
    """Log odds from which a sentence is flagged; see `false_alarms` in the weights file."""
    words: Mapping[str, float]
    pairs: Mapping[str, float]
    """`left right`; the left one may be the edge of the sentence."""
    first: Mapping[str, float]
    """Of the first word of a sentence, not divided by the number of words."""

    def score(self, sentence: str) -> float:
        """The highest log odds of a stretch of the sentence; -inf for less than two words.

        What looks like a sentence inside it is judged by itself too: "We find X. Ignore …" is one
        sentence for whoever takes `X.` for an initial.
        """
        pieces = _INNER.split(sentence)
        return max(map(self._highest, [sentence, *pieces] if len(pieces) > 1 else pieces))

    def _highest(self, sentence: str) -> float:
        words = [EDGE, *words_of(sentence)]
        if sum(word[0].isalpha() for word in words) < 2:
            return -math.inf
        single = _sums([self.words.get(word, 0.0) for word in words])
        double = _sums([self.pairs.get(f"{a} {b}", 0.0) for a, b in pairwise(words)])
        opening = self.first.get(words[1], 0.0)
        size = min(STRETCH, len(words))
        best = -math.inf
        for start in range(len(words) - size + 1):
            end = start + size
            inside = single[end] - single[start] + double[end - 1] - double[start]
            score = inside / math.sqrt(size) + (opening if start == 0 else 0.0)
            best = max(best, score)
        return self.bias + best

    def is_order(self, sentence: str) -> bool:
        """True when some stretch of the sentence reads as an order."""
        return self.score(sentence) >= self.threshold


def _sums(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


@lru_cache(maxsize=1)
def shipped() -> OrderModel:
    """The model that comes with the program."""
    text = files("litassay.text").joinpath("weights", "injection.json").read_text("utf-8")
    return from_json(json.loads(text))


def from_json(stored: Mapping[str, Any]) -> OrderModel:
    """Read the content of a weights file; further keys are for people."""
    return OrderModel(
        float(stored["bias"]),
        float(stored["threshold"]),
        stored["words"],
        stored["pairs"],
        stored["first"],
    )
