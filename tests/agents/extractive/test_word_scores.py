import pytest

from agents.extractive.frequencies import Frequencies
from agents.extractive.paper_terms import PaperTerms
from agents.extractive.word_scores import bm25, feedback, rarities, together

KNOWN = Frequencies(1000, 1, {"model": 500, "silk": 4, "road": 20, "trade": 10}, {})


def test_rare_terms_weigh_more_and_weights_add_up():
    weights = rarities(["model", "silk"], KNOWN)
    assert weights["silk"] > 5 * weights["model"]
    assert sum(weights.values()) == pytest.approx(1)
    assert rarities([], KNOWN) == {}


def test_bm25_rises_with_use_and_falls_with_length():
    weights = {"silk": 1.0}
    once, twice, long, none = bm25(
        weights, [["silk", "a"], ["silk", "silk"], ["silk", *"abcdefgh"], ["a", "b"]]
    )
    assert twice > once > long > none == 0
    assert bm25(weights, []) == []


def test_terms_apart_are_not_together():
    weights = {"silk": 0.5, "road": 0.5}
    beside = PaperTerms(("a",), (("silk", "road"),))
    apart = PaperTerms(("a",), (("silk",), ("road",)))
    assert together(weights, beside) == pytest.approx(0.5)
    assert together(weights, apart) == 0
    assert together({"silk": 1.0}, beside) == 0


def test_the_best_texts_lend_their_words_to_others():
    texts = [["silk", "trade"], ["trade", "b"], ["c", "d"], ["model", "model"]]
    scores = feedback([1.0, 0.0, 0.0, 0.0], texts, KNOWN)
    assert scores[1] > 0
    assert scores[2] == 0
    assert scores[3] == 0
