"""A file's bytes, unpacked where it is gzipped: by content, since a name may not say so.

The one place that opens what a user adds to a library. A small file may unpack to more than any
memory holds, and a pipe or a device has no end.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from litassay.errors import InputError, StorageError

_GZIP = b"\x1f\x8b"
MOST_RATIO = 100
"""Unpacked bytes for one packed byte; lists of papers have 3 to 20, and gzip can reach 1,030."""
_FREE = 4_000_000
"""Bytes that may be unpacked whatever the ratio: short files of one word a line are harmless."""


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """The file, open for reading; what goes wrong while it is read is said in our words.

    Raises:
        InputError: The gzip is damaged or cut off.
        StorageError: The disk failed.
    """
    try:
        with _opened(path) as file:
            yield file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{path.name!r} is a damaged gzip file ({error}); nothing was added", "fetch it again"
        ) from error
    except OSError as error:
        raise StorageError(f"cannot read {path.name!r}: {error.strerror or error}") from error


def _opened(path: Path) -> IO[bytes]:
    if not path.is_file():
        raise InputError(f"{path.name!r} is no plain file", "give a file or a folder of files")
    file = path.open("rb")
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    if not packed:
        return file
    most = max(_FREE, MOST_RATIO * path.stat().st_size)
    return cast("IO[bytes]", io.BufferedReader(_Bounded(file, most, path.name), 1 << 20))


class _Bounded(io.RawIOBase):
    """A gzipped file as it is read, up to a number of unpacked bytes."""

    def __init__(self, file: IO[bytes], most: int, name: str) -> None:
        self._file, self._most, self._name = file, most, name
        self._unpacked = gzip.GzipFile(fileobj=file)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer.

        Raises:
            InputError: More was unpacked than a list of papers would be.
        """
        piece = self._unpacked.read1(len(buffer))
        self._size += len(piece)
        if self._size > self._most:
            raise InputError(
                f"{self._name!r} unpacks to more than {MOST_RATIO} times its size, as no list of "
                "papers does; nothing was added",
                "unpack it yourself and look at it",
            )
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._unpacked.close()
        self._file.close()
        super().close()
