"""How far texts use a question's words, each text seen among the candidates of the question.

Everything is counted over terms and weighed by their rarity in scientific abstracts; nothing here
knows what a word means.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from agents.extractive.frequencies import Frequencies
from agents.extractive.paper_terms import PaperTerms

_K1, _B = 1.2, 0.75
"""Saturation and length normalisation of BM25 (Robertson & Zaragoza, 2009)."""
_BEST = 10
"""So many of the best candidates lend their words."""
_WORDS = 30
"""So many words they lend."""
_COMMON = 0.1
"""A word in a larger share of all abstracts tells nothing."""
_SHARP = 3.0
"""How much more the best of them counts than the others."""


def rarities(wanted: Sequence[str], frequencies: Frequencies) -> dict[str, float]:
    """Weight of each distinct term: its inverse document frequency, all adding up to 1."""
    raw = {t: _idf(t, frequencies) for t in wanted}
    total = math.fsum(raw.values())
    return {t: w / total for t, w in raw.items()} if total else {}


def _idf(term: str, frequencies: Frequencies) -> float:
    return math.log(frequencies.documents / frequencies.counts.get(term, frequencies.floor))


def bm25(weights: Mapping[str, float], texts: Sequence[Sequence[str]]) -> list[float]:
    """BM25 of each text, 0 to 2.2 where the weights add up to 1."""
    mean = sum(map(len, texts)) / len(texts) if texts else 0
    return [_bm25(weights, Counter(text), len(text) / mean if mean else 1.0) for text in texts]


def _bm25(weights: Mapping[str, float], counts: Mapping[str, int], length: float) -> float:
    slow = _K1 * (1 - _B + _B * length)
    return math.fsum(
        w * counts[t] * (_K1 + 1) / (counts[t] + slow) for t, w in weights.items() if t in counts
    )


def together(weights: Mapping[str, float], paper: PaperTerms) -> float:
    """Share of the pairs of question terms that stand in one sentence (or title), 0 to 1.

    A pair weighs the product of its terms; in n sentences it counts n / (n + 1).
    """
    pairs = list(combinations(weights, 2))
    total = math.fsum(weights[a] * weights[b] for a, b in pairs)
    sets = [set(paper.title).union(s) for s in paper.sentences] or [set(paper.title)]
    found = []
    for a, b in pairs:
        n = sum(a in s and b in s for s in sets)
        found.append(weights[a] * weights[b] * n / (n + 1))
    return math.fsum(found) / total if total else 0.0


def feedback(
    first: Sequence[float], texts: Sequence[Sequence[str]], frequencies: Frequencies
) -> list[float]:
    """BM25 of each text for the words that the best texts by `first` share: what they are about.

    A relevance model (Lavrenko & Croft, SIGIR 2001) with idf in the place of its background.
    """
    order = sorted(range(len(texts)), key=lambda i: (-round(first[i], 9), texts[i]))[:_BEST]
    best = max(first, default=0.0)
    weigh = {i: math.exp(_SHARP * (first[i] - best)) for i in order}
    shares: Counter[str] = Counter()
    for i in order:
        for term, n in Counter(texts[i]).items():
            if 0 < frequencies.counts.get(term, 0) < _COMMON * frequencies.documents:
                shares[term] += weigh[i] * n / len(texts[i]) * _idf(term, frequencies)  # type: ignore[assignment]
    kept = sorted(shares, key=lambda t: (-round(shares[t], 9), t))[:_WORDS]
    total = math.fsum(shares[t] for t in kept)
    return bm25({t: shares[t] / total for t in kept} if total else {}, texts)
