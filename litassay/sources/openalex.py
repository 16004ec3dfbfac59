"""OpenAlex: open metadata; abstracts come as an inverted index, searches cost credits."""

from typing import Any

from pydantic import SecretStr

from litassay.config.sources import ServiceSettings
from litassay.errors import ServiceError
from litassay.sources import terms
from litassay.sources.fetcher import Fetcher
from litassay.sources.page import Ask, Page, count, mapping, parse_json, rows, text, year
from litassay.sources.paged_search import Search, search_pages
from litassay.text import identifiers, retraction
from litassay.text.markup import abstract, plain
from litassay.types import Paper, Query, SearchResult, WorkIds

NAME = "openalex"
PAGE = 100
LONGEST_ABSTRACT = 20_000
"""Words; a position beyond it is an error of the index."""
FIELDS = (
    "id,doi,title,display_name,publication_year,ids,type,authorships,primary_location,"
    "best_oa_location,locations,open_access,abstract_inverted_index,is_retracted,cited_by_count"
)


class OpenAlex:
    """Searches titles, abstracts and full texts, most relevant first."""

    name = NAME

    def __init__(
        self, fetcher: Fetcher, service: ServiceSettings, key: SecretStr | None = None
    ) -> None:
        self._fetcher = fetcher
        self._url = f"{service.base_url}/works"
        self._key = key

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records, best first."""
        years = write_years(query)
        given = (("search", write(query)), *((("filter", years),) if years else ()))
        return await self.listed(given, write_sent(query), query, limit)

    async def listed(
        self, given: tuple[tuple[str, str], ...], sent: str, query: Query, limit: int
    ) -> SearchResult:
        """Works by search or filter; `sent` is what the reader is told."""
        size = str(max(1, min(PAGE, limit)))

        def ask(cursor: str, _had: int, _wanted: int) -> Ask:
            page = (("per_page", size), ("page", cursor or "1"), ("select", FIELDS))
            return Ask(self._url, (*given, *page, *self._credentials()))

        return await search_pages(self._fetcher, Search(NAME, sent, ask, parse), query, limit)

    def _credentials(self) -> tuple[tuple[str, str], ...]:
        return (("api_key", self._key.get_secret_value()),) if self._key else ()


def write(query: Query) -> str:
    """The query in OpenAlex's Boolean search."""
    return terms.boolean(query)


def write_years(query: Query) -> str:
    """The filter for the years; empty for all."""
    first = f"from_publication_date:{query.year_from}-01-01" if query.year_from else ""
    last = f"to_publication_date:{query.year_to}-12-31" if query.year_to else ""
    return ",".join(filter(None, (first, last)))


def write_sent(query: Query) -> str:
    """Search and filter as the reader sees them."""
    words = write(query)
    return f"{words} [{years}]" if words and (years := write_years(query)) else words


def parse(body: bytes) -> Page:
    """The records of one list.

    Raises:
        ServiceError: it is no list of works.
    """
    answer = parse_json(body)
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        said = text(answer, "message") or text(answer, "error")
        raise ServiceError(f"OpenAlex says: {said}" if said else "the answer lists no works")
    works = rows(answer, "results")
    papers = tuple(p for p in map(parse_work, works) if p)
    meta = mapping(answer, "meta")
    total, page = count(meta, "count"), count(meta, "page") or 1
    size = count(meta, "per_page") or len(works)
    if not works and total and page == 1:
        raise ServiceError(f"an empty list, although it says that there are {total} works")
    more = bool(works) and total is not None and page * size < total
    return Page(papers, total, str(page + 1) if more else "", len(works) - len(papers))


def parse_work(work: Any) -> Paper | None:
    """One work; None where it has no id or title."""
    name = text(work, "id").rpartition("/")[2]
    title = plain(text(work, "title") or text(work, "display_name"))
    if not name or not title:
        return None
    place = mapping(work, "primary_location")
    doi = identifiers.doi(text(work, "doi"))
    retracted = retraction.is_retracted(title, said=mapping(work).get("is_retracted"))
    return Paper(
        id=f"openalex:{name}",
        title=title,
        authors=tuple(filter(None, map(_author, rows(work, "authorships")))),
        year=year(work, "publication_year"),
        venue=plain(text(mapping(place, "source"), "display_name")),
        abstract=abstract(_abstract(mapping(work, "abstract_inverted_index"))),
        url=f"https://doi.org/{doi}" if doi else text(place, "landing_page_url"),
        ids=_ids(work, name, doi),
        retracted=retracted,
        preprint=text(work, "type") == "preprint" or identifiers.is_preprint_doi(doi),
        full_text_url=_full_text_url(work),
        found_in=(NAME,),
        citation_count=count(work, "cited_by_count"),
    )


def _author(authorship: Any) -> str:
    said = text(mapping(authorship, "author"), "display_name")
    return plain(said or text(authorship, "raw_author_name"))


def _ids(work: Any, name: str, doi: str | None) -> WorkIds:
    known = mapping(work, "ids")
    pages = [text(place, "landing_page_url") for place in rows(work, "locations")]
    arxiv = next((identifiers.arxiv(p) for p in pages if "arxiv.org/abs/" in p), None)
    acl = next((p for p in pages if "aclanthology.org/" in p), "").rstrip("/").rpartition("/")[2]
    return WorkIds(
        doi=doi,
        arxiv=arxiv[0] if arxiv else identifiers.arxiv_of_doi(doi),
        pmid=identifiers.pmid(text(known, "pmid")),
        pmcid=identifiers.pmcid(text(known, "pmcid")),
        openalex=name,
        acl=acl or identifiers.acl_of_doi(doi),
    )


def _full_text_url(work: Any) -> str:
    """An open PDF where one is named."""
    best = text(mapping(work, "best_oa_location"), "pdf_url")
    if best:
        return best
    offered = (text(p, "pdf_url") for p in rows(work, "locations") if mapping(p).get("is_oa"))
    return next(filter(None, offered), "")


def _abstract(index: dict[str, Any]) -> str:
    """The words of an inverted index in their places."""
    places = {
        place: word
        for word, found in index.items()
        for place in rows(found)
        if isinstance(place, int) and 0 <= place < LONGEST_ABSTRACT
    }
    return " ".join(places[place] for place in sorted(places))
