"""Training the model of orders: BIPIA and our own attacks against real sentences of papers.

Words share strength through their vectors: a logistic regression sees the words and pairs of a
stretch and the sum of its word vectors; afterwards each word's part of the vector weights is added
to its own weight, so that nothing but a table is needed to use it.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litassay.evals.attacks import Attack, bipia, hidden, in_duty, own
from litassay.ports import Embedder
from litassay.text.order_model import EDGE, STRETCH, from_json, words_of
from litassay.text.sentences import sentences

FALSE_ALARMS = 0.004
"""Share of ordinary sentences that may be flagged: the threshold is set on held-out ones."""
AXES = 64
_PULL = 0.7
"""How much a word's vector counts beside the word."""
_POSITIVE = 1.0
"""Weight of all attacks together, of all ordinary stretches together 1; each kind the same."""
_STRENGTH = 4.0
"""Inverse strength of regularisation (C)."""
_DUTY = 4
"""Times that a sentence in the line of duty counts; there are few of them."""
_LEAST = 3
_LIMITS = {"words": 12_000, "pairs": 6_000, "first": 6_000}
_AT_ONCE = 16
"""One abstract of so many is read, the others are for tests."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Stretches:
    """Labelled stretches of words; one with the edge begins its sentence."""

    words: list[list[str]]
    kinds: list[str]
    """The kind of attack; empty for ordinary text."""

    def add(self, text: str, kind: str, *, opens: bool = True) -> None:
        """Cut a text into stretches that overlap by half."""
        found = [EDGE, *words_of(text)] if opens else words_of(text)
        for start in range(0, max(1, len(found) - STRETCH // 2), STRETCH // 2):
            self.words.append(found[start : start + STRETCH])
            self.kinds.append(kind)


def acl(folder: Path, part: int, count: int) -> list[str]:
    """About `count` sentences of ACL abstracts; parts (0 to 15) share no abstract."""
    path = folder / "abstracts_2016_2024.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["abstract"] or "" for line in islice(lines, part, None, _AT_ONCE))
        return list(islice((s.text for text in texts for s in sentences(text)), count))


def scifact(folder: Path, part: int, count: int) -> list[str]:
    """About `count` sentences of SciFact's abstracts; parts as for `acl`."""
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        chosen = (json.loads(line)["abstract"] for line in islice(lines, part, None, _AT_ONCE))
        return list(islice((s for abstract in chosen for s in abstract), count))


def ordinary(data: Path, parts: Sequence[int], count: int) -> list[str]:
    """Sentences of both sets, from these parts of them."""
    found: list[str] = []
    for part in parts:
        found += acl(data / "acl_anthology", part, count)
        found += scifact(data / "scifact", part, count)
    return found


def attacks(data: Path) -> tuple[Attack, ...]:
    """All attacks that may be learnt from."""
    return (*own(), *bipia(data / "hostile"))


def train(data: Path, embedder: Embedder, without: str = "") -> dict[str, Any]:
    """The content of the weights file.

    Args:
        data: Folder with `acl_anthology`, `scifact` and `hostile`.
        embedder: Gives the vectors of words.
        without: A kind of attack that is not learnt from.
    """
    plain = ordinary(data, (0, 1), 2_500)
    carriers = [s for s in ordinary(data, (2,), 2_000) if 8 < len(s.split()) < 30]
    learnt = [a for a in attacks(data) if a.kind != without]
    gathered = Stretches([], [])
    for sentence in (*plain, *in_duty() * _DUTY):
        gathered.add(sentence, "")
    for attack in learnt:
        gathered.add(attack.text, attack.kind, opens=attack.opens)
    for attack in hidden((a for a in learnt if not a.opens), carriers, 1):
        gathered.words.append(words_of(attack.text)[-STRETCH:])
        gathered.kinds.append(attack.kind)
    stored = _fit(gathered, embedder)
    judged = sorted(from_json(stored).score(s) for s in ordinary(data, (3, 4), 3_000))
    stored["threshold"] = round(judged[int(len(judged) * (1 - FALSE_ALARMS))], 2)
    return stored


