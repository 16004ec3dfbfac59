"""Queries in each database's syntax: no term of a user can become an operator."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.sources import arxiv, crossref, europepmc, openalex, semanticscholar, terms
from litassay.types import Query

NASTY = st.sampled_from(
    ['"', "AND", "OR", "NOT", "ANDNOT", "(", ")", ":", "ti:", "[1 TO 9]", "*", "?", "~2", "^4",
     "\\", "&&", "||", "+", "-", "%22", "\n", "\x00", "’", "naïve", "β-catenin", "自然言語",
     "GPT-4", "a b", "don't", "‘", "“x”", "&api_key=1", "#", ";", ",", "|", "{", "}", "/", "!"]
)  # fmt: skip
TERM = st.lists(NASTY | st.text(max_size=6), max_size=5).map(" ".join)
QUERIES = st.builds(
    lambda text, groups, first, last: Query(
        text=text, concepts=tuple(map(tuple, groups)), year_from=first, year_to=last
    ),
    TERM,
    st.lists(st.lists(TERM, max_size=4), max_size=4),
    st.none() | st.integers(1900, 2030),
    st.none() | st.integers(1900, 2030),
)
BOOLEAN = {
    "arxiv": (arxiv.write, "all:", r"submittedDate:\[\d{4}01010000 TO \d{4}12312359\]"),
    "openalex": (openalex.write, "", None),
    "europepmc": (europepmc.write, "TITLE_ABS:", r"PUB_YEAR:\[\d{4} TO \d{4}\]"),
}


@pytest.mark.parametrize("name", BOOLEAN)
@given(query=QUERIES)
def test_terms_never_leave_their_quotes(name, query):
    write, before, years = BOOLEAN[name]
    written = write(query)
    quoted = re.findall(r'"([^"]*)"', written)
    assert all(re.fullmatch(r"[^\W_]+(?:[ '’.-][^\W_]+)*", inside) for inside in quoted)
    outside = re.sub(re.escape(before) + r'"[^"]*"', "T", written)
    if years:
        outside = re.sub(years, "T", outside)
    assert re.fullmatch(r"[T() ]*", re.sub(r"\b(?:AND|OR)\b", " ", outside)), outside
    _balanced(outside)


def _balanced(text: str) -> None:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        assert depth >= 0
    assert depth == 0


@given(query=QUERIES)
def test_plain_queries_hold_words_only(query):
    for write in (crossref.write, semanticscholar.write):
        written = write(query)
        assert not set('"()[]{}:*?~^\\|+&#') & set(written)
        assert not {"AND", "OR", "NOT"} & set(written.split())
    assert "-" not in semanticscholar.write(query)


@given(query=QUERIES)
def test_every_concept_with_a_word_is_asked(query):
    groups = [[terms.plain_term(t) for t in group] for group in query.concepts]
    expected = [set(filter(None, group)) for group in groups if any(group)]
    if expected:
        assert [set(group) for group in terms.concepts(query)] == expected


def test_each_database_gets_its_own_syntax():
    query = Query(
        text="Does careful reading help?",
        concepts=(("careful reading", "close reading"), ("help",)),
        year_from=2018,
        year_to=2020,
    )
    assert arxiv.write(query) == (
        '((all:"careful reading" OR all:"close reading") AND (all:"help")) '
        "AND submittedDate:[201801010000 TO 202012312359]"
    )
    assert openalex.write(query) == '("careful reading" OR "close reading") AND ("help")'
    assert openalex.write_years(query) == (
        "from_publication_date:2018-01-01,to_publication_date:2020-12-31"
    )
    assert semanticscholar.write(query) == "careful reading help"
    assert semanticscholar.write_years(query) == "2018-2020"
    assert crossref.write(query) == "careful reading help"
    assert crossref.write_years(query) == "from-pub-date:2018,until-pub-date:2020"
    assert europepmc.write(query) == (
        '((TITLE_ABS:"careful reading" OR TITLE_ABS:"close reading") AND (TITLE_ABS:"help")) '
        "AND (PUB_YEAR:[2018 TO 2020])"
    )


def test_a_question_without_concepts_is_asked_by_its_words():
    query = Query(text="Does pre-training AND NOT tuning help?")
    assert arxiv.write(query) == 'all:"pre-training" OR all:"tuning" OR all:"help"'
    assert semanticscholar.write(query) == "pre training tuning help"
