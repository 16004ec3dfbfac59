"""How well a paper fits a question: interpretable features and the weights that combine them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.extractive.concepts import Concept
from agents.extractive.coverage import Coverage
from agents.extractive.paper_terms import PaperTerms, paper_terms
from agents.extractive.terms import terms
from litassay.ports import Embedder
from litassay.types import Paper

_CORE_SHARE = 0.4
"""A core concept weighs at least this share of the weightiest."""


NAMED = 0.7
"""A concept covered this far counts as named."""
_OFTEN = 3
_PEERS = 5
"""So many papers that fit best by wording say what a paper on the topic looks like."""
_QUESTION = 2.0
"""The question counts as so many papers among them: a lone paper is held to the question."""
_LATE = terms("large language model")
_FIRST_YEAR = 2020
"""The year of the first abstracts that speak of large language models as such (GPT-3)."""


class Fit(NamedTuple):
    """Features of one paper for one question, each 0 to 1 (the cosine -1 to 1)."""

    coverage: float
    """Weighted mean over the concepts, whole paper."""
    title: float
    """Weighted mean over the concepts, title alone."""
    density: float
    """Weighted mean over the concepts of how often each is named; three sentences are full."""
    peers: float
    """Cosine of the paper with those that fit best, the question counted among them."""
    early: float
    """1 when large language models are asked for and the paper is older than they are."""


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
    """One reading a paper, in their order; the order itself decides nothing."""
    if not papers:
        return []
    late = any(_LATE in (c.terms, *map(terms, c.variants)) for c in found)
    first = [_reading(found, p, coverage, late) for p in papers]
    texts = embedder.embed([question, *(f"{p.title}. {p.abstract}" for p in papers)])
    near = _peers(texts[1:], texts[0], [r.fit for r in first], [p.id for p in papers])
    return [r._replace(fit=r.fit._replace(peers=c)) for r, c in zip(first, near, strict=True)]


def _peers(
    texts: NDArray[np.float32],
    question: NDArray[np.float32],
    fits: Sequence[Fit],
    ids: Sequence[str],
) -> list[float]:
    """Cosine of each paper with the best others by wording and the question."""
    order = sorted(range(len(ids)), key=lambda i: (-wording(fits[i]), ids[i]))[: _PEERS + 1]
    near = []
    for i, text in enumerate(texts):
        others = [j for j in order if j != i][:_PEERS]
        middle = texts[others].sum(axis=0) + _QUESTION * question
        length = float(np.linalg.norm(middle))
        # Rounded, so that no last bit of a sum decides anything.
        near.append(round(float(text @ middle) / length, 4) if length else 0.0)
    return near


def wording(fit: Fit) -> float:
    """First order of the papers, from the concepts that they name alone."""
    return round(0.5 * fit.density + 0.3 * fit.coverage + 0.2 * fit.title, 6)


def combination(found: Sequence[Concept]) -> tuple[Concept, ...]:
    """The two weightiest concepts: what the question brings together."""
    return tuple(sorted(found, key=lambda c: -c.weight)[:2])


def together(found: Sequence[Concept], text: PaperTerms, coverage: Coverage) -> bool:
    """True when a sentence, read in the light of the title, names the two weightiest concepts."""
    missing = [c for c in combination(found) if coverage.of(c, [text.title]) < NAMED]
    return any(all(coverage.of(c, [s]) >= NAMED for c in missing) for s in text.segments)


def _reading(found: Sequence[Concept], paper: Paper, coverage: Coverage, late: bool) -> Reading:
    """Without peers, which need the other papers."""
    text = paper_terms(paper)
    covered = tuple(coverage.of(c, text.segments) for c in found)
    often = [_often(c, text, coverage) for c in found]
    fit = Fit(
        coverage=mean(found, covered),
        title=mean(found, [coverage.of(c, [text.title]) for c in found]),
        density=mean(found, often),
        peers=0.0,
        early=float(late and paper.year is not None and paper.year < _FIRST_YEAR),
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
