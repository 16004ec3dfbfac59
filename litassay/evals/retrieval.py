"""Measures retrieval on claims that cite documents, through the library's own index."""

import json
import math
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from litassay.errors import InputError, StorageError
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.addition import add_papers
from store.library.intake import Intake, Item
from store.library.library import Library

T = TypeVar("T")
DEPTH = 100
"""Documents that are ranked for each claim."""
RESAMPLES = 1_000
"""Of the bootstrap over claims."""


class LabelledClaim(NamedTuple):
    """A claim and the ids of the documents it cites, which are the relevant ones."""

    text: str
    relevant: frozenset[str]


class RankerScores(NamedTuple):
    """Means over claims of one way of ranking, 0 to 1."""

    ndcg_10: float
    ndcg_10_interval: tuple[float, float]
    """95 % percentile bootstrap over claims."""
    recall_10: float
    recall_100: float


class RetrievalScores(NamedTuple):
    """What `litassay eval retrieve` reports."""

    documents: int
    claims: int
    rankers: Mapping[str, RankerScores]
    """`fused` is what a search returns; `lexical` and `vector` are its two halves."""
    seconds_index: float
    seconds_search: float


def ndcg(ranking: Sequence[str], relevant: frozenset[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k, with gains of 0 and 1.

    Discount 1 / log2(rank + 1) and the ideal ranking as the norm: Järvelin & Kekäläinen,
    "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, in the form that
    trec_eval (`ndcg_cut`) and BEIR report.
    """
    gain = sum(1 / math.log2(r + 1) for r, d in enumerate(ranking[:k], 1) if d in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gain / ideal if ideal else 0.0


def recall(ranking: Sequence[str], relevant: frozenset[str], k: int) -> float:
    """Share of the relevant documents among the first k."""
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def read_corpus(path: Path) -> tuple[Paper, ...]:
    """The documents of a corpus in SciFact's format: doc_id, title, abstract in sentences.

    Raises:
        InputError: A line is not such a document, or an id is repeated.
        StorageError: The file cannot be read.
    """
    papers = tuple(_rows(path, _document))
    if len({p.id for p in papers}) < len(papers):
        raise InputError(f"{path.name!r} repeats a doc_id")
    return papers


def read_claims(path: Path) -> tuple[LabelledClaim, ...]:
    """The claims of a file in SciFact's format that cite a document (as BEIR counts them).

    Raises:
        InputError: A line is no such claim, or no claim cites anything.
        StorageError: The file cannot be read.
    """
    claims = tuple(c for c in _rows(path, _claim) if c.relevant)
    if not claims:
        raise InputError(f"no claim of {path.name!r} cites a document")
    return claims


def measure(
    corpus: Sequence[Paper],
    claims: Sequence[LabelledClaim],
    embedder: Embedder,
    progress: Progress,
) -> RetrievalScores:
    """Index the corpus in a temporary folder, search every claim, and score the rankings.

    Raises:
        InputError: The corpus is empty.
        StorageError: There is no room for the index.
    """
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="litassay-") as home:
        folder = Path(home) / "libraries" / "corpus"
        items = (Item(line, paper) for line, paper in enumerate(corpus, 1))
        add_papers(folder, embedder, "corpus", Intake(len(corpus), items), progress)
        indexed = time.perf_counter()
        library = Library(folder, embedder)
        try:
            rankings = [_rank(library, c, n, len(claims), progress) for n, c in enumerate(claims)]
        finally:
            library.close()
    rankers = {name: _scores([r[name] for r in rankings], claims) for name in rankings[0]}
    searched = time.perf_counter()
    return RetrievalScores(len(corpus), len(claims), rankers, indexed - began, searched - indexed)


def _rank(
    library: Library, claim: LabelledClaim, done: int, total: int, progress: Progress
) -> dict[str, tuple[str, ...]]:
    """The three rankings of one claim."""
    progress.stage("search", done=done, total=total)
    ranked = library.rank(claim.text, DEPTH)
    fused = tuple(match.id for match in ranked.fused)
    return {"lexical": ranked.words, "vector": ranked.vectors, "fused": fused}


def _scores(rankings: Sequence[Sequence[str]], claims: Sequence[LabelledClaim]) -> RankerScores:
    """Means and the interval of one ranker."""
    pairs = list(zip(rankings, (c.relevant for c in claims), strict=True))
    gains = np.array([ndcg(ranking, relevant) for ranking, relevant in pairs])
    drawn = np.random.default_rng(0).integers(0, len(gains), (RESAMPLES, len(gains)))
    low, high = np.percentile(gains[drawn].mean(axis=1), [2.5, 97.5])
    return RankerScores(
        ndcg_10=float(gains.mean()),
        ndcg_10_interval=(float(low), float(high)),
        recall_10=float(np.mean([recall(*pair, k=10) for pair in pairs])),
        recall_100=float(np.mean([recall(*pair, k=100) for pair in pairs])),
    )


def _document(row: Mapping[str, Any]) -> Paper:
    sentences = row.get("abstract") or []
    abstract = sentences if isinstance(sentences, str) else " ".join(s.strip() for s in sentences)
    return Paper(id=str(row["doc_id"]), title=row.get("title") or "untitled", abstract=abstract)


def _claim(row: Mapping[str, Any]) -> LabelledClaim:
    return LabelledClaim(str(row["claim"]), frozenset(map(str, row.get("cited_doc_ids") or ())))


def _rows(path: Path, build: Callable[[Mapping[str, Any]], T]) -> Iterator[T]:
    """What `build` makes of each line of a JSON Lines file."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name!r} is not UTF-8") from error
    except OSError as error:
        raise StorageError(f"cannot read {path.name!r}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield build(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path.name!r} line {number} is not in SciFact's format") from error
