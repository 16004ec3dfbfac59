"""A local library whose searches go through the journal.

A library is no service, but it is outside of the run folder: it changes, and it is not there on
another machine. With its answers in the journal a run can be mailed and replayed anywhere.
"""

from litassay.ports import Source
from litassay.types import Query, SearchResult
from store.exchanges import Answer, Exchanges
from store.failures import error_of


class RecordedSource:
    """Wraps the source port of a local library.

    Args:
        name: Name of the library.
        source: The library; None where nothing may be asked live (replay).
        exchanges: The exchanges of the run.
    """

    def __init__(self, name: str, source: Source | None, exchanges: Exchanges) -> None:
        self.name = name
        self._source = source
        self._exchanges = exchanges

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records, as they stand in the journal.

        Raises:
            LibraryError: the library could not be used, now or when it was recorded.
            ReplayDiverged: a replay asked something new.
        """

        async def live() -> Answer:
            assert self._source is not None
            result = await self._source.search(query, limit)
            return result.model_dump(mode="json", exclude_defaults=True)

        asked = query.model_dump(mode="json", exclude_defaults=True)
        request = {"library": self.name, "query": asked, "limit": limit}
        answer = await self._exchanges.answer("library", request, live, "retriever")
        if "error" in answer:
            raise error_of(answer)
        return SearchResult.model_validate(answer)
