"""A library as one of the sources that a run searches."""

import asyncio

from litassay.errors import LibraryError, LitassayError, StorageError
from litassay.types import Hit, Paper, Query, SearchOutcome, SearchResult
from store.library.library import Library


class LibrarySource:
    """Searches a library; reading local files in a thread, so that other work goes on."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.name = f"library:{library.name}"

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records for one query, best first."""
        if query.paper:
            return await asyncio.to_thread(self._by_name, query)
        text = query.text or " ".join(term for group in query.concepts for term in group)
        try:
            answer = await asyncio.to_thread(
                self._library.search, text, limit, query.year_from, query.year_to, query.undated
            )
        except (LibraryError, StorageError) as error:
            return SearchResult(outcome=self._failed(text, query, error))
        hits = tuple(
            Hit(paper_id=found.paper.id, rank=rank, score=found.score, passages=found.passages)
            for rank, found in enumerate(answer.found, 1)
        )
        outcome = SearchOutcome(
            source=self.name,
            query=query,
            query_sent=_sent(text, query),
            status="ok" if hits else "empty",
            hits=hits,
        )
        papers = (found.paper for found in answer.found)
        named = (p.model_copy(update={"found_in": (self.name,)}) for p in papers)
        return SearchResult(outcome=outcome, papers=tuple(named))

    def called(self, name: str) -> Paper | None:
        """The paper of the library that a name means."""
        return self._library.called(name)

    def _by_name(self, query: Query) -> SearchResult:
        """The paper that a query names, as the one hit of a search."""
        sent = f"the paper {query.paper}"
        try:
            paper = self.called(query.paper)
        except (LibraryError, StorageError) as error:
            return SearchResult(outcome=self._failed(sent, query, error))
        hits = (Hit(paper_id=paper.id, rank=1),) if paper else ()
        outcome = SearchOutcome(
            source=self.name,
            query=query,
            query_sent=sent,
            status="ok" if paper else "empty",
            hits=hits,
        )
        named = (paper.model_copy(update={"found_in": (self.name,)}),) if paper else ()
        return SearchResult(outcome=outcome, papers=named)

    def _failed(self, text: str, query: Query, error: LitassayError) -> SearchOutcome:
        """A library that broke while it was open is a failed source, not an empty one."""
        return SearchOutcome(
            source=self.name,
            query=query,
            query_sent=_sent(text, query),
            status="malformed" if isinstance(error, LibraryError) else "unreachable",
            detail=str(error),
        )


def _sent(text: str, query: Query) -> str:
    """The query as the report shows it."""
    if query.year_from is None and query.year_to is None:
        return text
    return f"{text} [years {query.year_from or ''}–{query.year_to or ''}]"
