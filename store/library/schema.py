"""The tables of a library's SQLite file, and its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litassay.errors import LibraryError, LitassayError, StorageError

SCHEMA_VERSION = 1
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
    """CREATE TABLE IF NOT EXISTS papers (
        rowid INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, hash TEXT NOT NULL, year INTEGER,
        title TEXT NOT NULL, summary TEXT NOT NULL, record TEXT NOT NULL
    )""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
        title, summary, content=papers, content_rowid=rowid, tokenize='porter unicode61'
    )""",
    """CREATE TRIGGER IF NOT EXISTS papers_in AFTER INSERT ON papers BEGIN
        INSERT INTO words(rowid, title, summary) VALUES (new.rowid, new.title, new.summary);
    END""",
    """CREATE TRIGGER IF NOT EXISTS papers_out AFTER DELETE ON papers BEGIN
        INSERT INTO words(words, rowid, title, summary)
        VALUES ('delete', old.rowid, old.title, old.summary);
    END""",
    *(f"CREATE INDEX IF NOT EXISTS papers_{s} ON papers({shared_id(s)})" for s in SHARED_IDS),
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


def damaged(name: str, why: str) -> LibraryError:
    """The error for a library whose files cannot be read as one."""
    return LibraryError(
        f"library {name!r} is damaged: {why}",
        f"remove it (litassay library remove {name}) and add its files again",
    )


def _operational(error: sqlite3.OperationalError, path: Path) -> LitassayError:
    """A missing table or file means damage; everything else is the disk."""
    if "no such table" in str(error) or "no such column" in str(error) or not path.exists():
        return damaged(path.parent.name, str(error))
    return StorageError(
        f"library {path.parent.name!r} cannot be read or written: {error}",
        "free space or correct the permissions, then repeat the command",
    )
