"""A text file of records, read as a whole, whatever its encoding."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from litassay.errors import InputError
from store.library.packed import unpacked

MAX_FILE = 128 * 1024 * 1024
"""Bytes (unpacked) of a file that is parsed as a whole; JSON Lines are read line by line and have
no limit."""


class Text(NamedTuple):
    """The text of a file, and what a user should know about how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def whole_bytes(path: Path) -> bytes:
    """The content of a file, unpacked.

    Raises:
        InputError: The file is empty, too large, a damaged gzip, or in UTF-16.
        StorageError: The disk failed.
    """
    with unpacked(path) as file:
        raw = file.read(MAX_FILE + 1)
    if len(raw) > MAX_FILE:
        raise InputError(f"{path.name!r} is larger than {MAX_FILE // 1024**2} MB", "split it")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path.name!r} is in UTF-16", "save it as UTF-8")
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        raise InputError(f"{path.name!r} holds no records")
    return raw


def whole_text(path: Path) -> Text:
    """The text of a file in UTF-8; lines that are not are read as Windows-1252, which is noted.

    Line by line, because reference lists are often pasted together from several exports.

    Raises:
        InputError: The file is empty, too large, a damaged gzip, or in UTF-16.
        StorageError: The disk failed.
    """
    raw = whole_bytes(path)
    try:
        return Text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        lines = [_line(line) for line in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    other = sum(legacy for _, legacy in lines)
    what = "1 line is" if other == 1 else f"{other:,} lines are"
    note = (
        f"{what} not UTF-8 and read as Windows-1252 (Western European); "
        "if names look wrong, save the file as UTF-8 and add it again"
    )
    return Text("\n".join(text for text, _ in lines), (note,))


def _line(raw: bytes) -> tuple[str, bool]:
    """A line and whether it is in an old encoding; Latin-1 where Windows-1252 has no character."""
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8"), False
    with suppress(UnicodeDecodeError):
        return raw.decode("cp1252"), True
    return raw.decode("latin-1"), True
