"""The records of works inside recorded exchanges, by service, and what each of them carries.

What a record carries is read here without the adapters, so that what an adapter loses shows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from litassay.errors import InputError, ServiceError
from litassay.sources import arxiv, crossref, europepmc, openalex, semanticscholar
from litassay.sources.page import mapping, parse_json, rows
from litassay.sources.recorded import Exchange, read_exchanges
from litassay.types import Paper

FIELDS = ("title", "year", "authors", "abstract")
_ATOM = "{http://www.w3.org/2005/Atom}"
Carries = Mapping[str, Callable[[Any], bool]]


class RecordedRecord(NamedTuple):
    """One record of one exchange, as it came and as it was parsed."""

    service: str
    raw: Any
    paper: Paper | None
    carried: frozenset[str]
    """The fields that the exchange has."""
    selected: bool
    """The request asked for some fields only."""


def _date(item: Any) -> bool:
    found = (mapping(item, name).get("date-parts") for name in crossref.DATES)
    return any(parts and parts[0] and parts[0][0] for parts in found)


def _some(*names: str) -> Callable[[Any], bool]:
    return lambda record: any(bool(record.get(name)) for name in names)


def _words(*names: str) -> Callable[[Any], bool]:
    """Something beside tags under one of the names."""
    return lambda record: any(
        re.sub(r"<[^>]*>|[\W_]", "", str(record.get(name) or "")) for name in names
    )


def _element(name: str) -> Callable[[Any], bool]:
    return lambda entry: bool("".join(e.text or "" for e in entry.iter(_ATOM + name)).strip())


def _named_people(record: Any) -> bool:
    return bool(rows(mapping(record, "authorList"), "author")) or bool(record.get("authorString"))


CARRIES: dict[str, Carries] = {
    "arxiv": {
        "title": _element("title"),
        "year": _element("published"),
        "authors": _element("name"),
        "abstract": _element("summary"),
    },
    "openalex": {
        "title": _some("title", "display_name"),
        "year": _some("publication_year"),
        "authors": _some("authorships"),
        "abstract": _some("abstract_inverted_index"),
    },
    "semanticscholar": {
        "title": _some("title"),
        "year": _some("year", "publicationDate"),
        "authors": _some("authors"),
        "abstract": _some("abstract"),
    },
    "crossref": {
        "title": _words("title", "subtitle"),
        "year": _date,
        "authors": _some("author"),
        "abstract": _words("abstract"),
    },
    "europepmc": {
        "title": _some("title"),
        "year": _some("pubYear", "firstPublicationDate"),
        "authors": _named_people,
        "abstract": _some("abstractText"),
    },
}
_PARSERS: dict[str, Callable[[Any], Paper | None]] = {
    "arxiv": arxiv.parse_entry,
    "openalex": openalex.parse_work,
    "semanticscholar": semanticscholar.parse_paper,
    "crossref": crossref.parse_work,
    "europepmc": europepmc.parse_record,
}


def recorded_records(folder: Path) -> Iterator[RecordedRecord]:
    """Every record of a work in `exchanges.jsonl.gz` and in fixtures of whole answers.

    Raises:
        InputError: the folder holds no exchanges.
    """
    path = folder / "exchanges.jsonl.gz"
    if not path.exists():
        raise InputError(f"{str(folder)!r} holds no exchanges.jsonl.gz")
    for exchange in read_exchanges(path):
        service = _service(exchange)
        if service and exchange.status == 200:
            selected = bool({"select", "fields"} & set(parse_qs(urlsplit(exchange.url).query)))
            for raw in _works(service, exchange.body.encode()):
                yield _record(service, raw, selected)
    for service, pattern in (
        ("europepmc", "pyeuropepmc/tests/fixtures/search_*.json"),
        ("openalex", "openalex_python/tests/fixtures/data/W*.json"),
    ):
        for file in sorted(folder.glob(pattern)):
            for raw in _works(service, file.read_bytes()):
                yield _record(service, raw, selected=False)


def _record(service: str, raw: Any, selected: bool) -> RecordedRecord:
    carried = frozenset(name for name, has in CARRIES[service].items() if has(raw))
    return RecordedRecord(service, raw, _PARSERS[service](raw), carried, selected)


def _service(exchange: Exchange) -> str:
    """Which adapter the exchange belongs to; empty where it holds no works."""
    parts = urlsplit(exchange.url)
    if parts.hostname == "export.arxiv.org":
        return "arxiv"
    if parts.hostname == "api.openalex.org":
        return "openalex"
    if parts.hostname == "api.semanticscholar.org" and "/graph/v1/paper" in parts.path:
        return "semanticscholar"
    if parts.hostname == "api.crossref.org" and "/works" in parts.path:
        return "crossref"
    return ""


def _works(service: str, body: bytes) -> list[Any]:
    """The records of one answer: of a list, a page of citations, a batch, or a single one."""
    try:
        if service == "arxiv":
            return list(arxiv.read_feed(body).iter(f"{_ATOM}entry"))
        answer = parse_json(body)
    except ServiceError:
        return []
    if isinstance(answer, list):
        return [row for row in answer if isinstance(row, dict)]
    message = mapping(answer, "message")
    for holder, name in (
        (answer, "results"),
        (answer, "data"),
        (message, "items"),
        (mapping(answer, "resultList"), "result"),
    ):
        if name in mapping(holder):
            found = rows(holder, name)
            return [_cited(row) for row in found if isinstance(row, dict)]
    single = message or mapping(answer)
    names = {"DOI", "paperId", "authorships"}
    return [single] if names & set(single) and ("title" in single or "DOI" in single) else []


def _cited(row: dict[str, Any]) -> dict[str, Any]:
    return mapping(row, "citedPaper") or mapping(row, "citingPaper") or mapping(row, "paper") or row


def label_of(raw: Any) -> str:
    """A record's type in words, for explaining a miss."""
    return "" if isinstance(raw, Element) else str(raw.get("type") or "")
