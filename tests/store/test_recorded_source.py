"""A library through the journal: a replay needs neither the library nor its index."""

import pytest

from litassay.errors import LibraryError, ReplayDiverged
from litassay.types import Hit, Paper, Query, SearchOutcome, SearchResult
from store.exchanges import Exchanges
from store.journal import Journal
from store.recorded_source import RecordedSource

QUERY = Query(text="attention", concepts=(("attention", "self-attention"),))


class Library:
    name = "sample"

    async def search(self, query, limit):
        if query.text == "broken":
            raise LibraryError("the library is damaged", "index it again")
        hits = (Hit(paper_id="p1", rank=1, score=0.1 + 0.2),)
        outcome = SearchOutcome(
            source="sample", query=query, query_sent=query.text, status="ok", hits=hits
        )
        return SearchResult(outcome=outcome, papers=(Paper(id="p1", title="A title"),))


async def test_a_search_is_replayed_without_the_library(tmp_path):
    live = RecordedSource("sample", Library(), Exchanges(Journal(tmp_path / "j")))
    found = await live.search(QUERY, 5)
    assert found == await Library().search(QUERY, 5)
    closed = RecordedSource("sample", None, Exchanges(Journal(tmp_path / "j"), live=False))
    assert await closed.search(QUERY, 5) == found
    with pytest.raises(ReplayDiverged, match=r"(?s)nearest is line 1.*-limit: 5\n\+limit: 6"):
        await closed.search(QUERY, 6)


async def test_a_damaged_library_is_replayed_as_one(tmp_path):
    query = Query(text="broken")
    live = RecordedSource("sample", Library(), Exchanges(Journal(tmp_path / "j")))
    with pytest.raises(LibraryError):
        await live.search(query, 5)
    closed = RecordedSource("sample", None, Exchanges(Journal(tmp_path / "j"), live=False))
    with pytest.raises(LibraryError, match="the library is damaged; index it again"):
        await closed.search(query, 5)
