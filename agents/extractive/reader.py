"""How likely a reader finds the paper behind a claim relevant: a small model for blind reviewers.

A logistic regression over three measures of a quote under its title, fitted to claims of graded
papers (`litassay eval train reader`; scores: docs/rating.md). It reads nothing that a report words
itself, and does not know whether what is said is true.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from agents.extractive.concepts import concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import mean
from agents.extractive.frequencies import background
from agents.extractive.linear import PLACES, Array, Linear
from agents.extractive.terms import terms
from litassay.ports import Embedder

FEATURES = ("screened", "named", "near")
"""Names of the measures, in their order:

- screened: logit of the probability with which the paper was screened;
- named: weighted mean over the question's concepts of how far quote or title name each;
- near: cosine of question and quote.
"""
_LEAST = 0.01
"""Probabilities are held so far from 0 and 1."""
_UNSCREENED = 0.02
"""What a paper counts for that nobody screened: little."""


class Quoted(NamedTuple):
    """What a reviewer sees of one claim."""

    title: str
    quote: str
    screened: float | None


def rows(question: str, quoted: Sequence[Quoted], embedder: Embedder) -> Array:
    """Shape (len(quoted), len(FEATURES))."""
    if not quoted:
        return np.zeros((0, len(FEATURES)))
    screened = [_UNSCREENED if q.screened is None else q.screened for q in quoted]
    vectors = embedder.embed([question, *(q.quote for q in quoted)]).astype(np.float64)
    columns = [
        _logit(np.array(screened)),
        np.array(_named(question, quoted)),
        vectors[1:] @ vectors[0],
    ]
    return np.round(np.column_stack(columns), PLACES)


def chances(question: str, quoted: Sequence[Quoted], embedder: Embedder) -> tuple[float, ...]:
    """The probability, for each claim, that a reader finds its paper relevant."""
    if not quoted:
        return ()
    found = weights().probabilities(rows(question, quoted, embedder))[:, 0]
    return tuple(round(float(p), PLACES) for p in found)


def _named(question: str, quoted: Sequence[Quoted]) -> list[float]:
    found, coverage = concepts(question, background()), Coverage(background())
    texts = [(terms(q.quote), terms(q.title)) for q in quoted]
    return [
        mean(found, [max(coverage.of(c, [quote]), coverage.of(c, [title])) for c in found])
        for quote, title in texts
    ]


def _logit(chance: Array) -> Array:
    held = np.clip(chance, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(held / (1 - held)))


@lru_cache(maxsize=1)
def weights() -> Linear:
    """The shipped weights."""
    stored: dict[str, Any] = json.loads(
        (files("agents.extractive") / "weights" / "reader.json").read_text(encoding="utf-8")
    )
    return Linear.from_json(stored, FEATURES)
