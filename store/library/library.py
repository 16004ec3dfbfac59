"""One library: records with their words and vectors, searched as one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from litassay.ports import Embedder
from litassay.types import Collection, Paper, Undated
from store.library.backends import opened
from store.library.called import paper_called
from store.library.fitness import unfinished
from store.library.fusion import fuse
from store.library.lexical import Words, Years, years_between
from store.library.ranking import Match, by_paper
from store.library.records import Place, Records
from store.library.shelves import DATABASE
from store.library.units import passages_of

CANDIDATES = 100
"""Units taken from each ranking before they are fused (more did not help on SciFact train)."""
DEEPER = 3
"""Times as many are taken where a paper may have several units, so that there are enough papers."""


class Found(NamedTuple):
    """A paper and how well it fits, comparable within one answer only."""

    paper: Paper
    score: float
    passages: tuple[int, ...] = ()
    """Which of its passages matched, best first."""


class Answer(NamedTuple):
    """The best records for a text, best first."""

    found: tuple[Found, ...]


class Ranked(NamedTuple):
    """Papers, best first, before any record is read."""

    words: tuple[str, ...]
    """Ids, by words alone."""
    vectors: tuple[str, ...]
    """Ids, by vectors alone."""
    fused: tuple[Match, ...]


class _Units(NamedTuple):
    """Units, best first, and the paper of each."""

    words: Sequence[int]
    vectors: Sequence[int]
    fused: Sequence[tuple[int, float]]
    places: Mapping[int, Place]


class Library:
    """An open library as it was published last; may be searched from several threads at once."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the files (`open_library` checks before that they fit).

        Raises:
            LibraryError: Some are missing or damaged.
            StorageError: The disk refuses.
        """
        self.name = folder.name
        self.embedder = embedder
        self.records = Records(folder / DATABASE)
        state = self.records.state()
        self._gone = self.records.gone()
        again = unfinished(self.name, self.records)
        said = f"library {self.name!r} lacks an addition that was interrupted; finish it: {again}"
        self.note = said if again else ""
        """What a reader should know: an addition was interrupted; empty otherwise."""
        meta = self.records.meta()
        self.vectors = opened(folder, meta, embedder.dimensions, state.units)
        self.words = Words(folder / state.words)
        self._collection = Collection(
            source=f"library:{self.name}",
            records=int(meta.get("papers", "0")),
            fingerprint=meta.get("fingerprint", ""),
        )
        self._depth = CANDIDATES * (DEEPER if state.units > 1.5 * self._collection.records else 1)

    def close(self) -> None:
        """Let go of the files."""
        self.records.close()
        self.words.close()
        self.vectors.close()

    def search(
        self,
        text: str,
        limit: int,
        year_from: int | None = None,
        year_to: int | None = None,
        undated: Undated = "keep",
    ) -> Answer:
        """The best `limit` records for the text, within the years (both included) if given."""
        best = self.rank(text, limit, year_from, year_to, undated).fused[:limit]
        papers = self.records.papers([match.row for match in best])
        matched = [(papers[m.row], m) for m in best if m.row in papers]
        return Answer(
            tuple(
                Found(p, m.score, passages_of(p, [u - m.row for u in m.units])) for p, m in matched
            )
        )

    def called(self, name: str) -> Paper | None:
        """The paper with this id, DOI, arXiv, PubMed or PMC id, in any spelling."""
        return paper_called(self.records, name)

    def rank(
        self,
        text: str,
        limit: int,
        year_from: int | None = None,
        year_to: int | None = None,
        undated: Undated = "keep",
    ) -> Ranked:
        """The best records by words, by vectors, and by both."""
        years = years_between(year_from, year_to, undated=undated == "keep")
        found = self._units(text, max(self._depth, limit), years)
        return Ranked(
            tuple(dict.fromkeys(found.places[u].id for u in found.words)),
            tuple(dict.fromkeys(found.places[u].id for u in found.vectors)),
            tuple(by_paper(found.fused, found.places)),
        )

    def passages(self, text: str, limit: int) -> list[tuple[str, tuple[int, ...]]]:
        """The best units of all papers: the paper's id, and which of its passages it is of."""
        found = self._units(text, max(self._depth, limit), None)
        best = [(unit, found.places[unit]) for unit, _ in found.fused[:limit]]
        papers = self.records.papers([place.row for _, place in best])
        return [(p.id, passages_of(papers[p.row], [u - p.row])) for u, p in best if p.row in papers]

    def _units(self, text: str, n: int, years: Years | None) -> _Units:
        """The best `n` units by words and by vectors, with the score that either lacks."""
        lexical = self.words.best(text, n, years)
        vector = self.embedder.embed([text])[0]
        near = self.vectors.nearest(vector, n, years, self._gone) if vector.any() else []
        by_words = sorted(lexical, key=lambda unit: (-lexical[unit], unit))
        lexical |= self.words.scores(text, [unit for unit in near if unit not in lexical])
        units = sorted({*lexical, *near})
        cosine = self.vectors.cosines(vector, units)
        places = self.records.places(units)
        by_vectors = sorted(near, key=lambda unit: (-cosine[unit], unit))
        return _Units(
            [unit for unit in by_words if unit in places],
            [unit for unit in by_vectors if unit in places],
            fuse([unit for unit in units if unit in places], lexical, cosine, by_words),
            places,
        )

    def held(self, ids: Sequence[str]) -> tuple[Paper, ...]:
        """Those of the named records that are here, in the order asked."""
        there = self.records.latest(ids)
        return tuple(there[i] for i in ids if i in there)

    def collection(self) -> Collection:
        """How much it holds, and what, as one fingerprint."""
        return self._collection
