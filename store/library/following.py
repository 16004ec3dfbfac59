"""A library that follows a folder: files that are new, changed, moved, gone; each is read once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from litassay.errors import StorageError
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.intake import BadRecord, Item
from store.library.lock import exclusive
from store.library.meeting import meet
from store.library.records import Addition, Records
from store.library.shelves import DATABASE
from store.library.staging import pending
from store.library.writer import Writer

BATCH = 20
"""Documents a transaction: reading one takes seconds, and what was read is kept."""
WAIT = 600.0
"""Seconds that a second process waits for the first."""

Read = Callable[[str], Paper | str]
"""Reads the file of a name: its paper, or in words why there is none."""


class Seen(NamedTuple):
    """A file as it was when it was last read."""

    path: str
    """Inside of the folder."""
    size: int
    changed: int
    """Nanoseconds."""
    digest: str
    paper: str = ""
    """Id of its paper; empty where it has none."""
    why: str = ""
    """Why it has none, in words."""


class Synced(NamedTuple):
    """What became of the folder's files."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[str, ...]
    gone: tuple[str, ...]
    unchanged: int
    unread: tuple[tuple[str, str], ...]
    """Files that cannot be read, with the reason, whenever that was found."""
    total: int
    """Papers in the library afterwards."""


def follow(
    library: Path,
    embedder: Embedder,
    source: str,
    files: Mapping[str, Path],
    read: Read,
    progress: Progress,
) -> Synced:
    """Bring the library up to the folder.

    A paper whose last file is gone leaves the library. Searches see all of the changes or none.

    Args:
        library: The library's folder.
        embedder: Of its vectors.
        source: What the folder is called among the additions.
        files: Every document of the folder by its name inside it.
        read: Reads one of them.
        progress: Told which is being read.

    Raises:
        LibraryError: The library was made by another version or is in use.
        StorageError: The disk refuses; what was read is kept for the next attempt.
    """
    with exclusive(library, progress.note, WAIT):
        writer = Writer(library, embedder)
        try:
            return _follow(writer, source, files, read, progress)
        finally:
            writer.close()


def _follow(
    writer: Writer, source: str, files: Mapping[str, Path], read: Read, progress: Progress
) -> Synced:
    records = writer.records
    known = {one.path: one for one in seen(records)}
    found = {name: _look(name, path, known.get(name)) for name, path in sorted(files.items())}
    lost = {one.digest: one for name, one in known.items() if name not in found}
    moved = {n: lost[f.digest] for n, f in found.items() if n not in known and f.digest in lost}
    todo = [n for n, f in found.items() if n not in moved and _is_new(f, known.get(n))]
    began = Addition(source, _now(), None, {})
    records.note_addition(began)
    records.set_meta(folder=source)
    for start in range(0, len(todo), BATCH):
        progress.stage("read", todo[start], start, len(todo))
        _take(writer, [found[name] for name in todo[start : start + BATCH]], read)
    renewed = [found[n]._replace(paper=o.paper, why=o.why) for n, o in moved.items()]
    touched = [one for name, one in found.items() if name in known and name not in todo]
    _note(records, [*renewed, *touched], [name for name in known if name not in found])
    renamed = {one.path for one in moved.values()}
    counts = {"added": sum(n not in known for n in todo), "changed": sum(n in known for n in todo)}
    if pending(records) or not records.state().words:
        writer.publish([began._replace(finished=_now(), counts=counts)])
    else:
        records.note_addition(began._replace(finished=_now(), counts=counts))
    return Synced(
        added=tuple(n for n in todo if n not in known),
        changed=tuple(n for n in todo if n in known),
        moved=tuple(moved),
        gone=tuple(n for n in known if n not in found and n not in renamed),
        unchanged=len(found) - len(todo) - len(moved),
        unread=tuple((one.path, one.why) for one in seen(records) if one.why),
        total=records.count(),
    )


def followed_folder(library: Path) -> Path | None:
    """The folder that a library follows; None when it follows none, or is not there yet."""
    if not (library / DATABASE).is_file():
        return None
    records = Records(library / DATABASE)
    try:
        folder = records.meta().get("folder")
    finally:
        records.close()
    return Path(folder) if folder else None


def seen(records: Records) -> tuple[Seen, ...]:
    """The files that were read, by name."""
    return tuple(Seen(*row) for row in records.rows("SELECT * FROM files ORDER BY path"))


def _look(name: str, path: Path, before: Seen | None) -> Seen:
    """The file as it is; its bytes are only read where its size or time is another."""
    try:
        status = path.stat()
        if before and (before.size, before.changed) == (status.st_size, status.st_mtime_ns):
            return before
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise StorageError(f"{name!r} cannot be read: {error.strerror or error}") from error
    now = Seen(name, status.st_size, status.st_mtime_ns, digest)
    same = before is not None and before.digest == digest
    return now._replace(paper=before.paper, why=before.why) if before and same else now


def _is_new(now: Seen, before: Seen | None) -> bool:
    return before is None or now.digest != before.digest


def _take(writer: Writer, files: Sequence[Seen], read: Read) -> None:
    """Read files and stage their papers, merged with what is known of them."""
    outcomes = {one.path: read(one.path) for one in files}
    items = list(_items(outcomes))
    met = meet(items, writer.records.known)
    if met.papers:
        writer.put(met.papers)
    papers = [o for o in outcomes.values() if isinstance(o, Paper)]
    stored = writer.records.known(papers)
    noted = []
    for one in files:
        outcome = outcomes[one.path]
        if isinstance(outcome, Paper):
            there = stored.get(outcome.id)
            noted.append(one._replace(paper=there.id if there else ""))
        else:
            noted.append(one._replace(why=outcome))
    _note(writer.records, noted)


def _items(outcomes: Mapping[str, Paper | str]) -> Iterator[Item]:
    for number, (name, outcome) in enumerate(outcomes.items(), 1):
        bad = BadRecord(number, f"{name}: {outcome}") if isinstance(outcome, str) else outcome
        yield Item(number, bad)


def _note(records: Records, files: Sequence[Seen], gone: Sequence[str] = ()) -> None:
    """Remember files as they are; a paper of which no file is left will leave the library."""
    names = [*(one.path for one in files), *gone]
    with records.transaction() as db:
        find = "SELECT paper FROM files WHERE path = ? AND paper <> ''"
        before = {paper for name in names for (paper,) in db.execute(find, (name,))}
        db.executemany("DELETE FROM files WHERE path = ?", [(name,) for name in gone])
        db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", files)
        kept = "SELECT 1 FROM files WHERE paper = ?"
        left = [paper for paper in sorted(before) if not db.execute(kept, (paper,)).fetchone()]
        db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(paper,) for paper in left])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
