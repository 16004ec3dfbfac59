"""Openings of sentences: what says nothing goes, hedges and conditions stay, in the words given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.frames import in_first_person, unframed

REST = "label smoothing lowers the error of small parsers."


@pytest.mark.parametrize(
    "opening",
    ["We show that ", "Experimental results show that ", "Furthermore, we find that "],
)
def test_an_opening_without_content_goes(opening):
    assert unframed(opening + REST) == "L" + REST[1:]


@pytest.mark.parametrize(
    "opening",
    [
        "Our results suggest that ",
        "Previous studies have shown that ",
        "On three treebanks of Slavic languages, ",
        "We propose a new training method that ",
    ],
)
def test_a_hedge_a_condition_or_a_thing_stays(opening):
    assert unframed(opening + REST) == opening + REST


def test_what_cannot_be_told_without_its_authors_is_left_as_it_is():
    said = "We show that our parser makes fewer errors than all baselines."
    assert unframed(said) == said
    pointing = "Moreover, the parser also makes fewer errors on long sentences."
    assert unframed(pointing) == pointing
    both = "We show that parsers are fast and that taggers are slow."
    assert unframed(both) == both


def test_the_first_person_is_told_from_a_roman_numeral():
    assert in_first_person("In our view the task is hard.")
    assert not in_first_person("(i) Parsers are fast; type I and II errors are rare.")


@given(st.text(alphabet="Wweour ,thaIisfd.", max_size=80))
def test_only_the_start_of_a_sentence_is_ever_cut(text):
    short = unframed(text)
    assert text == short or text[1:].endswith(short[1:])
