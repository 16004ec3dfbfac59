"""Answers in the shape of each service, with invented records, for doubles of them.

Nothing here was said by a service: titles, names and numbers are made up from a counter.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from litassay.loopback import Asked, Reply

FAMILIES = ("Abara", "Bell", "Castro", "Dahl", "Eze", "Fujita")
TOPICS = ("reading", "parsing", "ranking", "tagging", "summarising", "aligning")


class Invented(NamedTuple):
    """One work that does not exist."""

    number: int
    title: str
    authors: tuple[tuple[str, str], ...]
    """(given, family)."""
    year: int
    abstract: str
    retracted: bool = False

    @property
    def doi(self) -> str:
        """A DOI under the prefix that is kept for tests."""
        return f"10.5555/invented.{self.number}"


def works(count: int) -> tuple[Invented, ...]:
    """The first `count` works of an endless list, always the same."""
    return tuple(
        Invented(
            n,
            f"Invented study {n} of {TOPICS[n % 6]} long documents",
            (("Ada", FAMILIES[n % 6]), ("Ben", FAMILIES[(n + 1) % 6])),
            2015 + n % 10,
            f"We study {TOPICS[n % 6]} in {n + 10} long documents. It helps by {n}.5 points.",
        )
        for n in range(1, count + 1)
    )


def service(name: str, found: tuple[Invented, ...]) -> Callable[[Asked], Reply]:
    """What a double of the service answers to any search: its page of the works."""

    def answer(asked: Asked) -> Reply:
        return _SHAPES[name](asked.params, found)

    return answer


def _json(value: Any) -> Reply:
    return Reply(body=json.dumps(value).encode())


def _arxiv(params: dict[str, str], found: tuple[Invented, ...]) -> Reply:
    start, size = int(params.get("start", "0")), int(params.get("max_results", "10"))
    entries = "".join(map(_entry, found[start : start + size]))
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom"><id>urn:invented</id>'
        f"<opensearch:totalResults>{len(found)}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>"
    )
    return Reply(headers=(("content-type", "application/atom+xml"),), body=feed.encode())


def _entry(work: Invented) -> str:
    people = "".join(f"<author><name>{g} {f}</name></author>" for g, f in work.authors)
    return (
        f"<entry><id>http://arxiv.org/abs/{work.year % 100:02}01.{work.number:05}v1</id>"
        f"<title>{work.title}</title><summary>{work.abstract}</summary>"
        f"<published>{work.year}-01-02T00:00:00Z</published>{people}</entry>"
    )


def _openalex(params: dict[str, str], found: tuple[Invented, ...]) -> Reply:
    page, size = int(params.get("page", "1")), int(params.get("per_page", "25"))
    here = found[(page - 1) * size : page * size]
    meta = {"count": len(found), "page": page, "per_page": size}
    return _json({"meta": meta, "results": [_openalex_work(work) for work in here]})


def _openalex_work(work: Invented) -> dict[str, Any]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(work.abstract.split()):
        index.setdefault(word, []).append(place)
    return {
        "id": f"https://openalex.org/W{work.number}",
        "doi": f"https://doi.org/{work.doi}",
        "title": work.title,
        "publication_year": work.year,
        "authorships": [{"author": {"display_name": f"{g} {f}"}} for g, f in work.authors],
        "abstract_inverted_index": index,
        "is_retracted": work.retracted,
        "cited_by_count": work.number,
    }


def _semanticscholar(params: dict[str, str], found: tuple[Invented, ...]) -> Reply:
    start, size = int(params.get("offset", "0")), int(params.get("limit", "10"))
    data = [
        {
            "paperId": f"{work.number:040x}",
            "externalIds": {"DOI": work.doi},
            "title": work.title,
            "abstract": work.abstract,
            "year": work.year,
            "authors": [{"name": f"{g[0]}. {f}"} for g, f in work.authors],
        }
        for work in found[start : start + size]
    ]
    following = {"next": start + size} if start + size < len(found) else {}
    return _json({"total": len(found), "offset": start, **following, "data": data})


def _crossref(params: dict[str, str], found: tuple[Invented, ...]) -> Reply:
    start, size = int(params.get("offset", "0")), int(params.get("rows", "20"))
    items = [
        {
            "DOI": work.doi,
            "type": "journal-article",
            "title": [work.title],
            "author": [{"given": g, "family": f} for g, f in work.authors],
            "issued": {"date-parts": [[work.year]]},
            "abstract": f"<jats:p>{work.abstract}</jats:p>",
            **({"updated-by": [{"type": "retraction"}]} if work.retracted else {}),
        }
        for work in found[start : start + size]
    ]
    listed = {"total-results": len(found), "items-per-page": size, "items": items}
    message = {**listed, "query": {"start-index": start}}
    return _json({"status": "ok", "message-type": "work-list", "message": message})


def _europepmc(params: dict[str, str], found: tuple[Invented, ...]) -> Reply:
    mark, size = params.get("cursorMark", "*"), int(params.get("pageSize", "25"))
    start = 0 if mark == "*" else int(mark)
    result = [
        {
            "id": str(work.number),
            "source": "MED",
            "pmid": str(work.number),
            "doi": work.doi,
            "title": f"{work.title}.",
            "authorString": ", ".join(f"{f} {g[0]}" for g, f in work.authors) + ".",
            "pubYear": str(work.year),
            "abstractText": work.abstract,
            "pubTypeList": {"pubType": ["Retracted Publication"] if work.retracted else []},
        }
        for work in found[start : start + size]
    ]
    return _json(
        {
            "hitCount": len(found),
            "nextCursorMark": str(min(start + size, len(found))),
            "request": {"cursorMark": mark},
            "resultList": {"result": result},
        }
    )


_SHAPES: dict[str, Callable[[dict[str, str], tuple[Invented, ...]], Reply]] = {
    "arxiv": _arxiv,
    "openalex": _openalex,
    "semanticscholar": _semanticscholar,
    "crossref": _crossref,
    "europepmc": _europepmc,
}
