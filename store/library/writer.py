"""A library that is being changed: papers are staged, then published at once.

What a search sees is one moment of the library, named in the records: so many units, and one
folder with a word index. Papers are staged behind it (vectors first, then records, batch by
batch), which no search looks at. Publishing makes the word index of the next moment in a folder
of its own and then switches to it in one transaction. Whatever fails, at whatever byte, leaves
the last moment as it was; what was staged is there for the next addition to go on with.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from litassay.errors import LitassayError, StorageError
from litassay.ports import Embedder
from litassay.types import Paper
from store.library.backends import begun, chosen
from store.library.fitness import misfit
from store.library.lexical import Entry, write_words
from store.library.records import Addition, Records
from store.library.schema import SCHEMA_VERSION
from store.library.shelves import DATABASE
from store.library.staging import Staged, next_unit, outgoing, publish, stage, staged
from store.library.units import units_of

WORDS = "words-"
"""How the folders of word indexes begin; a number follows."""


class Writer:
    """Changes a library; who uses it holds the library's lock."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the library, making it if it is new, and clear away what a failure left.

        Raises:
            LibraryError: Another version or embedding model made it, or it is damaged.
            StorageError: The disk refuses; a new library leaves nothing behind.
        """
        self._folder, self._embedder = folder, embedder
        fresh = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.records = _records(folder, embedder)
            self._next = next_unit(self.records)
            self._vectors = begun(folder, self.records.meta(), embedder.dimensions)
            self._vectors.cut(self._next)
            self._clear(self.records.state().words)
        except (LitassayError, OSError) as error:
            if fresh:
                shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, LitassayError):
                raise
            raise StorageError(f"cannot make library {folder.name!r}: {error}") from error

    def close(self) -> None:
        """Let go of the files."""
        self.records.close()
        self._vectors.close()

    def put(self, papers: Sequence[Paper]) -> None:
        """Stage papers, in the place of those with the same ids.

        Raises:
            StorageError: The disk is full or refuses; nothing of these papers is staged.
        """
        batch = [Staged(paper, units_of(paper)) for paper in papers]
        texts = [unit.meaning for one in batch for unit in one.units]
        years = [one.paper.year for one in batch for _ in one.units]
        self._vectors.append(self._embedder.embed(texts), years)
        stage(self.records, self._next, batch)
        self._next += len(texts)

    def publish(self, finished: Sequence[Addition]) -> None:
        """Have searches see what is staged.

        Raises:
            StorageError: The disk is full or refuses; searches see what they saw before.
        """
        current = self.records.state().words
        number = int(current.removeprefix(WORDS) or 0) + 1
        name = f"{WORDS}{number}"
        old = self._folder / current if current else None
        write_words(old, self._folder / name, outgoing(self.records), self._entries())
        publish(self.records, name, finished)
        self._clear(name)

    def _entries(self) -> Iterator[Entry]:
        for row, paper in staged(self.records):
            for number, unit in enumerate(units_of(paper), row):
                yield Entry(number, unit.words, paper.year)

    def _clear(self, kept: str) -> None:
        """Delete the word indexes of other moments; who searches one has it open."""
        for folder in self._folder.glob(f"{WORDS}*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)


def _records(folder: Path, embedder: Embedder) -> Records:
    """The records, checked before anything is changed in them."""
    path = folder / DATABASE
    if path.is_file() and path.stat().st_size:
        records = Records(path)
        if records.rows("SELECT name FROM sqlite_master WHERE name = 'meta'"):
            _checked(folder, records, embedder)
        records.close()
    records = Records(path, create=True)
    if not records.meta():
        records.set_meta(
            schema=str(SCHEMA_VERSION), embedding=embedder.name, vectors=chosen(folder.name)
        )
    return records


def _checked(folder: Path, records: Records, embedder: Embedder) -> None:
    """Raise LibraryError, with the file closed, when the library is not one of ours."""
    try:
        if records.meta():
            misfit(folder.name, records, embedder.name)
    except LitassayError:
        records.close()
        raise
