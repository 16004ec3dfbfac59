"""Asks a service page by page and says what came of it, in the one shape of every source."""

from collections.abc import Callable
from typing import NamedTuple

from litassay.errors import ServiceError
from litassay.sources.fetcher import Failed, Fetcher
from litassay.sources.page import Ask, Page
from litassay.types import Hit, Paper, Query, SearchOutcome, SearchResult

MOST_PAGES = 20
"""Pages of one search; no service needs as many for the records a run can read."""


class Search(NamedTuple):
    """One search of one service: what differs between services."""

    source: str
    query_sent: str
    """As the reader may see it, without secrets; empty when the query has no words."""
    ask: Callable[[str, int, int], Ask]
    """(cursor, records had, records wanted) to the request for the next page."""
    parse: Callable[[bytes], Page]
    """Raises ServiceError where the answer is not as promised."""
    kinds: tuple[str, ...] = ("application/json",)
    """Media types that the service answers with."""


async def search_pages(fetcher: Fetcher, search: Search, query: Query, limit: int) -> SearchResult:
    """At most `limit` records; what was had before a failure is kept, and the failure shown."""
    if not search.query_sent:
        failed = Failed("malformed", "the query has no word that can be asked")
        return _result(search, query, (), Page(), failed)
    papers: dict[str, Paper] = {}
    page = Page()
    skipped = 0
    for _ in range(MOST_PAGES):
        found = await _page(fetcher, search, search.ask(page.cursor, len(papers), limit))
        if isinstance(found, Failed):
            return _result(search, query, tuple(papers.values()), page, found, skipped)
        page = found
        skipped += page.skipped
        had = len(papers)
        for paper in page.papers:
            papers.setdefault(paper.id, paper)
        all_had = page.total is not None and len(papers) + skipped >= page.total
        if len(papers) >= limit or not page.cursor or len(papers) == had or all_had:
            break
    return _result(search, query, tuple(papers.values())[:limit], page, None, skipped)


async def _page(fetcher: Fetcher, search: Search, ask: Ask) -> Page | Failed:
    """One page; an answer that cannot be read is asked for once more, past any cache."""
    failed = Failed("malformed", "")
    for fresh in (False, True):
        answer = await fetcher.get(ask, fresh=fresh)
        if isinstance(answer, Failed):
            return answer
        if answer.content_type and answer.content_type not in search.kinds:
            failed = Failed("malformed", f"the answer is {answer.content_type}")
            continue
        try:
            return search.parse(answer.body)
        except ServiceError as error:
            failed = Failed("malformed", ask.masked(error.message))
    return failed


def _result(
    search: Search,
    query: Query,
    papers: tuple[Paper, ...],
    page: Page,
    failed: Failed | None,
    skipped: int = 0,
) -> SearchResult:
    left_out = f"{skipped} records without a title, or of no work, were left out" if skipped else ""
    outcome = SearchOutcome(
        source=search.source,
        query=query,
        query_sent=search.query_sent,
        status=failed.status if failed else "ok" if papers else "empty",
        detail="; ".join(filter(None, (failed.detail if failed else "", left_out))),
        until=failed.until if failed else None,
        total=page.total,
        hits=tuple(Hit(paper_id=p.id, rank=n, score=1 / n) for n, p in enumerate(papers, 1)),
    )
    return SearchResult(outcome=outcome, papers=papers)
