"""Files that only grow, one JSON value a line. Knows when the last line was cut by a crash."""

import hashlib
import os
import weakref
from pathlib import Path
from typing import NamedTuple

from litassay.errors import StorageError
from litassay.plain import open_plain, read_plain
from store.atomic import sync_folder

MOST_BYTES = 256_000_000
"""Size of a file of lines that is read; a run of 500 papers with full texts stays far below."""


class Lines(NamedTuple):
    """The whole lines of a file, and what a crash left of one more."""

    whole: tuple[str, ...]
    cut: str
    """The beginning of a line that was being written when the process died; else empty."""


def read_lines(path: Path) -> Lines:
    """Read a file of lines; a missing file has none.

    Raises:
        RunError: it is no plain file, or larger than `MOST_BYTES`.
        StorageError: the file cannot be read.
    """
    try:
        content = read_plain(path, MOST_BYTES)
    except FileNotFoundError:
        return Lines((), "")
    except OSError as error:
        raise StorageError(f"{path.name!r} could not be read: {error.strerror or error}") from error
    pieces = content.split(b"\n")
    texts = [piece.decode("utf-8", errors="replace") for piece in pieces]
    return Lines(tuple(texts[:-1]), texts[-1])


_CHECK = ', "check": "'


def checked(line: str) -> str:
    """A line of JSON (an object) with a check over its bytes behind its last field."""
    return f'{line[:-1]}{_CHECK}{_digest(line[:-1])}"}}'


def unchecked(line: str) -> str:
    """The line that was checked; one without a check, of an earlier version, as it is.

    Raises:
        ValueError: bytes of it were changed or are missing.
    """
    body, mark, tail = line.rpartition(_CHECK)
    if not mark:  # inside a text its quotes would stand behind backslashes
        return line
    if tail != f'{_digest(body)}"}}':
        raise ValueError("its check does not match")
    return body + "}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class LineWriter:
    """Appends lines; each is handed to the operating system before `write` returns.

    That survives the death of the process (kill -9). To outlast a power cut too, the lines are
    synchronised with `sync`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._closing: weakref.finalize[..., LineWriter] | None = None

    def write(self, line: str) -> None:
        """Append one line, whole or not at all.

        Args:
            line: Without its line break.

        Raises:
            StorageError: the disk is full or the file cannot be written.
        """
        try:
            if self._file is None:
                self._file = self._open()
                self._closing = weakref.finalize(self, os.close, self._file)
            _append(self._file, line.encode("utf-8") + b"\n")
        except OSError as error:
            raise self._failed(error) from error

    def sync(self) -> None:
        """Return only when everything that was written is on the disk (fsync).

        Raises:
            StorageError: the disk refused.
        """
        try:
            if self._file is not None:
                os.fsync(self._file)
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> StorageError:
        why = f"{self._path.name!r} could not be written: {error.strerror or error}"
        return StorageError(why, "free some space")

    def _open(self) -> int:
        """Open for appending, behind the last whole line: what follows it was never used."""
        known = self._path.exists()
        whole = read_plain(self._path, MOST_BYTES).rfind(b"\n") + 1 if known else 0
        file = open_plain(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        if os.fstat(file).st_size != whole:
            os.ftruncate(file, whole)
        if not known:
            sync_folder(self._path.parent)
        return file

    def close(self) -> None:
        """Close the file; writing again opens it again."""
        if self._closing is not None:
            self._closing()
        self._file = self._closing = None


def _append(file: int, content: bytes) -> None:
    before = os.fstat(file).st_size
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
    except OSError:
        os.ftruncate(file, before)  # half a line would spoil the next one
        raise
