"""Adding a file to a library: in batches, only what is new or changed, restartable."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from litassay.errors import InputError, LibraryError
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.intake import BadRecord, Intake, Item
from store.library.lock import exclusive
from store.library.meeting import meet
from store.library.merging import Change
from store.library.readers import READERS, Reader, read
from store.library.records import Addition
from store.library.shelves import SAMPLE, library_folder
from store.library.writer import Writer

BATCH = 1_000
"""Records a transaction: a killed addition reads at most these again."""
BATCH_CHARACTERS = 8_000_000
"""Text a transaction, which bounds the memory that an addition takes."""
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
    notes: tuple[str, ...] = ()
    """What the user should know about how the file was read."""
    changes: tuple[Change, ...] = ()
    """What changed in papers that were there, or that the file holds twice."""

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
    readers: Mapping[str, Reader] = READERS,
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
    source = str(path.resolve()).encode("utf-8", "backslashreplace").decode()
    return add_papers(folder, embedder, source, read(path, mapping, readers), progress)


def add_papers(
    folder: Path, embedder: Embedder, source: str, intake: Intake, progress: Progress
) -> Added:
    """Add the papers of `intake` to the library in `folder`, making it if it is new.

    Searches see all of it or, until the end is reached, nothing of it; adding the same `source`
    again continues where it stopped.

    Raises:
        InputError: Nothing in the file can be used (and nothing was made or changed).
        LibraryError: The library was made by another version or is in use.
        StorageError: The disk is full or refuses; searches see what they saw before, and what
            was written in whole batches is kept for the next attempt.
    """
    with exclusive(folder, progress.note, WAIT):
        return fill(folder, embedder, source, intake, progress)


def fill(
    folder: Path, embedder: Embedder, source: str, intake: Intake, progress: Progress
) -> Added:
    """`add_papers` for a caller who holds the library's lock."""
    items, first_bad = _from_first_good(intake.items)
    began = Addition(source, _now(), None, {})
    writer = Writer(folder, embedder)
    try:
        writer.records.note_addition(began)
        added = _add_batches(writer, items, first_bad, intake.total, progress)
        progress.stage("words")
        writer.publish([began._replace(finished=_now(), counts=added.counts())])
        added = added._replace(total=writer.records.count(), notes=intake.notes)
    finally:
        writer.close()
    return added


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _from_first_good(items: Iterator[Item]) -> tuple[Iterator[Item], list[BadRecord]]:
    """The items from the first usable one on, and the bad ones before it."""
    bad: list[BadRecord] = []
    for item in items:
        if isinstance(item.outcome, Paper):
            return chain([item], items), bad
        bad.append(item.outcome)
    why = f"; the first: {bad[0].place}: {bad[0].why}" if bad else ""
    raise InputError(f"no usable record among {len(bad)}{why}", "check the file and --map")


def _add_batches(
    writer: Writer, items: Iterator[Item], bad: list[BadRecord], total: int, progress: Progress
) -> Added:
    """Read, merge with what is there and store batch after batch."""
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    changes: list[Change] = []
    done = len(bad)
    for batch in _batches(items):
        met = meet(batch, writer.records.known)
        if met.papers:
            writer.put(met.papers)
        for what, count in met.counts().items():
            counts[what] += count
        bad += met.bad
        changes += met.changes
        done += len(batch)
        progress.stage("index", f"{counts['added']} new", done, max(total, done))
    numbers = (counts["added"], counts["changed"], counts["unchanged"])
    return Added(*numbers, bad=tuple(bad), total=0, changes=tuple(changes))


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    """The items in batches, of few records where those are long."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        if isinstance(item.outcome, Paper):
            size += sum(len(passage.text) for passage in item.outcome.passages)
        if len(batch) == BATCH or size > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
