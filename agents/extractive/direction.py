"""Whether a question has a direction, and which answer a paper's claims give to it.

A linear model over n-grams of the claims and a few named features of claims and question, trained
on papers whose direction was read (`litassay eval train direction`). Where no answer is likely
enough the paper states no direction: about every second answer of so small a model is wrong there.
It knows nothing of what is true, only of how papers say that something holds.
"""

import json
import re
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.law.confidence import calibrated
from litassay.ports import Embedder
from litassay.text.ngram_model import NgramModel
from litassay.text.polarity import Reading, read
from litassay.text.words import stems
from litassay.types import PaperStance

CLASSES = ("yes", "no", "mixed")
STANCES: dict[str, PaperStance] = {"yes": "supports", "no": "refutes", "mixed": "mixed"}
NAMED = (
    "negations", "up", "down", "hedges", "nulls", "asked_negated", "asked_covered", "cosine",
    "degree",
)  # fmt: skip
"""Named features, in order: see `features`."""
SURE = 0.4
"""Least probability of the likeliest answer; below it the paper states no direction."""
_YES_NO = re.compile(
    r"^\W*(?:do|does|did|can|could|is|are|was|were|will|would|should)\b"
    r"(?! (?:you\b|there (?!any evidence|evidence)))",
    re.IGNORECASE,
)
"""`Have … been developed`, `Are there …` and `Can you …` ask what exists: there are no sides."""
_DEGREE = re.compile(
    r"^\W*(?:to what (?:extent|degree)|how much (?:do|does|did|can)"
    r"|how (?!many\b|much\b|often\b|long\b)\w+ (?:can|could|do|does|did|is|are|was|were)\b)",
    re.IGNORECASE,
)
_MANNER = re.compile(r"^\W*how (?:can|could|do|does|did|is|are|was|were|to)\b", re.IGNORECASE)


class Side(NamedTuple):
    """Which answer some claims give."""

    stance: PaperStance
    """`silent` where none is likely enough."""
    probability: float
    """Calibrated probability that it is the one a reader gives."""


def asks_direction(question: str) -> bool:
    """True for yes/no questions and for those that ask to what degree something holds."""
    return bool(_YES_NO.match(question)) or asks_degree(question)


def asks_degree(question: str) -> bool:
    """True for `To what extent …`, `How well …`, `How reliable is …`; not for `How can …`."""
    return bool(_DEGREE.match(question)) and not _MANNER.match(question)


def features(question: str, texts: Sequence[str], rows: NDArray[np.float32]) -> list[float]:
    """Of one paper's claims, in the order of NAMED; counts are per 30 words.

    Args:
        question: The question.
        texts: The claims.
        rows: Unit vectors of the question and of each claim, shape (1 + n, dimensions).
    """
    said = [read(text) for text in texts]
    length = max(1, sum(len(r.tokens) for r in said)) / 30
    wanted = frozenset(stems(question))
    return [
        sum(r.negations for r in said) / length,
        sum(r.up for r in said) / length,
        sum(r.down for r in said) / length,
        sum(r.hedges for r in said) / length,
        sum(r.nulls for r in said) / length,
        sum(_negated(r, wanted) for r in said) / length,
        max(len(wanted & {t.stem for t in r.tokens}) for r in said) / max(1, len(wanted)),
        float((rows[1:] @ rows[0]).max()),
        float(asks_degree(question)),
    ]


def _negated(said: Reading, wanted: frozenset[str]) -> int:
    """Words of the question that stand in the scope of a negation."""
    return sum(t.negated and t.stem in wanted for t in said.tokens)


class DirectionReader:
    """Reads which answer claims give, with the shipped weights."""

    def __init__(self, embedder: Embedder, stored: dict[str, Any] | None = None) -> None:
        self._embedder = embedder
        self._given = stored

    @cached_property
    def _stored(self) -> dict[str, Any]:
        if self._given is not None:
            return self._given
        path = files("agents.extractive") / "weights" / "direction.json"
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return stored

    @cached_property
    def _model(self) -> NgramModel:
        return NgramModel.from_json(self._stored)

    def read(self, question: str, texts: Sequence[str]) -> Side:
        """Which answer the claims of one paper give; at least one claim."""
        rows = self._embedder.embed([question, *texts])
        named = np.array([features(question, texts, rows)])
        chances = self._model.probabilities([" ".join(texts)], named)[0]
        best = int(np.argmax(chances))
        if chances[best] < SURE:
            return Side("silent", round(1.0 - float(chances[best]), 4))
        sure = calibrated(float(chances[best]), *self._stored["calibration"])
        return Side(STANCES[self._model.classes[best]], round(sure, 4))
