"""Europe PMC: life sciences; a field query language, pages by cursor, open full texts as JATS."""

from typing import Any

from litassay.config.sources import ServiceSettings
from litassay.errors import ServiceError
from litassay.sources import terms
from litassay.sources.fetcher import Fetcher
from litassay.sources.page import Ask, Page, count, mapping, parse_json, rows, text, year
from litassay.sources.paged_search import Search, search_pages
from litassay.text import identifiers, retraction
from litassay.text.markup import abstract, plain
from litassay.text.names import initials_first, joined
from litassay.types import Paper, Query, SearchResult, WorkIds

NAME = "europepmc"
PAGE = 100
_FIRST_YEAR = 1500
_LAST_YEAR = 2100
_COMMENTS = ("commentCorrectionList", "commentCorrection")
_OPEN = ("OA", "F")
"""Availability codes of full texts that anybody may read."""


class EuropePmc:
    """Searches titles and abstracts, most relevant first."""

    name = NAME

    def __init__(self, fetcher: Fetcher, service: ServiceSettings) -> None:
        self._fetcher = fetcher
        self._base = service.base_url

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records, best first."""
        written = write(query)

        def ask(cursor: str, had: int, wanted: int) -> Ask:
            return Ask(
                f"{self._base}/search",
                (
                    ("query", written),
                    ("format", "json"),
                    ("resultType", "core"),
                    ("pageSize", str(min(PAGE, wanted - had))),
                    ("cursorMark", cursor or "*"),
                ),
            )

        return await search_pages(self._fetcher, Search(NAME, written, ask, parse), query, limit)


def write(query: Query) -> str:
    """The query in Europe PMC's syntax; empty where it has no words."""
    words = terms.boolean(query, before="TITLE_ABS:")
    if not words or (query.year_from is None and query.year_to is None):
        return words
    first, last = query.year_from or _FIRST_YEAR, query.year_to or _LAST_YEAR
    return f"({words}) AND (PUB_YEAR:[{first} TO {last}])"


def parse(body: bytes) -> Page:
    """The records of one list.

    Raises:
        ServiceError: it is no list, also where the error came with HTTP 200.
    """
    answer = parse_json(body)
    listed = mapping(answer, "resultList")
    if not isinstance(listed.get("result"), list):
        said = text(answer, "errMsg") or text(answer, "message") or text(answer, "error")
        raise ServiceError(f"Europe PMC says: {said}" if said else "the answer lists no records")
    records = rows(listed, "result")
    total = count(answer, "hitCount")
    asked = text(mapping(answer, "request"), "cursorMark")
    if not records and total and asked in ("*", "%2A", ""):
        raise ServiceError(f"an empty list, although it says that there are {total} records")
    papers = tuple(p for p in map(parse_record, records) if p)
    following = text(answer, "nextCursorMark")
    more = bool(records) and following not in ("", asked)
    return Page(papers, total, following if more else "", len(records) - len(papers))


def parse_record(record: Any) -> Paper | None:
    """One record; None where it has no id or title."""
    name, origin = text(record, "id"), text(record, "source")
    title = plain(text(record, "title"))
    if not name or not title:
        return None
    kinds = _kinds(record)
    journal = mapping(mapping(record, "journalInfo"), "journal")
    return Paper(
        id=f"europepmc:{origin or 'MED'}:{name}",
        title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
        authors=_authors(record),
        year=year(record, "pubYear") or year(record, "firstPublicationDate"),
        venue=plain(text(journal, "title") or text(record, "journalTitle")),
        abstract=abstract(text(record, "abstractText")),
        url=f"https://europepmc.org/article/{origin or 'MED'}/{name}",
        ids=WorkIds(
            doi=identifiers.doi(text(record, "doi")),
            pmid=identifiers.pmid(text(record, "pmid")),
            pmcid=identifiers.pmcid(text(record, "pmcid")),
        ),
        retracted=_is_retracted(record, kinds, title),
        preprint=origin == "PPR" or "preprint" in kinds,
        full_text_url=_full_text_url(record),
        found_in=(NAME,),
        flags=_flags(record),
        citation_count=count(record, "citedByCount"),
    )


def _kinds(record: Any) -> frozenset[str]:
    listed = rows(mapping(record, "pubTypeList"), "pubType")
    said = [text(kind) for kind in listed] or text(record, "pubType").split(";")
    return frozenset(kind.strip().lower() for kind in said)


def _authors(record: Any) -> tuple[str, ...]:
    """Given names first; from the by-line as a string where there is no list."""
    listed = rows(mapping(record, "authorList"), "author")
    if listed:
        return tuple(filter(None, map(_author, listed)))
    names = text(record, "authorString").rstrip(".").split(",")
    return tuple(filter(None, map(_initials_first, names)))


def _author(author: Any) -> str:
    given = text(author, "firstName") or text(author, "initials")
    family = text(author, "lastName")
    if family:
        return joined(plain(given), plain(family))
    return plain(text(author, "collectiveName")) or _initials_first(text(author, "fullName"))


def _initials_first(name: str) -> str:
    return initials_first(plain(name))


def _notes(record: Any) -> list[Any]:
    return rows(mapping(record, _COMMENTS[0]), _COMMENTS[1])


def _is_retracted(record: Any, kinds: frozenset[str], title: str) -> bool:
    noted = any(text(note, "type").lower().startswith("retraction in") for note in _notes(record))
    return retraction.is_retracted(title, said=noted, kinds=kinds)


def _flags(record: Any) -> tuple[str, ...]:
    taken_back = (
        text(note, "id")
        for note in _notes(record)
        if text(note, "type").lower().startswith("retraction of")
    )
    flags = {f"{retraction.RETRACTS}pmid:{name}" for name in taken_back if name}
    if any("expression of concern in" in text(n, "type").lower() for n in _notes(record)):
        flags.add(retraction.CONCERN)
    return tuple(sorted(flags))


def _full_text_url(record: Any) -> str:
    """An open PDF where one is named; the JATS text is found by the PMC id."""
    offered = rows(mapping(record, "fullTextUrlList"), "fullTextUrl")
    pdfs = (
        text(one, "url")
        for one in offered
        if text(one, "documentStyle") == "pdf" and text(one, "availabilityCode") in _OPEN
    )
    return next(filter(None, pdfs), "")
