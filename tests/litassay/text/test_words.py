"""Words and stems: lower-case, in order, without what carries no topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.words import STOP_WORDS, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("State-of-the-art results: 3.5%!", ["state-of-the-art", "results", "3.5"]),
        ("It doesn't; don’t_know", ["it", "doesn't", "don’t", "know"]),
        ("Müller's naïve x₂", ["müller's", "naïve", "x₂"]),
        ("-- … ,", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_inflections_share_a_stem_and_compounds_are_split():
    assert stems("pre-trained models") == stems("pre training a model")
    assert stems("The of and with") == ()


@given(st.text(max_size=80))
def test_words_are_lower_case_and_occur_in_the_text(text):
    for word in words(text):
        assert word in text.lower()
        assert not word[0].isspace()


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_of_a_text_are_those_of_its_parts(left, right):
    assert words(f"{left} {right}") == words(left) + words(right)
    assert stems(f"{left} {right}") == stems(left) + stems(right)


def test_stop_words_are_lower_case_words():
    assert all(words(word) == [word] for word in STOP_WORDS)
