"""A file's bytes, unpacked where it is gzipped: by content, since a name may not say so."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from litassay.errors import InputError, StorageError

_GZIP = b"\x1f\x8b"


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
    with path.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
    return cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))
