"""Reads JSON Lines, plain or gzipped, one record a line."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from litassay.errors import InputError
from litassay.types import Paper
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item
from store.library.json_value import json_value
from store.library.packed import unpacked

MAX_LINE = 16 * 1024 * 1024
"""Bytes of one record; a longer line is skipped without being held in memory."""
MOST_BLANK = 1_000_000
"""Lines that may be blank: a file of nothing else takes minutes to look through."""


def read_jsonl(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The records of the file. It is read through once before, so that a damaged one is refused.

    Args:
        path: A `.jsonl` or `.jsonl.gz` file.
        mapping: Their field name for each of ours that is called otherwise.

    Raises:
        InputError: The file is not readable as a whole (a broken gzip), or is empty.
        StorageError: The disk failed.
    """
    total = blank = 0
    for _, line in _lines(path):
        full = bool(line.strip())
        total, blank = total + full, blank + (not full)
        if blank > MOST_BLANK:
            raise InputError(f"{path.name!r} has more than {MOST_BLANK:,} blank lines", "drop them")
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
        record = json_value(line.decode("utf-8-sig"))
        if not isinstance(record, dict):
            raise Unusable("not a JSON object")
        return paper_from(renamed(record, record, mapping))
    except UnicodeDecodeError:
        return BadRecord(number, "not UTF-8")
    except Unusable as error:
        return BadRecord(number, str(error))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one that is too long, its first MAX_LINE + 1 bytes."""
    with unpacked(path) as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            rest = line
            while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE + 1)
            yield number, line
