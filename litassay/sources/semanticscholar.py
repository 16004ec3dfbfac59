"""Semantic Scholar: ranks plain text without operators; without a key mostly refuses."""

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

NAME = "semanticscholar"
PAGE = 100
DEEPEST = 1000
"""Offset and limit together may not go beyond it."""
FIELDS = (
    "title,abstract,year,authors,venue,journal,externalIds,openAccessPdf,publicationTypes,"
    "publicationDate,citationCount,url"
)


class SemanticScholar:
    """Searches titles and abstracts, most relevant first."""

    name = NAME

    def __init__(
        self, fetcher: Fetcher, service: ServiceSettings, key: SecretStr | None = None
    ) -> None:
        self._fetcher = fetcher
        self._base = service.base_url
        self._key = key

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records, best first."""
        words, years = write(query), write_years(query)
        given = (("query", words), *((("year", years),) if years else ()))
        sent = f"{words} [year={years}]" if words and years else words
        return await self.listed("/paper/search", given, sent, query, limit)

    async def listed(
        self,
        path: str,
        given: tuple[tuple[str, str], ...],
        sent: str,
        query: Query,
        limit: int,
    ) -> SearchResult:
        """Papers of a search, or the other ends of a paper's citations."""

        def ask(cursor: str, had: int, wanted: int) -> Ask:
            start = int(cursor or "0")
            size = max(1, min(PAGE, wanted - had, DEEPEST - 1 - start))
            page = (("offset", str(start)), ("limit", str(size)), ("fields", FIELDS))
            return Ask(f"{self._base}{path}", (*given, *page), self._credentials())

        return await search_pages(self._fetcher, Search(NAME, sent, ask, parse), query, limit)

    def _credentials(self) -> tuple[tuple[str, str], ...]:
        return (("x-api-key", self._key.get_secret_value()),) if self._key else ()


def write(query: Query) -> str:
    """Plain words; a hyphen would be read as exclusion."""
    return " ".join(terms.free_text(query).replace("-", " ").split())


def write_years(query: Query) -> str:
    """`2018-2020`, open at either end; empty for all."""
    if query.year_from is None and query.year_to is None:
        return ""
    return f"{query.year_from or ''}-{query.year_to or ''}"


def parse(body: bytes) -> Page:
    """The records of one list: of a search, of references or of citations.

    Raises:
        ServiceError: it is no list of papers.
    """
    answer = parse_json(body)
    total = count(answer, "total")
    if "data" not in mapping(answer) and total != 0:
        said = text(answer, "error") or text(answer, "message")
        raise ServiceError(f"Semantic Scholar says: {said}" if said else "no list of papers")
    found = [
        mapping(row, "citedPaper") or mapping(row, "citingPaper") or mapping(row)
        for row in rows(answer, "data")
    ]
    if not found and total and not count(answer, "offset"):
        raise ServiceError(f"an empty list, although it says that there are {total} papers")
    papers = tuple(p for p in map(parse_paper, found) if p)
    following = count(answer, "next")
    deep = following is None or following >= DEEPEST - 1
    return Page(papers, total, "" if deep else str(following), len(found) - len(papers))


def parse_paper(record: Any) -> Paper | None:
    """One paper; None where it has no id or title (a reference that was never resolved)."""
    name, title = text(record, "paperId"), plain(text(record, "title"))
    if not name or not title:
        return None
    ids = _ids(record, name)
    venue = text(record, "venue") or text(mapping(record, "journal"), "name")
    only_arxiv = bool(ids.arxiv) and (not ids.doi or identifiers.is_preprint_doi(ids.doi))
    return Paper(
        id=f"s2:{name}",
        title=title,
        authors=tuple(filter(None, (plain(text(a, "name")) for a in rows(record, "authors")))),
        year=year(record, "year") or year(record, "publicationDate"),
        venue=plain(venue),
        abstract=abstract(text(record, "abstract")),
        url=f"https://www.semanticscholar.org/paper/{name}",
        ids=ids,
        retracted=retraction.is_retracted(title, kinds=map(str, rows(record, "publicationTypes"))),
        preprint=only_arxiv and venue.lower() in ("", "arxiv", "arxiv.org", "corr"),
        full_text_url=text(mapping(record, "openAccessPdf"), "url"),
        found_in=(NAME,),
        citation_count=count(record, "citationCount"),
    )


def _ids(record: Any, name: str) -> WorkIds:
    known = mapping(record, "externalIds")
    arxiv = identifiers.arxiv(text(known, "ArXiv"))
    doi = identifiers.doi(text(known, "DOI"))
    return WorkIds(
        doi=doi,
        arxiv=arxiv[0] if arxiv else identifiers.arxiv_of_doi(doi),
        pmid=identifiers.pmid(text(known, "PubMed")),
        pmcid=identifiers.pmcid(text(known, "PubMedCentral")),
        s2=name,
        acl=text(known, "ACL") or identifiers.acl_of_doi(doi),
    )
