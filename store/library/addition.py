"""Adding a file to a library: in batches, only what is new or changed, restartable."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from litassay.errors import InputError, LibraryError, StorageError
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.fitness import misfit
from store.library.intake import BadRecord, Intake, Item
from store.library.library import Library
from store.library.lock import exclusive
from store.library.readers import read
from store.library.records import Addition, Records, content_hash
from store.library.schema import SCHEMA_VERSION
from store.library.shelves import DATABASE, SAMPLE, library_folder

BATCH = 1_000
"""Records a transaction: a killed addition loses at most these."""
WAIT = 600.0
"""Seconds that a second process waits for the first."""


class Added(NamedTuple):
    """What an addition did."""

    added: int
    changed: int
    unchanged: int
    bad: tuple[BadRecord, ...]
    total: int
    """Papers in the library afterwards."""

    def counts(self) -> dict[str, int]:
        """The same in numbers."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "bad": len(self.bad),
        }


def add_file(
    path: Path,
    name: str,
    home: Path,
    embedder: Embedder,
    mapping: Mapping[str, str],
    progress: Progress,
) -> Added:
    """Add the papers of a file to the library `name`, making it if it is new.

    Raises:
        LibraryError: The name is not valid, or is the sample's; and as `add_papers`.
        InputError: The file is missing, of no known kind, or holds no usable record.
        StorageError: The disk refused.
    """
    folder = library_folder(home, name)
    if name == SAMPLE:
        raise LibraryError("the sample library is fixed", "choose another --name")
    source = str(path.resolve())
    return add_papers(folder, embedder, source, read(path, mapping), progress)


def add_papers(
    folder: Path, embedder: Embedder, source: str, intake: Intake, progress: Progress
) -> Added:
    """Add the papers of `intake` to the library in `folder`, making it if it is new.

    The library counts as incomplete until the end is reached; adding the same `source` again
    continues where it stopped.

    Raises:
        InputError: Nothing in the file can be used (and nothing was made or changed).
        LibraryError: The library was made by another version or is in use.
        StorageError: The disk is full or refuses; what was written in whole batches is kept.
    """
    with exclusive(folder, progress.note, WAIT):
        return fill(folder, embedder, source, intake, progress)


def fill(
    folder: Path, embedder: Embedder, source: str, intake: Intake, progress: Progress
) -> Added:
    """`add_papers` for a caller who holds the library's lock."""
    items, first_bad = _from_first_good(intake.items)
    library = _open_to_write(folder, embedder)
    try:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        library.records.note_addition(Addition(source, started, None, {}))
        added = _add_batches(library, items, first_bad, intake.total, progress)
        ended = datetime.now(UTC).isoformat(timespec="seconds")
        library.records.note_addition(Addition(source, started, ended, added.counts()))
    finally:
        library.close()
    return added


def _from_first_good(items: Iterator[Item]) -> tuple[Iterator[Item], list[BadRecord]]:
    """The items from the first usable one on, and the bad ones before it."""
    bad: list[BadRecord] = []
    for item in items:
        if isinstance(item.outcome, Paper):
            return _chain(item, items), bad
        bad.append(item.outcome)
    why = f"; the first: line {bad[0].line}: {bad[0].why}" if bad else ""
    raise InputError(f"no usable record among {len(bad)}{why}", "check the file and --map")


def _chain(first: Item, rest: Iterator[Item]) -> Iterator[Item]:
    yield first
    yield from rest


def _open_to_write(folder: Path, embedder: Embedder) -> Library:
    """The library, new or old; LibraryError when an old one does not fit."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"cannot make library {folder.name!r}: {error}") from error
    records = Records(folder / DATABASE, create=True)
    try:
        if not records.meta():
            records.set_meta(schema=str(SCHEMA_VERSION), embedding=embedder.name)
        misfit(folder.name, records, embedder.name)
    finally:
        records.close()
    return Library(folder, embedder)


def _add_batches(
    library: Library, items: Iterator[Item], bad: list[BadRecord], total: int, progress: Progress
) -> Added:
    """Read, compare and store batch after batch."""
    seen: set[str] = set()
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    done = len(bad)
    while batch := list(islice(items, BATCH)):
        papers = _usable(batch, seen, bad)
        stored = library.records.hashes([p.id for p in papers])
        fresh = [p for p in papers if stored.get(p.id) != content_hash(p)]
        if fresh:
            library.put(fresh)
        changed = sum(p.id in stored for p in fresh)
        counts["added"] += len(fresh) - changed
        counts["changed"] += changed
        counts["unchanged"] += len(papers) - len(fresh)
        done += len(batch)
        progress.stage("index", f"{counts['added']} new", done, max(total, done))
    return Added(**counts, bad=tuple(bad), total=library.records.count())


def _usable(batch: list[Item], seen: set[str], bad: list[BadRecord]) -> list[Paper]:
    """The papers of a batch whose id was not seen before; the others are noted as bad."""
    papers = []
    for item in batch:
        if isinstance(item.outcome, BadRecord):
            bad.append(item.outcome)
        elif item.outcome.id in seen:
            bad.append(BadRecord(item.line, f"repeats the record {item.outcome.id}"))
        else:
            seen.add(item.outcome.id)
            papers.append(item.outcome)
    return papers
