"""Reads CSL-JSON: an array of items, as Zotero, Pandoc and Crossref write them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.text.identifiers import is_arxiv
from litassay.text.retraction import WITHDRAWING
from litassay.types import Paper
from store.library.documents import whole_bytes
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item
from store.library.json_array import Stretch, stretches
from store.library.json_value import json_value

_DATES = ("issued", "published", "published-print", "published-online", "posted", "event-date",
          "original-date", "submitted")  # fmt: skip
"""Where a year is sought, in this order."""
_EXTRA = re.compile(r"^\s*(?P<name>PMID|PMCID|DOI|arXiv)\s*:\s*(?P<value>\S+)", re.I | re.M)
"""Lines of Zotero's field `Extra`, which is exported as a note."""
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
    identifier = item.get("id")
    note = _text(item.get("note"))
    extra = {found["name"].lower(): found["value"] for found in _EXTRA.finditer(note)}
    return {
        **{k: v for k, v in item.items() if k != "id"},
        "id": identifier if isinstance(identifier, str) and _is_name(identifier) else None,
        "authors": item.get("author") or item.get("authors"),
        "editors": item.get("editor") or item.get("collection-editor") or item.get("editors"),
        "year": _dated(item) or item.get("year"),
        "venue": item.get("container-title") or item.get("event-title") or item.get("venue"),
        "doi": item.get("DOI") or item.get("doi") or extra.get("doi"),
        "url": item.get("URL") or item.get("url"),
        "arxiv": item.get("arxiv") or extra.get("arxiv") or _arxiv(item),
        "pmid": item.get("PMID") or item.get("pmid") or extra.get("pmid"),
        "pmcid": item.get("PMCID") or item.get("pmcid") or extra.get("pmcid"),
        "kinds": [_text(item.get(k)) for k in ("genre", "status", "type", "subtype")],
        "keywords": re.split(r"[,;]", _text(item.get("keyword"))),
        "notes": [note, _text(item.get("annote"))],
        "retracted": item.get("retracted") or _is_taken_back(item) or None,
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_name(identifier: str) -> bool:
    """True for an identifier of the work; Zotero's address of an item is none."""
    return "/" in identifier and not identifier.startswith(("http://zotero", "https://zotero"))


def _arxiv(item: Mapping[str, Any]) -> str | None:
    """The arXiv id in the number of a preprint."""
    said = (_text(item.get(k)) for k in ("number", "archive_location", "URL"))
    return next((value for value in said if value and is_arxiv(value)), None)


def _is_taken_back(item: Mapping[str, Any]) -> bool:
    """Crossref's list of updates to this work holds a retraction."""
    updates = item.get("updated-by")
    kinds = (
        [u.get("type") for u in updates if isinstance(u, dict)] if isinstance(updates, list) else []
    )
    return bool(WITHDRAWING.intersection(k for k in kinds if isinstance(k, str)))


def _dated(item: Mapping[str, Any]) -> Any:
    """The first date that names a year."""
    return next((y for y in (_issued(item.get(name)) for name in _DATES) if y), None)


def _issued(value: Any) -> Any:
    """The year or date in `{"date-parts": [[2020, 5]]}`, `{"raw": "2020"}` or `"2020"`."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and first[0]:
            return first[0]
        value = value.get("raw") or value.get("literal")
    return value if isinstance(value, str) else None
