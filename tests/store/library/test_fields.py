import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litassay.errors import InputError
from store.library.fields import (
    MAX_ABSTRACT,
    Unusable,
    authors_of,
    paper_from,
    parse_mapping,
    year_of,
)

ACL = {
    "id": "2016.amta-researchers.1",
    "title": "A  title",
    "authors": ["Ann Lee", "Bo Li"],
    "year": 2016,
    "venue": ["amta"],
    "booktitle": "The Book",
    "doi": None,
    "bibkey": "lee",
    "abstract": "One. Two.",
}


def test_a_record_of_the_acl_anthology():
    paper = paper_from(ACL)
    assert paper.id == "acl:2016.amta-researchers.1"
    assert paper.url == "https://aclanthology.org/2016.amta-researchers.1/"
    assert paper.venue == "The Book"
    assert (paper.title, paper.authors, paper.year) == ("A title", ("Ann Lee", "Bo Li"), 2016)
    assert paper.ids.acl == "2016.amta-researchers.1"
    assert paper.ids.doi is None


def test_the_doi_gives_the_address_of_other_records():
    paper = paper_from({"title": "T", "doi": "https://doi.org/10.1000/ABC"})
    assert (paper.id, paper.url) == ("doi:10.1000/abc", "https://doi.org/10.1000/abc")


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (2020, 2020), ("2020a", 2020), ("2020-05-01", 2020), (2020.0, 2020), ("May 1999", 1999),
        ("n.d.", None), (None, None), (True, None), ([2020], None), (99999, None), (-1, None),
        (float("nan"), None),
    ],
)  # fmt: skip
def test_years_are_read_from_what_people_write(value, year):
    assert year_of(value) == year


def test_a_year_beyond_every_number_is_not_taken_for_a_missing_one():
    with pytest.raises(Unusable, match="too large a number"):
        year_of(float("inf"))


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee and Bo Li", ("Ann Lee", "Bo Li")),
        ("Lee, Ann; Li, Bo", ("Ann Lee", "Bo Li")),
        (["Lee, Ann"], ("Ann Lee",)),
        ([{"given": "Ann", "family": "Lee"}, {"name": "WHO"}, {"first": "Bo", "last": "Li"}],
         ("Ann Lee", "WHO", "Bo Li")),
        ([None, 3, {}, "", "Ann"], ("Ann",)),
        (7, ()),
        (None, ()),
    ],
)  # fmt: skip
def test_authors_are_read_from_lists_and_texts(value, names):
    assert authors_of({"authors": value}) == names


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({}, "no title"),
        ({"title": " \u202e\x00 "}, "no title"),
        ({"title": 5}, "title is a number, not text"),
        ({"title": {"a": 1}}, "title is an object, not text"),
        ({"title": "T", "abstract": ["a", 1]}, "abstract is a list of mixed things, not text"),
        ({"title": "T", "abstract": "x" * 1_000_000},
         "abstract has 1,000,000 characters, and at most 100,000 are taken"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_says_why(record, why):
    with pytest.raises(Unusable, match=why):
        paper_from(record)


def test_lists_of_sentences_are_joined_and_long_abstracts_are_whole():
    paper = paper_from({"title": ["A", "title"], "abstract": ["One. ", "Two."]})
    assert (paper.title, paper.abstract) == ("A title", "One. Two.")
    long = "word " * (MAX_ABSTRACT // 5 - 1)
    assert paper_from({"title": "T", "abstract": long}).abstract == long.strip()


def test_an_address_that_is_none_is_not_kept():
    assert paper_from({"title": "T", "url": "javascript:alert(1)"}).url == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # making records, not reading them
@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys([*ACL, "url", "full_text", "pmid", "arxiv"], json_values)
    )
)
def test_any_json_gives_a_paper_or_a_reason(record):
    try:
        paper = paper_from(record)
    except Unusable:
        return
    assert paper.title
    assert paper_from(record) == paper
    paper.model_dump_json().encode()


def test_mappings_are_checked():
    assert parse_mapping(["title=paper title", "id=x=y"]) == {"title": "paper title", "id": "x=y"}
    for wrong in ("title", "title=", "titel=x"):
        with pytest.raises(InputError, match="--map"):
            parse_mapping([wrong])
