"""How well a paper fits a question: interpretable features and the weights that combine them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.extractive.concepts import Concept
from agents.extractive.coverage import Coverage
from agents.extractive.paper_terms import PaperTerms, paper_terms
from litassay.ports import Embedder
from litassay.types import Paper


class Fit(NamedTuple):
    """Features of one paper for one question, each 0 to 1 (cosines -1 to 1)."""

    coverage: float
    """Weighted mean over the concepts, whole paper."""
    weakest: float
    """Lowest coverage of a core concept: the combination counts."""
    title: float
    """Weighted mean over the concepts, title alone."""
    sentence: float
    """Best weighted mean in one sentence or the title."""
    similar_title: float
    """Cosine of question and title."""
    similar_paper: float
    """Cosine of question and title with abstract."""


class Reading(NamedTuple):
    """The features and the concepts' coverage that they come from, in the concepts' order."""

    fit: Fit
    covered: tuple[float, ...]


def core(found: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts without which a paper misses the question: the weightiest, at most three."""
    heavy = sorted(found, key=lambda c: -c.weight)[:3]
    return tuple(c for c in found if c in heavy and c.weight >= 0.5 * heavy[0].weight)


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
    asked = embedder.embed([question])[0]
    titles = _cosines(asked, embedder.embed([p.title for p in papers]))
    wholes = _cosines(asked, embedder.embed([f"{p.title}. {p.abstract}" for p in papers]))
    return [
        _reading(found, paper_terms(p), coverage, t, w)
        for p, t, w in zip(papers, titles, wholes, strict=True)
    ]


def _cosines(asked: NDArray[np.float32], rows: NDArray[np.float32]) -> list[float]:
    """Rounded, so that no last bit of a sum decides anything."""
    return [round(float(x), 4) for x in rows @ asked]


def _reading(
    found: Sequence[Concept], text: PaperTerms, coverage: Coverage, title: float, whole: float
) -> Reading:
    covered = tuple(coverage.of(c, text.segments) for c in found)
    needed = core(found)
    fit = Fit(
        coverage=mean(found, covered),
        weakest=min((m for c, m in zip(found, covered, strict=True) if c in needed), default=0.0),
        title=mean(found, [coverage.of(c, [text.title]) for c in found]),
        sentence=max(mean(found, [coverage.of(c, [s]) for c in found]) for s in text.segments),
        similar_title=title,
        similar_paper=whole,
    )
    return Reading(fit, covered)


def mean(found: Sequence[Concept], covered: Sequence[float]) -> float:
    """Mean coverage weighted by the concepts' weights; 0 without concepts."""
    total = math.fsum(c.weight for c in found)
    pairs = zip(found, covered, strict=True)
    return math.fsum(c.weight * m for c, m in pairs) / total if total else 0.0
