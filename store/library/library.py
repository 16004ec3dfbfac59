"""One library: records with their words and vectors, searched as one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from litassay.ports import Embedder
from litassay.types import Paper
from store.library.fusion import fuse
from store.library.lexical import lexical_scores
from store.library.records import Records, indexed_text
from store.library.shelves import DATABASE
from store.library.vectors import Vectors

CANDIDATES = 100
"""Records taken from each ranking before they are fused (more did not help on SciFact train)."""


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

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the files as they are; `open_library` is what checks that they are whole."""
        self.name = folder.name
        self.embedder = embedder
        self.records = Records(folder / DATABASE)
        self.vectors = Vectors(folder / "vectors")

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
        n = max(CANDIDATES, limit)
        lexical = lexical_scores(self.records, text, year_from, year_to)
        by_words = sorted(lexical, key=lambda i: (-lexical[i], i))[:n]
        vector = self.embedder.embed([text])[0]
        near = self.vectors.nearest(vector, n, year_from, year_to) if vector.any() else []
        ids = sorted(self.records.hashes(sorted({*by_words, *near})))
        query = vector.astype(np.float64)
        stored = self.vectors.get(ids)
        cosine = {i: float(v.astype(np.float64) @ query) for i, v in stored.items()}
        by_vectors = sorted(set(near) & set(ids), key=lambda i: (-cosine[i], i))
        fused = fuse(ids, lexical, cosine, by_words)
        return Ranked(tuple(by_words), tuple(by_vectors), tuple(fused), len(lexical))

    def put(self, papers: Sequence[Paper]) -> None:
        """Add or replace records.

        The vectors are written first: a process that dies in between leaves vectors of records
        that are not there yet, which the next attempt writes again.
        """
        texts = [". ".join(part for part in indexed_text(p) if part) for p in papers]
        vectors = self.embedder.embed(texts)
        self.vectors.put([p.id for p in papers], vectors, [p.year for p in papers])
        self.records.put(papers)
