"""How well papers fit a question: what is measured of each before anything is decided.

All figures come from the question, the candidates and one way of making sentence vectors. A paper
is seen among the candidates: whose words the best of them share, and how near it is to them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from agents.extractive.concepts import Concept
from agents.extractive.coverage import Coverage
from agents.extractive.frequencies import Frequencies
from agents.extractive.linear import Array
from agents.extractive.paper_terms import PaperTerms, paper_terms
from agents.extractive.terms import terms
from agents.extractive.word_scores import bm25, feedback, rarities, together
from litassay.ports import Embedder
from litassay.text.words import STOP_WORDS, words
from litassay.types import Paper

_CORE_SHARE = 0.4
"""A core concept weighs at least this share of the weightiest."""
NAMED = 0.7
"""A concept covered this far counts as named."""
_OFTEN = 3
_PEERS = 5
"""So many papers that fit best say what a paper on the topic looks like."""
_QUESTION = 2.0
"""The question counts as so many papers among them: a lone paper is held to the question."""
_LATE = terms("large language model")
_FIRST_YEAR = 2020
"""The year of the first abstracts that speak of large language models as such (GPT-3)."""
_WORDS = ("coverage", "title", "density", "early", "alignment", "lexical", "feedback", "together")
FEATURES = (*_WORDS, "near", "peers", "both", "best")
"""Names of the measures of one paper for one question, in their order:

- coverage, title: weighted mean over the concepts, of the whole paper and of its title;
- density: likewise of how often each is named, three sentences being full;
- early: 1 when large language models are asked for and the paper is older than they are;
- alignment: of the question's words the likest in the paper, by cosine of their vectors;
- lexical, feedback: BM25 for the question, and for the words that the best candidates share;
- together: pairs of the question's terms that stand in one sentence;
- near: cosine of question and paper;
- peers: cosine of the paper with those that fit best, the question counted among them;
- both: near × alignment; best: the mean of the five highest of these among the candidates.
"""


@dataclass(frozen=True)
class Reading:
    """What was measured by words of some candidates, in their order."""

    papers: tuple[Paper, ...]
    rows: Array
    """Shape (papers, 8): the measures up to `together`."""
    covered: tuple[tuple[float, ...], ...]
    """Of each paper how far it covers each concept."""

    def only(self, chosen: Sequence[int]) -> "Reading":
        """Some of the candidates, as if there were no others."""
        return Reading(
            tuple(self.papers[i] for i in chosen),
            self.rows[list(chosen)],
            tuple(self.covered[i] for i in chosen),
        )


class Vectors(NamedTuple):
    """Sentence vectors by one model, of unit length."""

    question: Array
    """Shape (dimensions,)."""
    papers: Array
    """Shape (papers, dimensions)."""


def text_of(paper: Paper) -> str:
    """What is embedded of a paper."""
    return f"{paper.title}. {paper.abstract}" if paper.abstract else paper.title


def core(found: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts without which a paper misses the question: the weightiest, at most three."""
    heavy = sorted(found, key=lambda c: -c.weight)[:3]
    return tuple(c for c in found if c in heavy and c.weight >= _CORE_SHARE * heavy[0].weight)


def combination(found: Sequence[Concept]) -> tuple[Concept, ...]:
    """The two weightiest concepts: what the question brings together."""
    return tuple(sorted(found, key=lambda c: -c.weight)[:2])


def read(
    question: str,
    found: Sequence[Concept],
    papers: Sequence[Paper],
    frequencies: Frequencies,
    embedder: Embedder,
) -> Reading:
    """What words say of the candidates; `embedder` is asked for single words."""
    coverage = Coverage(frequencies)
    texts = [paper_terms(p) for p in papers]
    covered = [tuple(coverage.of(c, t.segments) for c in found) for t in texts]
    late = any(_LATE in (c.terms, *map(terms, c.variants)) for c in found)
    columns = {
        "coverage": [mean(found, c) for c in covered],
        "title": [mean(found, [coverage.of(c, [t.title]) for c in found]) for t in texts],
        "density": [_density(found, t, coverage) for t in texts],
        "early": [float(late and p.year is not None and p.year < _FIRST_YEAR) for p in papers],
        "alignment": _alignment(question, papers, frequencies, embedder),
        **_by_terms(question, texts, [mean(found, c) for c in covered], frequencies),
    }
    rows = np.array([columns[name] for name in _WORDS], dtype=np.float64).T
    return Reading(
        tuple(papers), np.round(rows.reshape(len(papers), len(_WORDS)), 4), tuple(covered)
    )


