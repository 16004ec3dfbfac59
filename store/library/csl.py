"""Reads CSL-JSON: an array of items, as Zotero, Pandoc and Crossref write them."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.types import Paper
from store.library.documents import not_utf8, whole_text
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item

_BLOCK = re.compile(r"</?(?:jats:)?(?:p|title|sec|list|list-item|br|div)\b[^<>]{0,80}>", re.I)
_INLINE = re.compile(
    r"</?(?:jats:[a-z-]+|i|b|em|strong|italic|bold|sub|sup|sc|span)\b[^<>]{0,80}>", re.I
)
_FIRST = re.compile(r"\s*(?:\{\s*\"items\"\s*:\s*)?\[")
_BETWEEN = re.compile(r"[\s,]*")


def read_csl(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The items of the file.

    Raises:
        InputError: The file is not one JSON array, or it is empty.
        StorageError: The disk failed.
    """
    text = whole_text(path)
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{path.name!r} is not JSON: {error}") from error
    items = whole.get("items") if isinstance(whole, dict) else whole
    if not isinstance(items, list) or not items:
        raise InputError(f"{path.name!r} is not an array of CSL-JSON items")
    return Intake(len(items), _items(items, _lines(text, len(items)), mapping))


def _lines(text: str, count: int) -> list[int]:
    """The line on which each item begins; zeros when they do not stand in an array alone."""
    first = _FIRST.match(text)
    if not first:
        return [0] * count
    decoder, at, lines, line, counted = json.JSONDecoder(), first.end(), [], 1, 0
    for _ in range(count):
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        line += text.count("\n", counted, at)
        lines.append(line)
        counted = at
        at = decoder.raw_decode(text, at)[1]
    return lines


def _items(items: list[Any], lines: list[int], mapping: Mapping[str, str]) -> Iterator[Item]:
    """One item each, good or bad."""
    for line, item in zip(lines, items, strict=True):
        yield Item(line, _outcome(item, line, mapping))


def _outcome(item: Any, line: int, mapping: Mapping[str, str]) -> Paper | BadRecord:
    """The paper of one item, or what is wrong with it."""
    if not isinstance(item, dict):
        return BadRecord(line, "not a JSON object")
    if not_utf8(json.dumps(item, ensure_ascii=False)):
        return BadRecord(line, "not UTF-8")
    try:
        return paper_from(renamed(_record(item), item, mapping))
    except Unusable as error:
        return BadRecord(line, str(error))


def _record(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item under our field names; fields that have our names already are kept."""
    abstract = item.get("abstract")
    identifier = item.get("id")
    return {
        **{k: v for k, v in item.items() if k != "id"},
        "id": identifier if isinstance(identifier, str) and "/" in identifier else None,
        "authors": item.get("author") or item.get("authors"),
        "year": _issued(item.get("issued")) or item.get("year"),
        "venue": item.get("container-title") or item.get("venue"),
        "abstract": _without_tags(abstract) if isinstance(abstract, str) else abstract,
        "doi": item.get("DOI") or item.get("doi"),
        "url": item.get("URL") or item.get("url"),
        "pmid": item.get("PMID") or item.get("pmid"),
        "pmcid": item.get("PMCID") or item.get("pmcid"),
    }


def _without_tags(text: str) -> str:
    """Crossref writes abstracts as fragments of JATS: the words of it."""
    return " ".join(_INLINE.sub("", _BLOCK.sub(" ", text)).split())


def _issued(value: Any) -> str | None:
    """The date as text from `{"date-parts": [[2020, 5]]}`, `{"raw": "2020"}` or `"2020"`."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            return str(parts[0][0])
        value = value.get("raw") or value.get("literal")
    return value if isinstance(value, str) else None
