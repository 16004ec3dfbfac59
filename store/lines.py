"""Files that only grow, one JSON value a line. Knows when the last line was cut by a crash."""

import os
import weakref
from pathlib import Path
from typing import NamedTuple

from litassay.errors import StorageError


class Lines(NamedTuple):
    """The whole lines of a file, and what a crash left of one more."""

    whole: tuple[str, ...]
    cut: str
    """The beginning of a line that was being written when the process died; else empty."""


def read_lines(path: Path) -> Lines:
    """Read a file of lines; a missing file has none.

    Raises:
        StorageError: the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Lines((), "")
    except OSError as error:
        raise StorageError(f"{path.name!r} could not be read: {error.strerror or error}") from error
    pieces = content.split(b"\n")
    texts = [piece.decode("utf-8", errors="replace") for piece in pieces]
    return Lines(tuple(texts[:-1]), texts[-1])


class LineWriter:
    """Appends lines; each is handed to the operating system before `write` returns.

    That survives the death of the process (kill -9). It is not an fsync: a power cut may cost the
    last lines, and then they are asked again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._closing: weakref.finalize[..., LineWriter] | None = None

    def write(self, line: str) -> None:
        """Append one line, whole or not at all.

        Raises:
            StorageError: the disk is full or the file cannot be written.
        """
        try:
            if self._file is None:
                self._file = self._open()
                self._closing = weakref.finalize(self, os.close, self._file)
            _append(self._file, line.encode("utf-8") + b"\n")
        except OSError as error:
            raise StorageError(
                f"{self._path.name!r} could not be written: {error.strerror or error}",
                "free some space",
            ) from error

    def _open(self) -> int:
        """Open for appending, behind the last whole line: what follows it was never used."""
        if self._path.exists():
            whole = self._path.read_bytes().rfind(b"\n") + 1
            if whole != self._path.stat().st_size:
                os.truncate(self._path, whole)
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

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
