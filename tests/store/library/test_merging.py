"""What is kept when a record meets one that is there: nothing is erased, everything is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.types import READ_FROM_PAGE, Paper, Passage, WorkIds
from store.library.merging import difference, edited, merge

FULL = Paper(
    id="doi:10.5555/a",
    title="A study of tides",
    authors=("Ann Lee",),
    year=2020,
    venue="Journal of Tides",
    abstract="Tides rise. Tides fall.",
    ids=WorkIds(doi="10.5555/a"),
    full_text=(Passage(locator="§ 1", text="Tides rise and fall twice a day."),),
    citation_count=3,
)
BARE = Paper(id="doi:10.5555/a", title="A study of tides", ids=WorkIds(doi="10.5555/a"))
TEXTS = st.sampled_from(["", "short", "a longer text of many words", "another one"])
PAPERS = st.builds(
    Paper,
    id=st.just("doi:10.5555/a"),
    title=st.sampled_from(["A study", "A better study"]),
    authors=st.sampled_from([(), ("Ann Lee",)]),
    year=st.sampled_from([None, 2019, 2020]),
    venue=TEXTS,
    abstract=TEXTS,
    retracted=st.booleans(),
    full_text=st.sampled_from([(), (Passage(locator="p", text="words of a page"),)]),
)


def test_a_bare_record_erases_nothing():
    assert merge(FULL, BARE) == FULL


def test_a_bare_record_is_filled_by_a_full_one_and_that_is_said():
    one = merge(BARE, FULL)
    assert one == FULL
    assert difference(BARE, FULL, one) == (
        "added authors 'Ann Lee'; added year '2020'; added venue 'Journal of Tides'; "
        "added abstract; added full text"
    )


def test_a_corrected_record_corrects_and_what_it_lacks_is_kept():
    new = BARE.model_copy(update={"year": 2021})
    one = merge(FULL, new)
    assert (one.year, one.abstract, one.full_text) == (2021, FULL.abstract, FULL.full_text)
    assert difference(FULL, new, one) == "year '2020' → '2021'; kept abstract and full text"


def test_the_beginning_of_an_abstract_does_not_replace_the_whole():
    assert (
        merge(FULL, BARE.model_copy(update={"abstract": "Tides rise."})).abstract == FULL.abstract
    )


def test_what_the_user_wrote_stands_above_every_later_record():
    mine = edited(FULL, title="Tides, corrected", year=1999)
    one = merge(mine, FULL)
    assert (one.title, one.year) == ("Tides, corrected", 1999)
    assert merge(one, FULL) == one


def test_what_was_guessed_from_a_page_gives_way_whichever_comes_first():
    guessed = BARE.model_copy(
        update={
            "title": "JOURNAL OF TIDES 3 (2020)",
            "full_text": FULL.full_text,
            "provenance": (("title", READ_FROM_PAGE),),
            "flags": ("title taken from the file name",),
        }
    )
    described = BARE.model_copy(update={"year": 2020})
    for one in (merge(guessed, described), merge(described, guessed)):
        assert (one.title, one.year) == ("A study of tides", 2020)
        assert one.full_text == FULL.full_text
        assert not one.flags
        assert not one.provenance
    assert merge(merge(guessed, described), guessed) == merge(guessed, described)


def test_other_identifiers_are_kept_beside_the_first():
    new = BARE.model_copy(update={"ids": WorkIds(doi="10.5555/b", pmid="7")})
    ids = merge(FULL, new).ids
    assert (ids.doi, ids.pmid, ids.also) == ("10.5555/a", "7", ("doi:10.5555/b",))


def test_a_preprint_that_was_published_is_none():
    preprint = BARE.model_copy(update={"preprint": True, "venue": "arXiv"})
    assert not merge(preprint, FULL).preprint
    assert merge(preprint, BARE).preprint


@given(PAPERS, PAPERS)
def test_no_field_is_emptied_and_merging_again_changes_nothing(old, new):
    one = merge(old, new)
    for field in Paper.model_fields:
        for paper in (old, new):
            if getattr(paper, field):
                assert getattr(one, field) or field == "preprint"
    assert merge(one, new) == one
    assert bool(difference(old, new, one)) == (one != old)


@pytest.mark.parametrize("first", [True, False])
def test_within_one_file_the_first_stands(first):
    new = BARE.model_copy(update={"year": 1990})
    assert merge(FULL, new, older_first=first).year == (2020 if first else 1990)
