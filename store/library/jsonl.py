"""Reads JSON Lines, plain or gzipped, one record a line."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, cast

from litassay.errors import InputError, StorageError
from litassay.types import Paper
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item

MAX_LINE = 16 * 1024 * 1024
"""Bytes of one record; a longer line is skipped without being held in memory."""


def read_jsonl(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The records of the file. It is read through once before, so that a damaged one is refused.

    Args:
        path: A `.jsonl` or `.jsonl.gz` file.
        mapping: Their field name for each of ours that is called otherwise.

    Raises:
        InputError: The file is not readable as a whole (a broken gzip), or is empty.
        StorageError: The disk failed.
    """
    total = sum(1 for _, line in _lines(path) if line.strip())
    if not total:
        raise InputError(f"{path.name!r} holds no records")
    return Intake(total, _items(path, mapping))


def _items(path: Path, mapping: Mapping[str, str]) -> Iterator[Item]:
    """One item for each line that is not blank."""
    for number, line in _lines(path):
        if line.strip():
            yield Item(number, _outcome(number, line, mapping))


def _outcome(number: int, line: bytes, mapping: Mapping[str, str]) -> Paper | BadRecord:
    """The paper on one line, or what is wrong with it."""
    try:
        if len(line) > MAX_LINE:
            raise Unusable(f"longer than {MAX_LINE // 1024**2} MB")
        record = json.loads(line.decode("utf-8-sig"))
        if not isinstance(record, dict):
            raise Unusable("not a JSON object")
        return paper_from(renamed(record, record, mapping))
    except UnicodeDecodeError:
        return BadRecord(number, "not UTF-8")
    except json.JSONDecodeError as error:
        return BadRecord(number, f"not JSON: {error.msg} at column {error.colno}")
    except RecursionError:
        return BadRecord(number, "not JSON: nested too deeply")
    except Unusable as error:
        return BadRecord(number, str(error))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one that is too long, its first MAX_LINE + 1 bytes."""
    try:
        with _opened(path) as file:
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                rest = line
                while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
                    rest = file.readline(MAX_LINE + 1)
                yield number, line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{path.name!r} is a damaged gzip file ({error}); nothing was added", "fetch it again"
        ) from error
    except OSError as error:
        raise StorageError(f"cannot read {path.name!r}: {error.strerror or error}") from error


def _opened(path: Path) -> IO[bytes]:
    """Unpacked by content, not by name: an unpacked file may still be called `.gz`."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))
