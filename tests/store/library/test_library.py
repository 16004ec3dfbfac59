import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.errors import InputError, LibraryError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import Query
from store.library import LibrarySource, open_library
from store.library import addition as adding
from store.library.addition import add_file
from store.library.intake import BadRecord, Intake, Item
from store.library.registry import list_libraries, remove_library

TOPICS = ["glacier melt", "protein folding", "machine translation", "attention heads", "soil acid"]


class Watcher:
    """Remembers what it was told."""

    def __init__(self):
        self.stages, self.notes = [], []

    def stage(self, name, detail="", done=0, total=0):
        self.stages.append((name, detail, done, total))

    def note(self, text):
        self.notes.append(text)


def record(n, **changes):
    topic = TOPICS[n % len(TOPICS)]
    return {
        "id": f"{2016 + n % 9}.test-main.{n}",
        "title": f"A study of {topic} number {n}",
        "year": 2016 + n % 9,
        "abstract": f"We examine {topic} in case {n}. Results on {topic} are given.",
        **changes,
    }


def write(path, records):
    path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return path


@pytest.fixture(scope="module")
def embedder():
    return WordLlamaEmbedder()


@pytest.fixture
def add(tmp_path, home, embedder):
    def run(records, name="lib", file="a.jsonl"):
        path = write(tmp_path / file, records)
        return add_file(path, name, home, embedder, {}, Watcher())

    return run


@pytest.fixture
def library(add, home, embedder):
    add([record(n) for n in range(60)])
    opened = open_library("lib", home, embedder)
    yield opened
    opened.close()


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


def test_records_without_a_year_are_outside_of_any_range(add, home, embedder):
    add([record(1, year=None), record(2)])
    library = open_library("lib", home, embedder)
    assert len(library.search("study", 5).found) == 2
    assert [f.paper.year for f in library.search("study", 5, 1900, 2100).found] == [2018]


def test_the_same_search_gives_the_same_answer_also_after_reopening(library, home, embedder):
    texts = [*TOPICS, "results of a study", "case 17"]
    first = [library.search(t, 20) for t in texts]
    assert [library.search(t, 20) for t in texts] == first
    again = open_library("lib", home, embedder)
    assert [again.search(t, 20) for t in texts] == first


def test_the_order_of_additions_does_not_matter(add, home, embedder):
    add([record(n) for n in range(60)], name="forward")
    add([record(n) for n in reversed(range(60))], name="backward")
    one, other = (open_library(n, home, embedder) for n in ("forward", "backward"))
    for text in TOPICS:
        assert one.search(text, 15).found == other.search(text, 15).found


@pytest.fixture(scope="module")
def kept_library(tmp_path_factory, embedder):
    """One library for the property, which must not be made anew for each example."""
    home = tmp_path_factory.mktemp("kept")
    path = write(home / "a.jsonl", [record(n) for n in range(10)])
    add_file(path, "kept", home, embedder, {}, Watcher())
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


def test_many_threads_may_search_at_once(library):
    texts = TOPICS * 8
    alone = [library.search(t, 10) for t in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda t: library.search(t, 10), texts)) == alone


def test_adding_again_adds_only_what_is_new_or_changed(add, home, embedder):
    assert add([record(n) for n in range(10)]).counts()["added"] == 10
    changed = [record(n) for n in range(12)]
    changed[3]["abstract"] = "Now about quantum chemistry."
    assert add(changed)[:3] == (2, 1, 9)
    assert add(changed)[:3] == (0, 0, 12)
    library = open_library("lib", home, embedder)
    assert library.search("quantum chemistry", 1).found[0].paper.id.endswith("test-main.3")
    assert library.records.count() == library.vectors.count() == 12


def test_a_repeated_record_is_reported_and_the_first_is_kept(add, home, embedder):
    added = add([record(1), record(1, title="Other"), record(2)])
    assert added.bad == (BadRecord(2, "repeats the record acl:2017.test-main.1"),)
    assert added.total == 2


def test_a_file_without_a_usable_record_leaves_nothing(add, home):
    with pytest.raises(InputError, match="no usable record among 2; the first: line 1: no title"):
        add([{"a": 1}, {}])
    assert [one.name for one in list_libraries(home)] == ["sample"]


def test_an_interrupted_addition_is_refused_until_it_is_finished(
    add, home, embedder, monkeypatch, tmp_path
):
    monkeypatch.setattr(adding, "BATCH", 10)

    def dies():
        for n in range(35):
            yield Item(n + 1, adding_paper(n))
        raise KeyboardInterrupt

    path = tmp_path / "a.jsonl"
    write(path, [record(n) for n in range(50)])
    folder = home / "libraries" / "lib"
    with pytest.raises(KeyboardInterrupt):
        adding.add_papers(folder, embedder, str(path.resolve()), Intake(50, dies()), Watcher())
    with pytest.raises(
        LibraryError, match=r"is incomplete; finish it: litassay library add .*a\.jsonl"
    ):
        open_library("lib", home, embedder)
    assert next((o.name, o.papers, o.state) for o in list_libraries(home)) == (
        "lib",
        30,
        "incomplete",
    )
    assert add([record(n) for n in range(50)])[:3] == (20, 0, 30)
    assert open_library("lib", home, embedder).records.count() == 50


