"""The linear text model: what it reads back, and that its probabilities are its weights'."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.errors import StorageError
from litassay.evals.weights_file import text_of, write
from litassay.text.ngram_model import Grams, NgramModel

TWO = NgramModel(
    ("no", "yes"),
    Grams((1, 2)),
    {"^ we": 0, "we": 1, "#": 2},
    ("late",),
    np.array([[2.0], [1.0], [-3.0], [0.5]]),
    np.array([-1.0]),
)


def test_numbers_are_one_word_and_the_edges_are_seen():
    assert Grams((1, 2)).of("We gain 3.5 points.")[:4] == ["we", "gain", "#", "points"]
    assert "^ we" in Grams((1, 2)).of("We gain")
    assert "^" not in Grams((1, 1)).of("We gain")


def test_characters_are_told_from_words():
    assert Grams((1, 1), (2, 2)).of("ab c") == ["ab", "c", "_ab", "_b ", "_ c"]


def test_a_probability_is_the_logistic_of_the_weights_over_the_root_of_the_known():
    late = np.array([[1.0]])
    score = (2.0 + 1.0) / 2**0.5 + 0.5 - 1.0
    found = TWO.probabilities(["We unknown"], late)
    assert found[0, 1] == pytest.approx(1 / (1 + np.exp(-score)))
    assert TWO.chance("yes", ["We unknown"], late)[0] == found[0, 1]


def test_a_text_without_known_features_gets_the_bias():
    assert TWO.probabilities([""], np.zeros((1, 1)))[0, 1] == pytest.approx(1 / (1 + np.exp(1.0)))


@given(st.lists(st.text(max_size=40), max_size=5))
def test_probabilities_sum_to_one_and_each_text_stands_alone(texts):
    late = np.ones((len(texts), 1))
    found = TWO.probabilities(texts, late)
    assert found.shape == (len(texts), 2)
    assert np.allclose(found.sum(axis=1), 1.0)
    for text, row in zip(texts, found, strict=True):
        assert np.array_equal(TWO.probabilities([text], np.ones((1, 1)))[0], row)


def test_what_is_written_is_read_back(tmp_path):
    write(TWO.to_json(), tmp_path / "w.json")
    back = NgramModel.read(tmp_path / "w.json")
    assert back.names == ("late",)
    assert text_of(back.to_json()) == text_of(TWO.to_json())
    assert '"we": [ 1.0 ]' in (tmp_path / "w.json").read_text()


def test_a_broken_file_is_a_clear_error(tmp_path):
    (tmp_path / "w.json").write_text('{"classes": []}')
    with pytest.raises(StorageError, match="cannot read the weights"):
        NgramModel.read(tmp_path / "w.json")


def test_a_named_feature_that_is_not_given_is_an_error():
    with pytest.raises(ValueError, match="late"):
        TWO.probabilities(["we"])
