"""Adding to a library, opening it, and telling one that is damaged or unfinished."""

import sqlite3

import pytest

from litassay.doubles import Notebook
from litassay.errors import InputError, LibraryError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import Paper
from store.library import addition as adding
from store.library import open_library
from store.library.fields import paper_from
from store.library.intake import Intake, Item
from store.library.merging import Change
from store.library.registry import list_libraries, remove_library


def test_adding_again_adds_only_what_is_new_or_changed(add, home, embedder, record):
    assert add([record(n) for n in range(10)]).counts()["added"] == 10
    changed = [record(n) for n in range(12)]
    changed[3]["abstract"] = "Now about quantum chemistry."
    assert add(changed)[:3] == (2, 1, 9)
    assert add(changed)[:3] == (0, 0, 12)
    library = open_library("lib", home, embedder)
    assert library.search("quantum chemistry", 1).found[0].paper.id.endswith("test-main.3")
    assert library.records.count() == 12


def test_a_repeated_record_is_reported_and_the_first_is_kept(add, home, embedder, record):
    added = add([record(1), record(1, title="Other"), record(2)])
    said = "repeated at line 2: adds nothing; its title 'Other' is not kept"
    assert added.changes == (Change("acl:2017.test-main.1", said),)
    assert added.total == 2


def test_a_file_without_a_usable_record_leaves_nothing(add, home):
    with pytest.raises(InputError, match="no usable record among 2; the first: line 1: no title"):
        add([{"a": 1}, {}])
    assert [one.name for one in list_libraries(home)] == ["sample"]


def test_an_interrupted_addition_is_refused_until_it_is_finished(
    add, home, embedder, monkeypatch, tmp_path, record, write
):
    monkeypatch.setattr(adding, "BATCH", 10)

    def dies():
        for n in range(35):
            yield Item(n + 1, paper_from(record(n)))
        raise KeyboardInterrupt

    path = tmp_path / "a.jsonl"
    write(path, [record(n) for n in range(50)])
    folder = home / "libraries" / "lib"
    with pytest.raises(KeyboardInterrupt):
        adding.add_papers(folder, embedder, str(path.resolve()), Intake(50, dies()), Notebook())
    with pytest.raises(
        LibraryError, match=r"is incomplete; finish it: litassay library add .*a\.jsonl"
    ):
        open_library("lib", home, embedder)
    assert next((o.name, o.papers, o.state) for o in list_libraries(home)) == (
        "lib",
        0,
        "incomplete",
    )
    assert add([record(n) for n in range(50)])[:3] == (20, 0, 30)
    assert open_library("lib", home, embedder).records.count() == 50


def test_an_addition_that_was_interrupted_is_noted_and_not_searched(
    add, home, embedder, record, tmp_path
):
    add([record(n) for n in range(5)])

    def dies():
        yield Item(1, paper_from(record(7)))
        raise KeyboardInterrupt

    folder = home / "libraries" / "lib"
    with pytest.raises(KeyboardInterrupt):
        adding.add_papers(folder, embedder, "/more.jsonl", Intake(2, dies()), Notebook())
    library = open_library("lib", home, embedder)
    assert library.note.endswith("finish it: litassay library add /more.jsonl --name lib")
    assert len(library.search("study", 20).found) == 5
    library.close()


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
    with pytest.raises(LibraryError, match=r"has vectors of wordllama.*, not another-model"):
        open_library("lib", home, other)
    library.records.set_meta(schema="0")
    with pytest.raises(
        LibraryError,
        match=r"has index version 0, not 2.*make it anew: .*remove lib --yes; .*add .*a\.jsonl",
    ):
        open_library("lib", home, embedder)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("papers.sqlite", None),
        ("papers.sqlite", b""),
        ("papers.sqlite", b"garbage" * 1000),
        ("vectors/exact.i8", None),
        ("vectors/exact.i8", b""),
        ("vectors/years.i16", b"1"),
        ("words-1/meta.json", None),
        ("words-1/meta.json", b""),
        ("words-1/meta.json", b"garbage" * 1000),
    ],
)
def test_a_damaged_library_is_told_from_an_empty_one(add, home, embedder, file, content, record):
    add([record(n) for n in range(5)])
    path = home / "libraries" / "lib" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError, match="library 'lib' is damaged"):
        open_library("lib", home, embedder)
    if file == "papers.sqlite":
        assert "damaged" in next(o.state for o in list_libraries(home) if o.name == "lib")


def test_a_library_of_the_first_format_says_how_to_make_it_anew(home, embedder):
    folder = home / "libraries" / "old"
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "papers.sqlite") as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        db.execute("INSERT INTO meta VALUES ('schema', '1'), ('embedding', 'any')")
        db.execute("CREATE TABLE additions (source TEXT, started TEXT, finished TEXT, counts TEXT)")
        db.execute("INSERT INTO additions VALUES ('/a b.jsonl', '2026', '2026', '{}')")
        db.execute("CREATE TABLE papers (id TEXT, hash TEXT)")
    db.close()
    before = (folder / "papers.sqlite").read_bytes()
    anew = r"library remove old --yes; litassay library add '/a b.jsonl' --name old"
    with pytest.raises(LibraryError, match=f"version 1, not 2; make it anew: litassay {anew}"):
        open_library("old", home, embedder)
    intake = Intake(1, iter([Item(1, Paper(id="x", title="X"))]))
    with pytest.raises(LibraryError, match="version 1, not 2"):
        adding.add_papers(folder, embedder, "here", intake, Notebook())
    assert (folder / "papers.sqlite").read_bytes() == before


def test_a_library_can_be_removed_and_made_again(add, home, embedder, record):
    for n in range(3):
        add([record(n)])
        library = open_library("lib", home, embedder)
        assert [f.paper for f in library.search("study", 5).found] == [paper_from(record(n))]
        library.close()
        remove_library("lib", home)
        with pytest.raises(LibraryError, match="there is no library 'lib'"):
            open_library("lib", home, embedder)
