"""The records of one library in SQLite, which alone says what the library holds.

Words and vectors may hold more than it names, never less. A record is staged first and counts
from the moment its addition is published; both are transactions. It knows no words or vectors.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from litassay.types import Paper
from store.library.schema import SHARED_IDS, STATEMENTS, damaged, sealed, shared_id

_CHUNK = 500


class Addition(NamedTuple):
    """One file or folder that was added, or whose addition was interrupted."""

    source: str
    started: str
    """ISO 8601, UTC."""
    finished: str | None
    counts: Mapping[str, int]


class State(NamedTuple):
    """What one moment of the library consists of; replaced as a whole when one is published."""

    units: int
    """Units numbered below this count; the others are staged."""
    words: str
    """Folder of the word index; empty before anything was published."""


class Place(NamedTuple):
    """Where a paper stands in the index."""

    row: int
    """Number of its first unit."""
    units: int
    id: str


def content_hash(paper: Paper) -> str:
    """What changes when anything about the record changes."""
    return hashlib.sha256(paper.model_dump_json().encode()).hexdigest()[:32]


class Records:
    """The SQLite file of a library. Threads may share it: one statement at a time."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the file; `create` makes it, and the tables that are missing.

        Raises:
            LibraryError: The file is missing, damaged or no database.
            StorageError: The disk is full or refuses.
        """
        self._lock = threading.RLock()
        self._path = path
        with sealed(path):
            uri = f"{path.resolve().as_uri()}?mode={'rwc' if create else 'rw'}"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        if create:
            with self.transaction() as db:
                for statement in STATEMENTS:
                    db.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with self._lock, sealed(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one read."""
        with self._lock, sealed(self._path):
            return self._db.execute(sql, tuple(values)).fetchall()

    def close(self) -> None:
        """Close the file; the object is not usable after."""
        self._db.close()

    def meta(self) -> dict[str, str]:
        """What the library says about itself: schema, embedding, units, words, vectors."""
        return dict(self.rows("SELECT key, value FROM meta"))

    def set_meta(self, **values: str) -> None:
        """Add or replace what the library says about itself."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def state(self) -> State:
        """What was published last."""
        meta = self.meta()
        return State(int(meta.get("units", "0")), meta.get("words", ""))

    def count(self) -> int:
        """Number of records that count."""
        return int(self.meta().get("papers", "0"))

    def fingerprint(self) -> str:
        """The same for the same records, in whatever order they were added."""
        return self.meta().get("fingerprint", "")

    def additions(self) -> tuple[Addition, ...]:
        """What was added, oldest first."""
        found = self.rows("SELECT * FROM additions ORDER BY started, source")
        return tuple(
            Addition(source, started, finished, json.loads(counts))
            for source, started, finished, counts in found
        )

    def note_addition(self, one: Addition) -> None:
        """Remember that an addition began."""
        with self.transaction() as db:
            note(db, one)

    def places(self, units: Sequence[int]) -> dict[int, Place]:
        """The paper of each unit that is stored."""
        first = self._chunked("SELECT row, units, id FROM papers WHERE row IN ({})", units)
        found = {row: Place(row, n, i) for row, n, i in first}
        sql = "SELECT row, units, id FROM papers WHERE row <= ? ORDER BY row DESC LIMIT 1"
        for unit in units:
            for row, n, i in [] if unit in found else self.rows(sql, [unit]):
                if unit < row + n:
                    found[unit] = Place(row, n, i)
        return found

    def gone(self) -> tuple[range, ...]:
        """Numbers of units that vectors hold and no paper has."""
        return tuple(range(r, r + n) for r, n in self.rows("SELECT row, units FROM gone"))

    def hashes(self, ids: Sequence[str]) -> dict[str, str]:
        """Content hash by id, staged before published, for those of the ids that are stored."""
        found = self._chunked("SELECT id, hash FROM papers WHERE id IN ({}) ORDER BY row", ids)
        return dict(found)

    def latest(self, ids: Sequence[str]) -> dict[str, Paper]:
        """The record by id, staged before published, for those of the ids that are stored."""
        sql = "SELECT id, title, summary, record FROM papers WHERE id IN ({}) ORDER BY row"
        return self._read(sql, ids)

    def papers(self, rows: Sequence[int]) -> dict[int, Paper]:
        """The records by row, for those that are stored; LibraryError when one is unreadable."""
        return self._read("SELECT row, title, summary, record FROM papers WHERE row IN ({})", rows)

    def known(self, papers: Sequence[Paper]) -> dict[str, Paper]:
        """The stored paper of the same id, else of the same DOI, arXiv, PubMed or PMC id, of each.

        Returns:
            Stored papers, staged before published, by the id of the paper that was asked for.
        """
        there = self.hashes([p.id for p in papers])
        names = {p.id: p.id for p in papers if p.id in there}
        for scheme in SHARED_IDS:
            sought = {getattr(p.ids, scheme): p.id for p in papers if p.id not in names}
            value = shared_id(scheme)
            sql = f"SELECT {value}, id FROM papers WHERE {value} IN ({{}}) ORDER BY row"  # noqa: S608
            found = self._chunked(sql, [named for named in sought if named])
            names |= {sought[named]: i for named, i in found}
        stored = self.latest(sorted(set(names.values())))
        return {asked: stored[i] for asked, i in names.items()}

    def _read(self, sql: str, values: Sequence[object]) -> dict[Any, Paper]:
        try:
            return {key: _unpacked(*row) for key, *row in self._chunked(sql, values)}
        except (ValueError, TypeError) as error:
            raise damaged(self._path.parent.name, "a record cannot be read") from error

    def _chunked(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of `sql`, some values at a time: SQLite limits how many it takes."""
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            yield from self.rows(sql.format(",".join("?" * len(part))), part)


def note(db: sqlite3.Connection, one: Addition) -> None:
    """Write an addition down, within a transaction."""
    row = (one.source, one.started, one.finished, json.dumps(dict(one.counts)))
    db.execute("INSERT OR REPLACE INTO additions VALUES (?, ?, ?, ?)", row)


def packed(row: int, units: int, paper: Paper) -> tuple[object, ...]:
    """The values of a row of `papers`; the record is JSON without what its row holds already."""
    record = paper.model_dump(mode="json", exclude_defaults=True, exclude={"title", "abstract"})
    text = json.dumps(record, ensure_ascii=False)
    hash_ = content_hash(paper)
    return (row, units, paper.id, hash_, paper.year, paper.title, paper.abstract, text)


def _unpacked(title: str, abstract: str, record: str) -> Paper:
    """The record of a row. Raises ValueError when it is damaged."""
    return Paper.model_validate({**json.loads(record), "title": title, "abstract": abstract})