def _by_terms(
    question: str, texts: Sequence[PaperTerms], covered: Sequence[float], frequencies: Frequencies
) -> dict[str, list[float]]:
    weights = rarities(list(dict.fromkeys(terms(question))), frequencies)
    bodies = [tuple(term for s in text.segments for term in s) for text in texts]
    lexical = bm25(weights, bodies)
    first = [a + 2 * b for a, b in zip(lexical, covered, strict=True)]
    return {
        "lexical": lexical,
        "feedback": feedback(first, bodies, frequencies),
        "together": [together(weights, text) for text in texts],
    }


def measured(reading: Reading, vectors: Vectors) -> Array:
    """All features of the candidates, shape (papers, len(FEATURES)), to four places."""
    near = np.maximum(0.0, vectors.papers @ vectors.question)
    both = near * reading.rows[:, _WORDS.index("alignment")]
    first = near + near * reading.rows[:, _WORDS.index("coverage")]
    best = np.full(len(near), np.sort(both)[::-1][:_PEERS].mean() if len(near) else 0.0)
    last = np.column_stack([near, _peers(vectors, first, reading.papers), both, best])
    # Rounded, so that no last bit of a sum decides anything.
    return np.round(np.hstack([reading.rows, last]), 4)


def _peers(vectors: Vectors, first: Array, papers: Sequence[Paper]) -> Array:
    """Cosine of each paper with the best others and the question."""
    order = sorted(range(len(papers)), key=lambda i: (-round(float(first[i]), 6), papers[i].id))
    near = np.zeros(len(papers))
    for i, own in enumerate(vectors.papers):
        others = [j for j in order[: _PEERS + 1] if j != i][:_PEERS]
        middle = vectors.papers[others].sum(axis=0) + _QUESTION * vectors.question
        length = float(np.linalg.norm(middle))
        near[i] = float(own @ middle) / length if length else 0.0
    return near


def _alignment(
    question: str, papers: Sequence[Paper], frequencies: Frequencies, embedder: Embedder
) -> list[float]:
    """Mean over the question's words, by rarity, of the highest cosine with a word of the paper."""
    asked = _content(question)
    if not asked:
        return [0.0] * len(papers)
    texts = [_content(text_of(p)) for p in papers]
    place = {w: n for n, w in enumerate(dict.fromkeys(w for t in texts for w in t))}
    alike = embedder.embed(asked) @ embedder.embed(list(place)).T
    weights = np.array([_rarity(w, frequencies) for w in asked])
    weights /= weights.sum()
    return [
        float(weights @ alike[:, [place[w] for w in t]].max(axis=1)) if t else 0.0 for t in texts
    ]


def _content(text: str) -> list[str]:
    """Distinct words that carry a topic, in order."""
    return [w for w in dict.fromkeys(words(text)) if w not in STOP_WORDS]


def _rarity(word: str, frequencies: Frequencies) -> float:
    return max(0.05, max((frequencies.rarity(t) for t in terms(word)), default=0.5))


def _density(found: Sequence[Concept], text: PaperTerms, coverage: Coverage) -> float:
    """How often the concepts are named, as a share of `_OFTEN` sentences (title included)."""
    often = [sum(coverage.of(c, [s]) >= NAMED for s in text.segments) / _OFTEN for c in found]
    return mean(found, [min(1.0, o) for o in often])


def mean(found: Sequence[Concept], covered: Sequence[float]) -> float:
    """Mean coverage weighted by the concepts' weights; 0 without concepts."""
    total = math.fsum(c.weight for c in found)
    pairs = zip(found, covered, strict=True)
    return math.fsum(c.weight * m for c, m in pairs) / total if total else 0.0
