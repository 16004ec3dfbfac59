"""Reads CSL-JSON: an array of items, as Zotero, Pandoc and Crossref write them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.types import Paper
from store.library.documents import whole_bytes
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item
from store.library.json_array import Stretch, stretches
from store.library.json_value import json_value

_BLOCK = re.compile(r"</?(?:jats:)?(?:p|title|sec|list|list-item|br|div)\b[^<>]{0,80}>", re.I)
_INLINE = re.compile(
    r"</?(?:jats:[a-z-]+|i|b|em|strong|italic|bold|sub|sup|sc|span)\b[^<>]{0,80}>", re.I
)
_UNDECODABLE = re.compile("[\udc80-\udcff]")
"""What bytes that are not UTF-8 were read as; an escape in JSON cannot make one in the text."""


def read_csl(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The items of the file; each is read by itself, so a bad one spoils no other.

    Raises:
        InputError: The file is not one JSON array, or it is empty.
        StorageError: The disk failed.
    """
    text = whole_bytes(path).decode("utf-8-sig", "surrogateescape")
    try:
        items = stretches(text)
    except ValueError as error:
        raise InputError(f"{path.name!r} {error}, as CSL-JSON is", "export it again") from error
    if not items:
        raise InputError(f"{path.name!r} is an empty array")
    return Intake(len(items), _items(items, mapping))


def _items(items: list[Stretch], mapping: Mapping[str, str]) -> Iterator[Item]:
    """One item each, good or bad."""
    for number, (line, text) in enumerate(items, 1):
        try:
            yield Item(line, _paper(text, mapping), number)
        except Unusable as error:
            yield Item(line, BadRecord(line, str(error), number), number)


def _paper(text: str, mapping: Mapping[str, str]) -> Paper:
    """The paper of one item. Raises Unusable."""
    if _UNDECODABLE.search(text):
        raise Unusable("not UTF-8")
    item = json_value(text)
    if not isinstance(item, dict):
        raise Unusable("not a JSON object")
    return paper_from(renamed(_record(item), item, mapping))


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


def _issued(value: Any) -> Any:
    """The year or date in `{"date-parts": [[2020, 5]]}`, `{"raw": "2020"}` or `"2020"`."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            return parts[0][0]
        value = value.get("raw") or value.get("literal")
    return value if isinstance(value, str) else None
