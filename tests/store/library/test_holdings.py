"""Papers of a library by name: shown, listed, edited, removed."""

import pytest

from litassay.doubles import Notebook
from litassay.errors import LibraryError
from store.library import open_library
from store.library.holdings import edit, held, paper_named, take_out


@pytest.fixture
def papers(add):
    add([
        {"title": "Tides of the invented sea", "doi": "10.5555/A", "abstract": "Tides rise."},
        {"title": "Soil acids", "pmid": "30000001", "abstract": "Acids fall."},
    ])  # fmt: skip


def test_a_paper_is_found_by_any_of_its_names(papers, home, embedder):
    for name in ("doi:10.5555/a", "https://doi.org/10.5555%2FA", "10.5555/a"):
        assert paper_named("lib", home, embedder, name).title == "Tides of the invented sea"
    assert paper_named("lib", home, embedder, "PMID: 30000001").title == "Soil acids"
    with pytest.raises(LibraryError, match="holds no paper 'x'"):
        paper_named("lib", home, embedder, "x")


def test_the_list(papers, home, embedder):
    assert [one.id for one in held("lib", home, embedder)] == ["doi:10.5555/a", "pmid:30000001"]
    assert len(held("sample", home, embedder)) == 100


def test_what_is_edited_is_found_and_outlives_the_next_record(papers, add, home, embedder):
    change = edit("lib", home, embedder, "10.5555/a", Notebook(), title="Storms", year=2020)
    assert change.what.startswith("title 'Tides of the invented sea' → 'Storms'")
    add([{"title": "Tides of the invented sea", "doi": "10.5555/a", "year": 1999}], file="b.jsonl")
    kept = paper_named("lib", home, embedder, "10.5555/a")
    assert (kept.title, kept.year, kept.abstract) == ("Storms", 2020, "Tides rise.")
    library = open_library("lib", home, embedder)
    assert library.search("storms", 1).found[0].paper.title == "Storms"
    library.close()


def test_what_is_removed_is_gone_and_a_wrong_name_removes_nothing(papers, home, embedder):
    with pytest.raises(LibraryError):
        take_out("lib", home, embedder, ["10.5555/a", "x"], Notebook())
    assert len(held("lib", home, embedder)) == 2
    assert take_out("lib", home, embedder, ["10.5555/A"], Notebook()) == ("doi:10.5555/a",)
    assert [one.id for one in held("lib", home, embedder)] == ["pmid:30000001"]
    library = open_library("lib", home, embedder)
    assert [f.paper.title for f in library.search("tides", 5).found] == ["Soil acids"]
    library.close()


@pytest.mark.parametrize("act", [take_out, edit])
def test_the_sample_stays_as_it_is(home, embedder, act):
    with pytest.raises(LibraryError, match="sample"):
        act("sample", home, embedder, "x", Notebook())