def _fit(gathered: Stretches, embedder: Embedder) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    seen = Counter(g for words in gathered.words for g in dict.fromkeys(_grams(words)))
    kept = {gram: row for row, gram in enumerate(sorted(g for g, n in seen.items() if n >= _LEAST))}
    known = sorted({w for words in gathered.words for w in words if w != EDGE})
    with threadpool_limits(1):
        vectors = _reduced(embedder.embed(known))
        places = {word: row for row, word in enumerate(known)}
        rows = _matrix(gathered.words, kept, vectors, places)
        solver = LogisticRegression(C=_STRENGTH, max_iter=400, tol=1e-4)
        label = [kind != "" for kind in gathered.kinds]
        solver.fit(rows, label, sample_weight=_weights(gathered.kinds))
    return _tables(solver.coef_[0], float(solver.intercept_[0]), kept, known, vectors)


def _grams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


def _reduced(vectors: Any) -> Array:
    """The vectors on the axes along which words differ most."""
    whole = np.asarray(vectors, dtype=np.float64)
    axes = np.linalg.svd(whole, full_matrices=False)[2][:AXES].T
    return np.asarray(whole @ axes * _PULL)


def _matrix(
    stretches: Sequence[Sequence[str]],
    kept: dict[str, int],
    vectors: Array,
    places: dict[str, int],
) -> Any:
    """Shape (stretches, n-grams + axes of all words + axes of the first word)."""
    from scipy.sparse import csr_matrix, hstack

    dense = np.zeros((len(stretches), 2 * AXES))
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row, words in enumerate(stretches):
        root = max(1, len(words)) ** 0.5
        grams = sorted(kept[g] for g in dict.fromkeys(_grams(words)) if g in kept)
        columns += grams
        values += [1 / root] * len(grams)
        ends.append(len(columns))
        named = [places[w] for w in dict.fromkeys(words) if w != EDGE]
        dense[row, :AXES] = vectors[named].sum(axis=0) / root
        if len(words) > 1 and words[0] == EDGE:
            dense[row, AXES:] = vectors[places[words[1]]]
    sparse = csr_matrix((values, columns, ends), shape=(len(stretches), len(kept)))
    return hstack([sparse, csr_matrix(dense)], format="csr")


def _weights(kinds: Sequence[str]) -> Array:
    counts = Counter(kinds)
    share = _POSITIVE * counts[""] / (len(counts) - 1)
    return np.array([1.0 if kind == "" else share / counts[kind] for kind in kinds])


def _tables(
    weights: Array, bias: float, kept: dict[str, int], known: Sequence[str], vectors: Array
) -> dict[str, Any]:
    """Each word's own weight with its part of the vector weights; the heaviest of each table."""
    own_weights = {gram: float(weights[row]) for gram, row in kept.items()}
    first = len(kept)
    shared, opening = vectors @ weights[first : first + AXES], vectors @ weights[first + AXES :]
    words = {w: own_weights.get(w, 0.0) + float(x) for w, x in zip(known, shared, strict=True)}
    words[EDGE] = own_weights.get(EDGE, 0.0)
    tables = {
        "words": words,
        "pairs": {gram: weight for gram, weight in own_weights.items() if " " in gram},
        "first": {word: float(x) for word, x in zip(known, opening, strict=True)},
    }
    found: dict[str, Any] = {"bias": round(bias, 3), "threshold": 0.0}
    return found | {name: _heaviest(table, _LIMITS[name]) for name, table in tables.items()}


def _heaviest(table: dict[str, float], most: int) -> dict[str, float]:
    kept = sorted(table, key=lambda word: (-abs(round(table[word], 2)), word))[:most]
    return {word: round(table[word], 2) for word in sorted(kept) if round(table[word], 2)}
