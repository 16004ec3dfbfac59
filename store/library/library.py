"""One library: records with their words and vectors, searched as one."""

import heapq
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from litassay.ports import Embedder
from litassay.types import Collection, Paper
from store.library.fusion import fuse
from store.library.lexical import Years, lexical_scores, years_between
from store.library.records import Records, indexed_text
from store.library.shelves import DATABASE
from store.library.vectors import Vectors

CANDIDATES = 100
"""Records taken from each ranking before they are fused (more did not help on SciFact train)."""


OVERSAMPLING = 10
"""Times as many neighbours are taken when they must be filtered by year."""


class Found(NamedTuple):
    """A paper and how well it fits, comparable within one answer only."""

    paper: Paper
    score: float


class Answer(NamedTuple):
    """The best records for a text, best first."""

    found: tuple[Found, ...]
    total: int
    """Number of records that share a word with the text."""


class Ranked(NamedTuple):
    """Ids, best first, before any record is read."""

    words: tuple[str, ...]
    vectors: tuple[str, ...]
    fused: tuple[tuple[str, float], ...]
    """With their scores."""
    total: int


class Library:
    """An open library; `search` may be called from several threads at once."""

    def __init__(self, folder: Path, embedder: Embedder, *, create: bool = False) -> None:
        """Open the files as they are (`open_library` checks them); `create` makes the vectors'."""
        self.name = folder.name
        self.embedder = embedder
        self.vectors = Vectors(folder / "vectors", create=create)
        self.records = Records(folder / DATABASE)

    def close(self) -> None:
        """Let go of the files."""
        self.records.close()
        self.vectors.close()

    def search(
        self, text: str, limit: int, year_from: int | None = None, year_to: int | None = None
    ) -> Answer:
        """The best `limit` records for the text, within the years (both included) if given."""
        ranked = self.rank(text, limit, year_from, year_to)
        best = ranked.fused[:limit]
        papers = self.records.papers([i for i, _ in best])
        found = tuple(Found(p, s) for p, (_, s) in zip(papers, best, strict=True))
        return Answer(found, ranked.total)

    def rank(
        self, text: str, limit: int, year_from: int | None = None, year_to: int | None = None
    ) -> Ranked:
        """The ids of the best records by words, by vectors, and by both."""
        n, years = max(CANDIDATES, limit), years_between(year_from, year_to)
        rows = lexical_scores(self.records, text, years)
        best = heapq.nsmallest(n, rows, key=lambda row: (-rows[row], row))
        named = self.records.ids(best)
        vector = self.embedder.embed([text])[0]
        near = self._near(vector, n, years) if vector.any() else {}
        ids = sorted({*named.values(), *near})
        lexical = {i: rows.get(row, 0.0) for i, row in near.items()}
        lexical |= {i: rows[row] for row, i in named.items()}
        cosine = self._cosine(ids, vector)
        by_words = sorted(named.values(), key=lambda i: (-lexical[i], i))
        by_vectors = sorted(near, key=lambda i: (-cosine[i], i))
        fused = fuse(ids, lexical, cosine, by_words)
        return Ranked(tuple(by_words), tuple(by_vectors), tuple(fused), len(rows))

    def _near(self, vector: NDArray[np.float32], n: int, years: Years | None) -> dict[str, int]:
        """Rows by id of the `n` nearest records within the years.

        Chroma filters slowly, so more than enough are taken unfiltered first; it filters only
        when those do not suffice, which is when the range is narrow.
        """
        if years is None:
            found = self.records.places(self.vectors.nearest(vector, n))
            return {i: row for i, (row, _) in found.items()}
        many = self.vectors.nearest(vector, n * OVERSAMPLING)
        found = self.records.places(many)
        within = [i for i in many if i in found and _is_within(found[i][1], years)]
        if len(within) < n:
            within = self.vectors.nearest(vector, n, years)
            found = self.records.places(within)
        return {i: found[i][0] for i in within[:n] if i in found}

    def _cosine(self, ids: Sequence[str], vector: NDArray[np.float32]) -> dict[str, float]:
        """Exact cosine by id, whatever the approximate search returned."""
        query = vector.astype(np.float64)
        stored = self.vectors.get(ids)
        return {i: float(stored[i].astype(np.float64) @ query) if i in stored else 0.0 for i in ids}

    def collection(self) -> Collection:
        """How much it holds, and what, as one fingerprint."""
        return Collection(
            source=f"library:{self.name}",
            records=self.records.count(),
            fingerprint=self.records.fingerprint(),
        )

    def put(self, papers: Sequence[Paper]) -> None:
        """Add or replace records.

        The vectors are written first: a process that dies in between leaves vectors of records
        that are not there yet, which the next attempt writes again.
        """
        texts = [". ".join(part for part in indexed_text(p) if part) for p in papers]
        vectors = self.embedder.embed(texts)
        self.vectors.put([p.id for p in papers], vectors, [p.year for p in papers])
        self.records.put(papers)


def _is_within(year: int | None, years: Years) -> bool:
    return year is not None and years.first <= year <= years.last
