"""The tables of a library's SQLite file, and its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litassay.errors import LibraryError, LitassayError, StorageError

SCHEMA_VERSION = 2
"""Raised whenever a library that an older version made can no longer be read."""

SHARED_IDS = ("doi", "arxiv", "pmid", "pmcid")
"""Identifiers by which a record is known again when it comes under another id."""


def shared_id(scheme: str) -> str:
    """The SQL expression for an identifier of a stored record, as the index on it has it."""
    return f"json_extract(record, '$.ids.{scheme}')"


STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS additions (
        source TEXT PRIMARY KEY, started TEXT NOT NULL, finished TEXT, counts TEXT NOT NULL
    ) WITHOUT ROWID""",
    # A paper's units are numbered row, row + 1, … row + units - 1. Numbers are never given twice.
    """CREATE TABLE IF NOT EXISTS papers (
        row INTEGER PRIMARY KEY, units INTEGER NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL,
        year INTEGER, title TEXT NOT NULL, summary TEXT NOT NULL, record TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS papers_by_id ON papers(id)",
    # Units of papers that were replaced or removed: the vectors still hold them.
    "CREATE TABLE IF NOT EXISTS gone (row INTEGER PRIMARY KEY, units INTEGER NOT NULL)",
    # Published papers that the addition under way removes.
    "CREATE TABLE IF NOT EXISTS leaving (id TEXT PRIMARY KEY) WITHOUT ROWID",
    # Which file a paper was read from, for libraries that follow a folder.
    """CREATE TABLE IF NOT EXISTS files (
        path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL,
        digest TEXT NOT NULL, paper TEXT NOT NULL, why TEXT NOT NULL
    ) WITHOUT ROWID""",
    *(
        f"CREATE INDEX IF NOT EXISTS papers_{s} ON papers({shared_id(s)}) "
        f"WHERE {shared_id(s)} IS NOT NULL"
        for s in SHARED_IDS
    ),
)


@contextmanager
def sealed(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours.

    Raises:
        LibraryError: The file is no database, or is damaged, or misses its tables.
        StorageError: The disk is full, the file is locked or may not be written.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(error, path) from error
    except sqlite3.DatabaseError as error:
        raise damaged(path.parent.name, str(error)) from error


def damaged(name: str, why: object) -> LibraryError:
    """The error for a library whose files cannot be read as one."""
    return LibraryError(
        f"library {name!r} is damaged: {why}",
        f"remove it (litassay library remove {name}) and add its files again",
    )


def refused_by_disk(name: str, error: BaseException) -> StorageError:
    """The error for a disk that is full or may not be written."""
    return StorageError(
        f"library {name!r} cannot be read or written: {error}",
        "free space or correct the permissions, then repeat the command",
    )


def _operational(error: sqlite3.OperationalError, path: Path) -> LitassayError:
    """A missing table or file means damage; everything else is the disk."""
    if "no such table" in str(error) or "no such column" in str(error) or not path.exists():
        return damaged(path.parent.name, str(error))
    return refused_by_disk(path.parent.name, error)
