"""How well a paper fits a question: interpretable features and the weights that combine them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from agents.extractive.concepts import Concept
from agents.extractive.coverage import Coverage
from agents.extractive.paper_terms import PaperTerms, paper_terms
from litassay.ports import Embedder
from litassay.types import Paper

_CORE_SHARE = 0.4
"""A core concept weighs at least this share of the weightiest."""


NAMED = 0.7
"""A concept covered this far counts as named."""
_OFTEN = 3


class Fit(NamedTuple):
    """Features of one paper for one question, each 0 to 1 (cosines -1 to 1)."""

    coverage: float
    """Weighted mean over the concepts, whole paper."""
    title: float
    """Weighted mean over the concepts, title alone."""
    density: float
    """Weighted mean over the concepts of how often each is named; three sentences are full."""
    similar_question: float
    """Cosine of the question and the title with abstract."""
    similar_concepts: float
    """Cosine of the concepts' names and the title with abstract."""


class Reading(NamedTuple):
    """The features and the concepts' coverage that they come from, in the concepts' order."""

    fit: Fit
    covered: tuple[float, ...]


def core(found: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts without which a paper misses the question: the weightiest, at most three."""
    heavy = sorted(found, key=lambda c: -c.weight)[:3]
    return tuple(c for c in found if c in heavy and c.weight >= _CORE_SHARE * heavy[0].weight)


def read(
    question: str,
    found: Sequence[Concept],
    papers: Sequence[Paper],
    coverage: Coverage,
    embedder: Embedder,
) -> list[Reading]:
    """One reading a paper, in their order."""
    if not papers:
        return []
    asked = embedder.embed([question, " ".join(c.name for c in found)])
    # Rounded, so that no last bit of a sum decides anything.
    cosines = np.round(embedder.embed([f"{p.title}. {p.abstract}" for p in papers]) @ asked.T, 4)
    return [
        _reading(found, paper_terms(p), coverage, (float(row[0]), float(row[1])))
        for p, row in zip(papers, cosines, strict=True)
    ]


def together(found: Sequence[Concept], text: PaperTerms, coverage: Coverage) -> bool:
    """True when a sentence, read in the light of the title, names the two weightiest concepts."""
    heavy = sorted(found, key=lambda c: -c.weight)[:2]
    missing = [c for c in heavy if coverage.of(c, [text.title]) < NAMED]
    return any(all(coverage.of(c, [s]) >= NAMED for c in missing) for s in text.segments)


def _reading(
    found: Sequence[Concept], text: PaperTerms, coverage: Coverage, cosines: tuple[float, float]
) -> Reading:
    covered = tuple(coverage.of(c, text.segments) for c in found)
    often = [_often(c, text, coverage) for c in found]
    fit = Fit(
        coverage=mean(found, covered),
        title=mean(found, [coverage.of(c, [text.title]) for c in found]),
        density=mean(found, often),
        similar_question=cosines[0],
        similar_concepts=cosines[1],
    )
    return Reading(fit, covered)


def _often(concept: Concept, text: PaperTerms, coverage: Coverage) -> float:
    """Share of `_OFTEN` sentences (title included) that name the concept, at most 1."""
    named = sum(coverage.of(concept, [s]) >= NAMED for s in text.segments)
    return min(1.0, named / _OFTEN)


def mean(found: Sequence[Concept], covered: Sequence[float]) -> float:
    """Mean coverage weighted by the concepts' weights; 0 without concepts."""
    total = math.fsum(c.weight for c in found)
    pairs = zip(found, covered, strict=True)
    return math.fsum(c.weight * m for c, m in pairs) / total if total else 0.0
