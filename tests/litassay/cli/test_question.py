"""A question as it was typed: cleaned, or refused in one line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.cli.question import LONGEST, choice, parse_question
from litassay.errors import InputError


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "???", "\u202e\u0007", "12 + 3", "\udcff"])
def test_a_question_without_words_is_refused(text):
    with pytest.raises(InputError, match="no words"):
        parse_question(text, None, None, 20)


def test_a_document_is_no_question():
    with pytest.raises(InputError, match="100,000 characters"):
        parse_question("why " * 24_999 + "why?", None, None, 20)
    assert len(parse_question("w" * LONGEST, None, None, 20).text) == LONGEST


def test_years_the_wrong_way_round_are_refused():
    with pytest.raises(InputError, match="--from 2021 is later than --to 2020"):
        parse_question("Does it work?", 2021, 2020, 20)
    assert parse_question("Does it work?", 2020, 2020, 20).year_from == 2020


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Does\n it\twork? ", "Does it work?"),
        ("\x1b[31mDoes\x1b[0m it work?", "Does it work?"),
        ("Does \u202eit\u202c work\u200b?\x07", "Does it work?"),
        ("Wirkt das? Öfter als 日本語?", "Wirkt das? Öfter als 日本語?"),
    ],
)
def test_marks_that_steer_a_terminal_are_dropped(typed, clean):
    assert parse_question(typed, None, None, 20).text == clean


@given(st.text(max_size=200))
def test_a_clean_question_stays_as_it_is(text):
    try:
        once = parse_question(f"Why {text}", None, None, 20).text
    except InputError:
        return
    assert parse_question(once, None, None, 20).text == once
    assert not [c for c in once if unicodedata.category(c)[0] == "C"]
    assert once == " ".join(once.split())


def test_what_is_said_of_single_papers_is_checked():
    assert choice(["a", " a "], None, None, None) == {"include": ("a",)}
    assert choice(None, None, None, "drop") == {"undated": "drop"}
    with pytest.raises(InputError, match="both wanted and excluded"):
        choice(["a"], ["a"], None, None)
    with pytest.raises(InputError, match="keep or drop"):
        choice(None, None, None, "maybe")
