"""The papers of one library by name: shown, listed, edited, removed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from litassay.errors import LibraryError
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.addition import WAIT
from store.library.called import paper_called
from store.library.fitness import check
from store.library.lock import exclusive
from store.library.merging import Change, difference, edited
from store.library.records import Records
from store.library.registry import removable
from store.library.shelves import DATABASE
from store.library.writer import Writer


class Held(NamedTuple):
    """A paper as it is listed."""

    id: str
    year: int | None
    title: str


def held(name: str, home: Path, embedder: Embedder) -> tuple[Held, ...]:
    """All papers of a library, sorted by id.

    Raises:
        LibraryError: There is no such library, or it cannot be read.
    """
    records = _opened(name, home, embedder)
    try:
        sql = "SELECT id, year, title FROM papers WHERE row < ? ORDER BY id"
        return tuple(Held(*row) for row in records.rows(sql, [records.state().units]))
    finally:
        records.close()


def paper_named(name: str, home: Path, embedder: Embedder, given: str) -> Paper:
    """The paper with this id, DOI, arXiv, PubMed or PMC id, in any spelling.

    Raises:
        LibraryError: There is no such library or paper.
    """
    records = _opened(name, home, embedder)
    try:
        return _found(name, records, given)
    finally:
        records.close()


def edit(
    name: str, home: Path, embedder: Embedder, given: str, progress: Progress, **values: Any
) -> Change:
    """Write fields of a paper by hand; no later record changes them.

    Raises:
        LibraryError: There is no such library or paper, or the library is in use.
        StorageError: The disk refuses; the paper is as it was.
    """
    folder = removable(name, home)
    with exclusive(folder, progress.note, WAIT):
        writer = Writer(folder, embedder)
        try:
            old = _found(name, writer.records, given)
            new = edited(old, **values)
            if new != old:
                writer.put([new])
                writer.publish([])
        finally:
            writer.close()
    return Change(new.id, difference(old, new, new) or "nothing changed")


def take_out(
    name: str, home: Path, embedder: Embedder, given: Sequence[str], progress: Progress
) -> tuple[str, ...]:
    """Remove papers; the files that they came from are not touched.

    Returns:
        The ids of what was removed.

    Raises:
        LibraryError: There is no such library, or one of the papers is not in it (then none is
            removed), or the library is in use.
        StorageError: The disk refuses; the library is as it was.
    """
    folder = removable(name, home)
    with exclusive(folder, progress.note, WAIT):
        writer = Writer(folder, embedder)
        try:
            ids = tuple(dict.fromkeys(_found(name, writer.records, one).id for one in given))
            with writer.records.transaction() as db:
                db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(i,) for i in ids])
            writer.publish([])
        finally:
            writer.close()
    return ids


def _opened(name: str, home: Path, embedder: Embedder) -> Records:
    from store.library.registry import open_library
    from store.library.shelves import SAMPLE, library_folder

    if name == SAMPLE:
        open_library(name, home, embedder).close()  # it is made at its first use
        folder = library_folder(home, name)
    else:
        folder = removable(name, home)
    check(folder, embedder.name)
    return Records(folder / DATABASE)


def _found(name: str, records: Records, given: str) -> Paper:
    """The stored paper that `given` names."""
    found = paper_called(records, given)
    if found is None:
        hint = f"litassay library list {name} --papers"
        raise LibraryError(f"library {name!r} holds no paper {given.strip()!r}", hint)
    return found
