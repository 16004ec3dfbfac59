"""Crossref: what publishers register with a DOI; ranks plain text, abstracts are JATS fragments."""

from typing import Any

from litassay.config.sources import ServiceSettings
from litassay.errors import ServiceError
from litassay.sources import terms
from litassay.sources.fetcher import Fetcher
from litassay.sources.page import Ask, Page, count, mapping, parse_json, rows, text, year
from litassay.sources.paged_search import Search, search_pages
from litassay.text import identifiers, retraction
from litassay.text.markup import abstract, plain
from litassay.text.names import joined
from litassay.types import Paper, Query, SearchResult, WorkIds

NAME = "crossref"
PAGE = 100
DEEPEST = 10_000
"""Offsets beyond it are refused."""
DATES = ("issued", "published", "published-print", "published-online", "posted", "approved")
"""Where a year is sought, in this order."""
NOT_WORKS = frozenset(
    [
        "journal",
        "journal-issue",
        "journal-volume",
        "component",
        "peer-review",
        "grant",
        "book-series",
        "proceedings-series",
        "report-series",
    ]
)
"""Types of record that are no work which a review could cite."""


class Crossref:
    """Searches titles, authors, years and venues, most relevant first."""

    name = NAME

    def __init__(self, fetcher: Fetcher, service: ServiceSettings) -> None:
        self._fetcher = fetcher
        self._url = f"{service.base_url}/works"

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records, best first."""
        words, years = write(query), write_years(query)

        def ask(cursor: str, had: int, wanted: int) -> Ask:
            given = (
                ("query.bibliographic", words),
                ("rows", str(min(PAGE, wanted - had))),
                ("offset", cursor or "0"),
            )
            return Ask(self._url, (*given, *((("filter", years),) if years else ())))

        sent = f"{words} [{years}]" if words and years else words
        return await search_pages(self._fetcher, Search(NAME, sent, ask, parse), query, limit)


def write(query: Query) -> str:
    """Plain words; Crossref knows no operators."""
    return terms.free_text(query)


def write_years(query: Query) -> str:
    """The filter for the years; empty for all."""
    first = f"from-pub-date:{query.year_from}" if query.year_from else ""
    last = f"until-pub-date:{query.year_to}" if query.year_to else ""
    return ",".join(filter(None, (first, last)))


def parse(body: bytes) -> Page:
    """The records of one list.

    Raises:
        ServiceError: it is no list of works.
    """
    answer = parse_json(body)
    message = mapping(answer, "message")
    if text(answer, "status") != "ok" or not isinstance(message.get("items"), list):
        faults = rows(answer, "message") or [message]
        said = "; ".join(filter(None, (text(fault, "message") for fault in faults)))
        raise ServiceError(f"Crossref says: {said}" if said else "the answer lists no works")
    items = rows(message, "items")
    total, start = count(message, "total-results"), count(mapping(message, "query"), "start-index")
    if not items and total and not start and count(message, "items-per-page") != 0:
        raise ServiceError(f"an empty list, although it says that there are {total} works")
    papers = [p for p in map(parse_work, items) if p]
    following = (start or 0) + len(items)
    more = bool(items) and total is not None and following < min(total, DEEPEST)
    return Page(
        _with_retractions(papers), total, str(following) if more else "", len(items) - len(papers)
    )


def parse_work(item: Any) -> Paper | None:
    """One work; None where it has no DOI or title or is no work."""
    doi, title = identifiers.doi(text(item, "DOI")), _title(item)
    kind = text(item, "type")
    if not doi or not title or kind in NOT_WORKS:
        return None
    updates = {text(u, "type") for u in rows(item, "updated-by")}
    issuer = text(next(iter(rows(item, "institution")), {}), "name")
    return Paper(
        id=f"crossref:{doi}",
        title=title,
        authors=_people(item),
        year=_year(item),
        venue=_first(item, "container-title") or plain(issuer),
        abstract=abstract(text(item, "abstract")),
        url=f"https://doi.org/{doi}",
        ids=_ids(item, doi),
        retracted=retraction.is_retracted(
            title, said=bool(updates & retraction.WITHDRAWING), kinds=[text(item, "subtype")]
        ),
        preprint=kind == "posted-content" or identifiers.is_preprint_doi(doi),
        full_text_url=_full_text_url(item),
        found_in=(NAME,),
        flags=_flags(item, updates),
        citation_count=count(item, "is-referenced-by-count"),
    )


def _title(item: Any) -> str:
    """Title and subtitle; the subtitle or the original title where the title is empty."""
    title = _first(item, "title") or _first(item, "original-title")
    subtitle = _first(item, "subtitle")
    if not title or not subtitle or subtitle.lower() in title.lower():
        return title or subtitle
    return f"{title}{'' if title[-1] in ':?!' else ':'} {subtitle}"


def _first(item: Any, name: str) -> str:
    """The first of a list of strings, or the string itself."""
    return plain(text(next(iter(rows(item, name)), "")) or text(item, name))


def _people(item: Any) -> tuple[str, ...]:
    """The authors; the editors, then the chairs of a conference, where no author is named."""
    for role in ("author", "editor", "chair"):
        found = tuple(filter(None, map(_person, rows(item, role))))
        if found:
            return found
    return ()


def _person(one: Any) -> str:
    given, family = plain(text(one, "given")), plain(text(one, "family"))
    return joined(given, family, plain(text(one, "suffix"))) or plain(text(one, "name"))


def _year(item: Any) -> int | None:
    for name in DATES:
        parts = rows(mapping(item, name), "date-parts")
        found = year(next(iter(rows(parts[0])), "")) if parts else None
        if found:
            return found
    return None


def _ids(item: Any, doi: str) -> WorkIds:
    """The DOI, and those of its preprints or published version."""
    related = mapping(item, "relation")
    versions = rows(related, "is-preprint-of") + rows(related, "has-preprint")
    named = {identifiers.doi(text(v, "id")) for v in versions if text(v, "id-type") == "doi"}
    return WorkIds(
        doi=doi,
        arxiv=identifiers.arxiv_of_doi(doi),
        acl=identifiers.acl_of_doi(doi),
        also=tuple(sorted(f"doi:{other}" for other in named if other and other != doi)),
    )


def _full_text_url(item: Any) -> str:
    """The publisher's PDF where its licence is open."""
    if not any("creativecommons.org" in text(one, "URL") for one in rows(item, "license")):
        return ""
    pdfs = (text(x, "URL") for x in rows(item, "link") if "pdf" in text(x, "content-type"))
    return next(filter(None, pdfs), "")


def _flags(item: Any, updates: set[str]) -> tuple[str, ...]:
    taken_back = (
        identifiers.doi(text(u, "DOI"))
        for u in rows(item, "update-to")
        if text(u, "type") in retraction.WITHDRAWING
    )
    flags = {f"{retraction.RETRACTS}doi:{doi}" for doi in taken_back if doi}
    if "expression_of_concern" in updates:
        flags.add(retraction.CONCERN)
    if updates & {"correction", "corrigendum", "erratum"}:
        flags.add(retraction.CORRECTED)
    return tuple(sorted(flags))


def _with_retractions(papers: list[Paper]) -> tuple[Paper, ...]:
    """The papers, those marked that a notice among them takes back."""
    taken_back = {name for p in papers for name in retraction.retracts(p.flags)}
    return tuple(
        p.model_copy(update={"retracted": True}) if f"doi:{p.ids.doi}" in taken_back else p
        for p in papers
    )