def adding_paper(n):
    from store.library.fields import paper_from

    return paper_from(record(n))


def test_unknown_libraries_are_refused_with_a_guess(library, home, embedder):
    with pytest.raises(
        LibraryError, match=r"no library 'libb'; did you mean 'lib'\? known.*sample"
    ):
        open_library("libb", home, embedder)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a\\b", "-x", "x\x00", "é", "a" * 65]
)
def test_names_that_are_paths_are_refused(name, home, embedder):
    with pytest.raises(LibraryError, match="cannot be the name of a library"):
        open_library(name, home, embedder)


def test_another_embedding_model_or_version_is_refused(library, home, embedder):
    other = WordLlamaEmbedder()
    other.name = "another-model"
    with pytest.raises(LibraryError, match=r"holds vectors of wordllama.*, not another-model"):
        open_library("lib", home, other)
    library.records.set_meta(schema="0")
    with pytest.raises(LibraryError, match="has index version 0, not 1"):
        open_library("lib", home, embedder)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("papers.sqlite", None),
        ("papers.sqlite", b""),
        ("papers.sqlite", b"garbage" * 1000),
        ("vectors/chroma.sqlite3", None),
        ("vectors/chroma.sqlite3", b""),
        ("vectors/chroma.sqlite3", b"garbage" * 1000),
    ],
)
def test_a_damaged_library_is_told_from_an_empty_one(add, home, embedder, file, content):
    add([record(n) for n in range(5)])
    path = home / "libraries" / "lib" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError, match="library 'lib' is damaged"):
        open_library("lib", home, embedder)
    if file == "papers.sqlite":
        assert "damaged" in next(o.state for o in list_libraries(home) if o.name == "lib")


def test_vectors_that_are_missing_are_noticed(library, home, embedder):
    with library.records.transaction() as db:
        db.execute("UPDATE additions SET finished = started")
    library.vectors._collection.delete(ids=[adding_paper(3).id])
    with pytest.raises(LibraryError, match="60 records but 59 vectors"):
        open_library("lib", home, embedder)


def test_a_broken_record_makes_the_source_fail_not_seem_empty(library):
    with library.records.transaction() as db:
        db.execute("UPDATE papers SET record = '{'")
    result = asyncio.run(LibrarySource(library).search(Query(text="soil acid"), 5))
    assert result.outcome.status == "malformed"
    assert "damaged" in result.outcome.detail
    assert result.papers == ()


def test_a_library_can_be_removed_and_made_again(add, home, embedder):
    for n in range(3):
        add([record(n)])
        library = open_library("lib", home, embedder)
        assert [f.paper for f in library.search("study", 5).found] == [adding_paper(n)]
        library.close()
        remove_library("lib", home)
        with pytest.raises(LibraryError, match="there is no library 'lib'"):
            open_library("lib", home, embedder)


def test_the_source_reports_status_total_and_hits(library):
    source = LibrarySource(library)
    assert source.name == "library:lib"
    query = Query(text="machine translation", year_from=2018)
    result = asyncio.run(source.search(query, 4))
    assert (result.outcome.status, result.outcome.query) == ("ok", query)
    assert result.outcome.query_sent == "machine translation [years 2018–]"
    assert result.outcome.total is not None
    assert [h.rank for h in result.outcome.hits] == [1, 2, 3, 4]
    assert [h.paper_id for h in result.outcome.hits] == [p.id for p in result.papers]
    assert {p.found_in for p in result.papers} == {("library:lib",)}
    nothing = asyncio.run(source.search(Query(text="soil", year_to=1990), 4))
    assert (nothing.outcome.status, nothing.outcome.hits) == ("empty", ())


def test_concepts_are_searched_when_there_is_no_text(library):
    query = Query(text="", concepts=(("glacier melt", "ice"), ("results",)))
    result = asyncio.run(LibrarySource(library).search(query, 1))
    assert "glacier" in result.papers[0].title


def test_words_of_an_abstractless_full_text_are_found(add, home, embedder):
    add([record(n) for n in range(5)] + [{"title": "Bare", "full_text": "On zeppelin mooring."}])
    library = open_library("lib", home, embedder)
    assert library.search("zeppelin", 1).found[0].paper.title == "Bare"


def test_sqlite_is_given_no_more_values_than_it_takes(library):
    assert library.records.hashes([str(n) for n in range(40_000)]) == {}
