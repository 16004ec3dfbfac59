"""A text file of records, read as a whole."""

import re
from pathlib import Path

from litassay.errors import InputError, StorageError

MAX_FILE = 512 * 1024 * 1024
"""Bytes of a file that is parsed as a whole; JSON Lines are read line by line and have no limit."""
_UNDECODABLE = re.compile("[\udc80-\udcff]")


def whole_text(path: Path) -> str:
    """The text of a file; bytes that are not UTF-8 are kept as marks that `not_utf8` finds.

    Raises:
        InputError: The file is empty, too large, or in UTF-16.
        StorageError: The disk failed.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise InputError(f"{path.name!r} is larger than {MAX_FILE // 1024**2} MB", "split it")
        raw = path.read_bytes()
    except OSError as error:
        raise StorageError(f"cannot read {path.name!r}: {error.strerror or error}") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path.name!r} is in UTF-16", "save it as UTF-8")
    text = raw.decode("utf-8-sig", "surrogateescape")
    if not text.strip():
        raise InputError(f"{path.name!r} holds no records")
    return text


def not_utf8(text: str) -> bool:
    """True when the text came from bytes that are not UTF-8."""
    return _UNDECODABLE.search(text) is not None


def line_of(text: str, offset: int) -> int:
    """The number of the line, from 1, in which the offset stands."""
    return text.count("\n", 0, offset) + 1
