"""Searching a library: what is found, in which order, and that any text may be asked for."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.doubles import Notebook
from store.library import open_library
from store.library.addition import add_file


def test_the_fitting_papers_come_first(library):
    answer = library.search("machine translation results", 5)
    assert len(answer.found) == 5
    assert all("machine translation" in f.paper.title for f in answer.found)
    assert [f.score for f in answer.found] == sorted((f.score for f in answer.found), reverse=True)


def test_years_limit_what_is_found(library):
    answer = library.search("machine translation", 60, 2018, 2019)
    assert {f.paper.year for f in answer.found} == {2018, 2019}
    assert {f.paper.year for f in library.search("soil acid", 60, year_to=2016).found} == {2016}
    assert {f.paper.year for f in library.search("soil", 60, year_from=2024).found} == {2024}
    assert library.search("soil acid", 5, 1990, 1991).found == ()


def test_records_without_a_year_are_kept_or_dropped(add, home, embedder, record):
    add([record(1, year=None), record(2)])
    library = open_library("lib", home, embedder)
    assert len(library.search("study", 5).found) == 2
    kept = library.search("study", 5, 1900, 2100).found
    assert {f.paper.year for f in kept} == {None, 2018}
    assert [f.paper.year for f in library.search("study", 5, 2020, 2100).found] == [None]
    dropped = library.search("study", 5, 1900, 2100, "drop").found
    assert [f.paper.year for f in dropped] == [2018]


def test_the_same_search_gives_the_same_answer_also_after_reopening(
    library, home, embedder, topics
):
    texts = [*topics, "results of a study", "case 17"]
    first = [library.search(t, 20) for t in texts]
    assert [library.search(t, 20) for t in texts] == first
    again = open_library("lib", home, embedder)
    assert [again.search(t, 20) for t in texts] == first


def test_the_order_of_additions_does_not_matter(add, home, embedder, record, topics):
    add([record(n) for n in range(60)], name="forward")
    add([record(n) for n in reversed(range(60))], name="backward")
    one, other = (open_library(n, home, embedder) for n in ("forward", "backward"))
    for text in topics:
        assert one.search(text, 15).found == other.search(text, 15).found


@pytest.fixture(scope="module")
def kept_library(tmp_path_factory, embedder, record, write):
    """One library for the property, which must not be made anew for each example."""
    home = tmp_path_factory.mktemp("kept")
    path = write(home / "a.jsonl", [record(n) for n in range(10)])
    add_file(path, "kept", home, embedder, {}, Notebook())
    opened = open_library("kept", home, embedder)
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_can_be_searched(kept_library, text):
    assert len(kept_library.search(text, 3).found) <= 3


@pytest.mark.parametrize(
    "text", ['"', "NEAR(", "a AND OR NOT", "title:x*", "^ - + ( ) : *", "\x00"]
)
def test_search_syntax_is_only_text(library, text):
    library.search(text, 3)


def test_many_threads_may_search_at_once(library, topics):
    texts = topics * 8
    alone = [library.search(t, 10) for t in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda t: library.search(t, 10), texts)) == alone


def test_words_of_an_abstractless_full_text_are_found(add, home, embedder, record):
    add([record(n) for n in range(5)] + [{"title": "Bare", "full_text": "On zeppelin mooring."}])
    library = open_library("lib", home, embedder)
    assert library.search("zeppelin", 1).found[0].paper.title == "Bare"


def test_sqlite_is_given_no_more_values_than_it_takes(library):
    assert library.records.hashes([str(n) for n in range(40_000)]) == {}
