"""arXiv: an Atom feed over one Boolean query language; every record is a preprint."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from litassay.config.sources import ServiceSettings
from litassay.errors import ServiceError
from litassay.sources import terms
from litassay.sources.fetcher import Fetcher
from litassay.sources.page import Ask, Page
from litassay.sources.paged_search import Search, search_pages
from litassay.text import identifiers, retraction
from litassay.text.markup import abstract, plain
from litassay.types import Paper, Query, SearchResult, WorkIds

NAME = "arxiv"
PAGE = 100
_FIRST_YEAR = 1991
_LAST_YEAR = 2100
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class Arxiv:
    """Searches all fields, most relevant first."""

    name = NAME

    def __init__(self, fetcher: Fetcher, service: ServiceSettings) -> None:
        self._fetcher = fetcher
        self._url = f"{service.base_url}/api/query"

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records, best first."""
        written = write(query)

        def ask(cursor: str, had: int, wanted: int) -> Ask:
            return Ask(
                self._url,
                (
                    ("search_query", written),
                    ("start", cursor or "0"),
                    ("max_results", str(min(PAGE, wanted - had))),
                    ("sortBy", "relevance"),
                    ("sortOrder", "descending"),
                ),
                accept="application/atom+xml",
            )

        kinds = ("application/atom+xml", "application/xml", "text/xml")
        search = Search(NAME, written, ask, parse, kinds)
        return await search_pages(self._fetcher, search, query, limit)


def write(query: Query) -> str:
    """The query in arXiv's syntax; empty where it has no words."""
    words = terms.boolean(query, before="all:")
    if not words or (query.year_from is None and query.year_to is None):
        return words
    first, last = query.year_from or _FIRST_YEAR, query.year_to or _LAST_YEAR
    return f"({words}) AND submittedDate:[{first}01010000 TO {last}12312359]"


def parse(body: bytes) -> Page:
    """The records of one feed.

    Raises:
        ServiceError: it is no feed, an error written as an entry, or empty against its own count.
    """
    feed = read_feed(body)
    entries = feed.findall(f"{_ATOM}entry")
    for entry in entries:
        if "/api/errors" in _said(entry, f"{_ATOM}id") or (
            len(entries) == 1 and _said(entry, f"{_ATOM}title") == "Error"
        ):
            raise ServiceError(f"arXiv says: {_said(entry, f'{_ATOM}summary') or 'Error'}")
    total, start = _number(feed, "totalResults"), _number(feed, "startIndex") or 0
    if not entries and total is not None and total > start:
        raise ServiceError(f"an empty feed, although it says that there are {total} records")
    papers = tuple(p for p in map(parse_entry, entries) if p)
    following = start + len(entries)
    more = bool(entries) and total is not None and following < total
    return Page(papers, total, str(following) if more else "", len(entries) - len(papers))


def read_feed(body: bytes) -> Element:
    """The feed in a body.

    Raises:
        ServiceError: it is none, or unsafe XML.
    """
    try:
        feed: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ServiceError("the answer is not an Atom feed") from error
    if feed.tag != f"{_ATOM}feed":
        raise ServiceError("the answer is XML but no Atom feed")
    return feed


def _number(feed: Element, name: str) -> int | None:
    found = (feed.findtext(f"{_SEARCH}{name}") or "").strip()
    return int(found) if found.isascii() and found.isdigit() else None


def _said(entry: Element, tag: str) -> str:
    return " ".join((entry.findtext(tag) or "").split())


def parse_entry(entry: Element) -> Paper | None:
    """One record; None where it has no id or title."""
    known = identifiers.arxiv(_said(entry, f"{_ATOM}id"))
    title = plain(_said(entry, f"{_ATOM}title"))
    if known is None or not title:
        return None
    name, version = known
    summary = abstract(_said(entry, f"{_ATOM}summary"))
    comment = _said(entry, f"{_ARXIV}comment")
    published = _said(entry, f"{_ATOM}published")[:4]
    venue = plain(_said(entry, f"{_ARXIV}journal_ref"))
    withdrawn = any(map(retraction.said_in_note, (comment, summary)))
    return Paper(
        id=f"arxiv:{name}",
        title=title,
        authors=tuple(
            filter(None, (_said(a, f"{_ATOM}name") for a in entry.iter(f"{_ATOM}author")))
        ),
        year=int(published) if published.isdigit() else None,
        venue=venue,
        abstract=summary,
        url=f"https://arxiv.org/abs/{name}",
        ids=WorkIds(
            doi=identifiers.doi(_said(entry, f"{_ARXIV}doi")), arxiv=name, arxiv_version=version
        ),
        retracted=retraction.is_retracted(title, said=withdrawn),
        preprint=not venue,
        full_text_url=f"https://arxiv.org/pdf/{name}" + (f"v{version}" if version else ""),
        found_in=(NAME,),
        flags=("withdrawn from arXiv",) if withdrawn else (),
    )
