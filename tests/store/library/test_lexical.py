"""The word index: every word counts, however common, and nothing in a text is syntax."""

import math

import pytest

from store.library.lexical import Entry, Words, Years, write_words

TEXTS = [f"common words of paper {n}" + (" zeppelin" if n == 77 else "") for n in range(300)]


@pytest.fixture
def folder(tmp_path):
    entries = (Entry(n, text, 2000 + n % 10 if n % 3 else None) for n, text in enumerate(TEXTS))
    write_words(None, tmp_path / "lib" / "words-1", (), entries)
    return tmp_path / "lib" / "words-1"


def test_a_word_that_all_have_is_not_dropped(folder):
    words = Words(folder)
    assert len(words.best("common", 1_000, None)) == 300
    both = words.best("common zeppelin", 1_000, None)
    assert len(both) == 300
    assert max(both, key=both.__getitem__) == 77
    assert both[77] == pytest.approx(
        words.best("zeppelin", 1, None)[77] + words.scores("common", [77])[77]
    )


def test_scores_are_bm25(folder):
    """Robertson and Zaragoza's formula with k1 = 1.2 and b = 0.75."""
    idf = math.log(1 + (300 - 1 + 0.5) / (1 + 0.5))
    mean = (300 * 5 + 1) / 300
    expected = idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 6 / mean))
    assert Words(folder).best("zeppelins", 5, None) == {77: pytest.approx(expected, rel=0.01)}


def test_years_limit_what_is_found_and_count_nothing(folder):
    words = Words(folder)
    found = words.best("common", 1_000, Years(2003, 2004, undated=False))
    assert {unit % 10 for unit in found} == {3, 4}
    assert all(unit % 3 for unit in found)
    kept = words.best("common", 1_000, Years(2003, 2004))
    assert set(kept) == set(found) | {unit for unit in range(300) if unit % 3 == 0}
    every = words.best("common", 1_000, None)
    assert all(score == pytest.approx(every[unit]) for unit, score in found.items())
    assert words.best("common", 10, Years(2004, 2003, undated=False)) == {}


def test_the_next_moment_leaves_the_one_before_as_it_was(folder):
    before = Words(folder)
    after = folder.parent / "words-2"
    write_words(folder, after, (range(77, 78), range(10)), [Entry(300, "zeppelin again", None)])
    assert set(before.best("zeppelin", 5, None)) == {77}
    assert set(Words(folder).best("zeppelin", 5, None)) == {77}
    assert set(Words(after).best("zeppelin", 5, None)) == {300}
    assert len(Words(after).best("common", 1_000, None)) == 289
