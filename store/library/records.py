"""The records of one library in SQLite, with their words in an FTS5 table of the same file.

Every batch is one transaction over both, so the words never disagree with the records. It knows
no vectors.
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

_LEAD = 2_000
"""Characters of the full text that are indexed for a paper without an abstract."""
_CHUNK = 500


class Addition(NamedTuple):
    """One file or folder that was added, or whose addition was interrupted."""

    source: str
    started: str
    """ISO 8601, UTC."""
    finished: str | None
    counts: Mapping[str, int]


def content_hash(paper: Paper) -> str:
    """What changes when anything about the record changes."""
    return hashlib.sha256(paper.model_dump_json().encode()).hexdigest()[:32]


def indexed_text(paper: Paper) -> tuple[str, str]:
    """Title and summary as both halves of the index read them."""
    lead = paper.full_text[0].text[:_LEAD] if paper.full_text else ""
    return paper.title, paper.abstract or lead


class Records:
    """The SQLite half of a library. Threads may share it: one statement at a time."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the file; `create` makes it, and the tables that are missing.

        Raises:
            LibraryError: The file is missing, damaged or no database.
            StorageError: The disk is full or refuses.
        """
        self._lock = threading.RLock()
        self._path = path
        self._frequencies: dict[str, int] = {}
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
        """What the library says about itself: schema, embedding, added."""
        return dict(self.rows("SELECT key, value FROM meta"))

    def set_meta(self, **values: str) -> None:
        """Add or replace what the library says about itself."""
        with self.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def count(self) -> int:
        """Number of records."""
        return int(self.rows("SELECT count(*) FROM papers")[0][0])

    def fingerprint(self) -> str:
        """The same for the same records, in whatever order they were added (48,000 in 0.3 s)."""
        digest = hashlib.sha256()
        for paper, content in self.rows("SELECT id, hash FROM papers ORDER BY id"):
            digest.update(f"{paper}\n{content}\n".encode())
        return digest.hexdigest()[:16]

    def frequency(self, expression: str) -> int:
        """Number of records that match an FTS5 expression; remembered while the file is open."""
        if expression not in self._frequencies:
            found = self.rows("SELECT count(*) FROM words WHERE words MATCH ?", [expression])
            self._frequencies[expression] = int(found[0][0])
        return self._frequencies[expression]

    def ids(self, rows: Sequence[int]) -> dict[int, str]:
        """Paper id by row."""
        found = self._chunked("SELECT rowid, id FROM papers WHERE rowid IN", rows)
        return dict(found)

    def places(self, ids: Sequence[str]) -> dict[str, tuple[int, int | None]]:
        """Row and year by paper id, for those of the ids that are stored."""
        found = self._chunked("SELECT id, rowid, year FROM papers WHERE id IN", ids)
        return {i: (row, year) for i, row, year in found}

    def additions(self) -> tuple[Addition, ...]:
        """What was added, oldest first."""
        found = self.rows("SELECT * FROM additions ORDER BY started, source")
        return tuple(
            Addition(source, started, finished, json.loads(counts))
            for source, started, finished, counts in found
        )

    def note_addition(self, one: Addition) -> None:
        """Remember that an addition began or ended."""
        with self.transaction() as db:
            row = (one.source, one.started, one.finished, json.dumps(dict(one.counts)))
            db.execute("INSERT OR REPLACE INTO additions VALUES (?, ?, ?, ?)", row)

    def hashes(self, ids: Sequence[str]) -> dict[str, str]:
        """Content hash by id, for those of the ids that are stored."""
        found = self._chunked("SELECT id, hash FROM papers WHERE id IN", ids)
        return dict(found)

    def _chunked(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of `sql (values)`, some values at a time: SQLite limits how many it takes."""
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            yield from self.rows(f"{sql} ({','.join('?' * len(part))})", part)

    def put(self, papers: Sequence[Paper]) -> None:
        """Add or replace records and their words in one transaction."""
        with self.transaction() as db:
            db.executemany("DELETE FROM papers WHERE id = ?", [(p.id,) for p in papers])
            db.executemany(
                "INSERT INTO papers(id, hash, year, title, summary, record) VALUES (?,?,?,?,?,?)",
                [(p.id, content_hash(p), p.year, *indexed_text(p), _packed(p)) for p in papers],
            )

    def known(self, papers: Sequence[Paper]) -> dict[str, Paper]:
        """The stored paper of the same id, else of the same DOI, arXiv, PubMed or PMC id, of each.

        Returns:
            Stored papers by the id of the paper that was asked for.
        """
        there = self.hashes([p.id for p in papers])
        names = {p.id: p.id for p in papers if p.id in there}
        for scheme in SHARED_IDS:
            sought = {getattr(p.ids, scheme): p.id for p in papers if p.id not in names}
            value = shared_id(scheme)
            sql = f"SELECT {value}, id FROM papers WHERE {value} IN"  # noqa: S608
            found = self._chunked(sql, [named for named in sought if named])
            names |= {sought[named]: i for named, i in found}
        stored = {p.id: p for p in self.papers(sorted(set(names.values())))}
        return {asked: stored[i] for asked, i in names.items()}

    def papers(self, ids: Sequence[str]) -> tuple[Paper, ...]:
        """The records in the order asked; LibraryError when one of them is unreadable."""
        sql = "SELECT id, title, summary, record FROM papers WHERE id IN"
        try:
            found = {i: _unpacked(*row) for i, *row in self._chunked(sql, ids)}
        except (ValueError, TypeError) as error:
            raise damaged(self._path.parent.name, "a record cannot be read") from error
        return tuple(found[i] for i in ids)


def _packed(paper: Paper) -> str:
    """The record as JSON without what its row holds already."""
    record = paper.model_dump(mode="json", exclude_defaults=True, exclude={"title", "abstract"})
    if not paper.abstract:
        record["abstract"] = ""  # the row's summary is the beginning of the full text
    return json.dumps(record, ensure_ascii=False)


def _unpacked(title: str, summary: str, record: str) -> Paper:
    """The record of a row. Raises ValueError when it is damaged."""
    return Paper.model_validate({"abstract": summary, **json.loads(record), "title": title})
