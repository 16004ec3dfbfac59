"""Training what the sentences of a paper do, and scoring it on papers that were not learnt from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from agents.extractive.roles import NAMED, ROLES, features, read_as
from litassay.evals.ngram_training import Examples, Fitting, fit, held_out
from litassay.evals.role_data import RoleExample, read_abstracts, read_citing, read_structured
from litassay.evals.sentence_scores import binary
from litassay.text.ngram_model import Array, Grams

HOW = Fitting(ROLES, Grams((1, 3)), least=4, most=8_000, strength=3.0)
_WEIGHTS = {"abstracts": 8.0, "structured": 0.5, "headed": 0.5, "citing": 1.0}
"""Abstracts that were read count more: they are few, and what is asked for most."""


def read_all(acl: Path, scifact: Path, citing: Path) -> list[RoleExample]:
    """Every labelled sentence.

    Raises:
        InputError: a set is not there.
    """
    return [*read_abstracts(acl), *read_structured(scifact), *read_citing(citing)]


def examples(read: Sequence[RoleExample]) -> Examples:
    """The sentences as the trainer takes them."""
    return Examples(
        [read_as(e.sentence) for e in read],
        [e.role for e in read],
        [e.document for e in read],
        np.vstack([features([e.sentence], e.title) for e in read]),
        NAMED,
        [_WEIGHTS[e.source] for e in read],
    )


def train(acl: Path, scifact: Path, citing: Path) -> dict[str, Any]:
    """The content of the weights file, with its scores by source on documents not learnt from."""
    read = read_all(acl, scifact, citing)
    data = examples(read)
    return {
        "about": "what sentences of papers do; made by `litassay eval train roles`",
        "held_out": scores(read, held_out(data, HOW)),
        **fit(data, HOW).to_json(),
    }


def scores(read: Sequence[RoleExample], chances: Array) -> dict[str, Any]:
    """By source: share of right roles, and how well findings and reports of others are told."""
    gold, source = np.array([e.role for e in read]), np.array([e.source for e in read])
    said = np.array(ROLES)[chances.argmax(axis=1)]
    found: dict[str, Any] = {}
    for name in _WEIGHTS:
        here = source == name
        found[name] = {"right": round(float((gold == said)[here].mean()), 3)}
        for role in ("finding", "cited"):
            if (gold[here] == role).any():
                picked = (said[here] == role).astype(np.float64)
                found[name][role] = binary(picked, list(gold[here] == role))
    own = source != "citing"
    found["own_called_cited"] = round(float((said[own] == "cited").mean()), 4)
    return found
