"""Reads RIS, as reference managers and databases export it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.types import Paper
from store.library.documents import whole_text
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item

_START = re.compile(r"^TY  -", re.MULTILINE)


def read_ris(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The references of the file; each is parsed by itself, so a bad one spoils no other.

    Raises:
        InputError: There is no reference in it, or it cannot be read as text.
        StorageError: The disk failed.
    """
    text, notes = whole_text(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [found.start() for found in _START.finditer(text)]
    if not starts:
        raise InputError(f"{path.name!r} holds no RIS reference (a line that begins 'TY  -')")
    return Intake(len(starts), _items(text, starts, mapping), notes)


def _items(text: str, starts: list[int], mapping: Mapping[str, str]) -> Iterator[Item]:
    """One item for each reference."""
    line = text.count("\n", 0, starts[0]) + 1
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield Item(line, _outcome(text[start:end], line, mapping))
        line += text.count("\n", start, end)


def _outcome(block: str, line: int, mapping: Mapping[str, str]) -> Paper | BadRecord:
    """The paper of one reference, or what is wrong with it."""
    import rispy
    from rispy.parser import ParseError

    try:
        found = rispy.loads(block if re.search(r"^ER  -", block, re.M) else f"{block}\nER  - \n")
        if not found:
            return BadRecord(line, "not RIS: an empty reference")
        return paper_from(renamed(_record(found[0]), found[0], mapping))
    except (ParseError, OSError, ValueError, LookupError) as error:
        why = str(error) if isinstance(error, Unusable) else f"not RIS: {error}"
        return BadRecord(line, why.splitlines()[0])


def _record(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The reference under our field names."""
    urls = entry.get("urls")
    return {
        "title": entry.get("title") or entry.get("primary_title"),
        "authors": entry.get("authors") or entry.get("first_authors"),
        "year": entry.get("year") or entry.get("publication_year") or entry.get("date"),
        "venue": entry.get("journal_name")
        or entry.get("secondary_title")
        or entry.get("alternate_title3"),
        "abstract": entry.get("abstract") or entry.get("notes_abstract"),
        "doi": entry.get("doi"),
        "url": entry.get("url") or (urls[0] if isinstance(urls, list) and urls else None),
    }
