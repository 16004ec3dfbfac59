"""What a sentence of a paper does: finding, approach, background, report of another work, or other.

Learnt from labelled abstracts, structured abstracts and citing sentences (`litassay eval train
roles`); scores on papers that were not learnt from: docs/extractive-crew.md. It sees the sentence,
its heading and its place, and knows nothing of any question.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from agents.extractive.places import Placed
from agents.extractive.terms import terms
from litassay.text.ngram_model import Array, NgramModel

ROLES = ("finding", "approach", "background", "cited", "other")
OWN = frozenset({"finding", "approach"})
"""Roles in which a paper speaks of its own work."""
NAMED = ("position", "first", "last", "abstract", "title")
"""Features of place, and the share of the title's terms that the sentence has."""


def read_as(sentence: Placed) -> str:
    """The text that the model reads: the heading, a mark, the sentence."""
    return f"{sentence.section} § {sentence.text}"


def features(sentences: Sequence[Placed], title: str) -> Array:
    """Shape (n sentences, len(NAMED))."""
    subject = set(terms(title))
    rows = [
        (
            s.position if s.section == "abstract" else 0.5,
            float(s.section == "abstract" and s.position == 0),
            float(s.section == "abstract" and s.position == 1),
            float(s.section == "abstract"),
            len(subject & set(terms(s.text))) / len(subject) if subject else 0.0,
        )
        for s in sentences
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMED))


def role_chances(sentences: Sequence[Placed], title: str) -> Array:
    """Probability of each of ROLES, shape (n sentences, len(ROLES))."""
    return _model().probabilities([read_as(s) for s in sentences], features(sentences, title))


@cache
def _model() -> NgramModel:
    with as_file(files("agents.extractive") / "weights" / "roles.json") as path:
        return NgramModel.read(path)
