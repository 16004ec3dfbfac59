"""A library as a source: status, counts and hits, and failures that do not seem empty."""

import asyncio

from litassay.types import Query
from store.library import LibrarySource


def test_a_broken_record_makes_the_source_fail_not_seem_empty(library):
    with library.records.transaction() as db:
        db.execute("UPDATE papers SET record = '[]'")
    result = asyncio.run(LibrarySource(library).search(Query(text="soil acid"), 5))
    assert result.outcome.status == "malformed"
    assert "damaged" in result.outcome.detail
    assert result.papers == ()


def test_the_source_reports_status_and_hits_with_what_matched(library):
    source = LibrarySource(library)
    assert source.name == "library:lib"
    query = Query(text="machine translation", year_from=2018)
    result = asyncio.run(source.search(query, 4))
    assert (result.outcome.status, result.outcome.query) == ("ok", query)
    assert result.outcome.query_sent == "machine translation [years 2018–]"
    assert {h.passages for h in result.outcome.hits} == {(0,)}
    assert [h.rank for h in result.outcome.hits] == [1, 2, 3, 4]
    assert [h.paper_id for h in result.outcome.hits] == [p.id for p in result.papers]
    assert {p.found_in for p in result.papers} == {("library:lib",)}
    nothing = asyncio.run(source.search(Query(text="soil", year_to=1990), 4))
    assert (nothing.outcome.status, nothing.outcome.hits) == ("empty", ())


def test_concepts_are_searched_when_there_is_no_text(library):
    query = Query(text="", concepts=(("glacier melt", "ice"), ("results",)))
    result = asyncio.run(LibrarySource(library).search(query, 1))
    assert "glacier" in result.papers[0].title
