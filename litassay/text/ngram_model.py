"""A linear classifier of short texts over word and character n-grams, evaluated with numpy alone.

It knows weights, not where they came from: `litassay.evals.ngram_training` makes them. To train
another one, gather texts with their labels (and groups: texts of one document or question must
not be split between training and testing), choose `Grams`, call `fit` there, look at `held_out`,
and write `model.to_json()` with `litassay.evals.weights_file.write`; at run time
`NgramModel.read(path)` and `probabilities(texts)`. A text is a sentence or a short paragraph;
features count as present or absent, over the root of how many of them are known, so that length
does not decide.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litassay.errors import StorageError

Array = NDArray[np.float64]
PLACES = 3
"""Decimal places of stored weights: few enough to come out the same on every run."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|[^\w\s]")
_NUMBER = "#"
"""Every number is this one word: that there is one tells more than which."""
_EDGE = "^"
"""Stands before the first and after the last word."""


@dataclass(frozen=True)
class Grams:
    """Which n-grams of a text are features: lengths from the first to the second, both included."""

    words: tuple[int, int] = (1, 3)
    characters: tuple[int, int] | None = None
    """Counted within the text with its blanks; None for no character n-grams."""

    def of(self, text: str) -> list[str]:
        """The distinct n-grams of a text, in its order; characters have `_` before them."""
        plain = unicodedata.normalize("NFKC", text).lower()
        tokens = [_NUMBER if t[0].isdigit() else t for t in _TOKEN.findall(plain)]
        found = dict.fromkeys(_windows([_EDGE, *tokens, _EDGE], *self.words, " "))
        if self.characters:
            spelt = " ".join(plain.split())
            found |= dict.fromkeys("_" + g for g in _windows(spelt, *self.characters, ""))
        return list(found)


@dataclass(frozen=True)
class NgramModel:
    """Multinomial logistic regression; with two classes one column of weights, for the second."""

    classes: tuple[str, ...]
    grams: Grams
    vocabulary: dict[str, int]
    """n-gram → row of `weights`."""
    names: tuple[str, ...]
    """Further features, given by the caller; their rows come after those of the vocabulary."""
    weights: Array
    """Shape (n-grams + names, classes), or (…, 1) for two classes."""
    bias: Array
    """Shape (classes,) or (1,)."""

    def probabilities(self, texts: Sequence[str], named: Array | None = None) -> Array:
        """Shape (n texts, n classes), in the order of `classes`; each row sums to 1.

        Args:
            texts: Sentences or short paragraphs.
            named: Shape (n texts, n names); needed when the model has named features.

        Raises:
            ValueError: the model has named features and none were given.
        """
        scores = np.array([self._score(t) for t in texts]).reshape(len(texts), len(self.bias))
        if self.names:
            if named is None:
                raise ValueError(f"the model needs the features {self.names}")
            rows = self.weights[len(self.vocabulary) :]
            # Not a matrix product: its last bits depend on how many rows there are.
            scores = scores + (named[:, :, None] * rows[None, :, :]).sum(axis=1)
        if len(self.bias) == 1:
            chance = 1.0 / (1.0 + np.exp(-np.clip(scores, -50, 50)))
            return np.hstack([1.0 - chance, chance])
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def chance(self, label: str, texts: Sequence[str], named: Array | None = None) -> Array:
        """Probability of one class, shape (n texts,)."""
        return np.asarray(self.probabilities(texts, named)[:, self.classes.index(label)])

    def _score(self, text: str) -> Array:
        known = [r for g in self.grams.of(text) if (r := self.vocabulary.get(g)) is not None]
        return np.asarray(self.bias + self.weights[known].sum(axis=0) / max(1.0, len(known)) ** 0.5)

    @cached_property
    def heaviest(self) -> list[str]:
        """The n-grams, those that decide most first; ties by the alphabet."""
        size = np.abs(self.weights[: len(self.vocabulary)]).max(axis=1)
        return sorted(self.vocabulary, key=lambda g: (-size[self.vocabulary[g]], g))

    def to_json(self) -> dict[str, Any]:
        """Settings, named features, then one line an n-gram with its weight for each class."""
        rows = np.round(self.weights, PLACES) + 0.0
        first = len(self.vocabulary)
        return {
            "classes": list(self.classes),
            "words": list(self.grams.words),
            "characters": list(self.grams.characters or ()),
            "bias": [round(float(b), PLACES) for b in self.bias],
            "named": {n: rows[first + i].tolist() for i, n in enumerate(self.names)},
            "ngrams": {g: rows[self.vocabulary[g]].tolist() for g in sorted(self.vocabulary)},
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "NgramModel":
        """Read what `to_json` wrote; further keys (`about`, scores) are for people."""
        table, named = stored["ngrams"], stored["named"]
        span = stored["characters"]
        bias = np.array(stored["bias"], dtype=np.float64)
        rows = np.array([*table.values(), *named.values()], dtype=np.float64)
        return cls(
            tuple(stored["classes"]),
            Grams((stored["words"][0], stored["words"][1]), (span[0], span[1]) if span else None),
            {gram: row for row, gram in enumerate(table)},
            tuple(named),
            rows.reshape(len(table) + len(named), len(bias)),
            bias,
        )

    @classmethod
    def read(cls, path: Path) -> "NgramModel":
        """Read a weights file.

        Raises:
            StorageError: it is missing or is not such a file.
        """
        try:
            return cls.from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise StorageError(f"cannot read the weights in {str(path)!r}: {error}") from error


def _windows(pieces: Sequence[str], least: int, most: int, between: str) -> Iterator[str]:
    """Every run of `least` to `most` neighbouring pieces; no edge alone."""
    for size in range(least, most + 1):
        for at in range(len(pieces) - size + 1):
            gram = between.join(pieces[at : at + size])
            if gram != _EDGE:
                yield gram
