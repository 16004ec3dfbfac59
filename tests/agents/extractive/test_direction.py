"""Which questions have a direction, and which answer claims give."""

import pytest

from agents.extractive.direction import DirectionReader, asks_degree, asks_direction
from litassay.models.embedding import WordLlamaEmbedder

READER = DirectionReader(WordLlamaEmbedder())
ASKED = "Does active learning reduce annotation cost for sequence labeling?"


@pytest.mark.parametrize(
    ("question", "direction"),
    [
        (ASKED, True),
        ("Are attention weights faithful explanations of model predictions?", True),
        ("To what extent does pre-training improve robustness?", True),
        ("How reliable is GPT-4 as an evaluator of summaries?", True),
        ("How well can fake news be detected early from social context?", True),
        ("How much does prompt wording change the accuracy?", True),
        ("How can privacy of training data be protected?", False),
        ("How much training data is needed to fine-tune a recogniser?", False),
        ("Which metrics correlate best with human judgments?", False),
        ("What causes position bias?", False),
        ("Are there papers that use several formats?", False),
        ("Is there any evidence that it works?", True),
    ],
)
def test_questions_that_can_be_answered_by_yes_or_no_or_a_degree(question, direction):
    assert asks_direction(question) is direction


def test_a_degree_is_not_a_manner():
    assert asks_degree("How robust are question answering models?")
    assert not asks_degree("How are models made robust?")


def test_clear_claims_are_read_each_way():
    yes = READER.read(
        ASKED, ["Active learning reduces annotation cost by half and outperforms random sampling."]
    )
    no = READER.read(
        ASKED,
        ["Active learning does not reduce annotation cost: it fails to beat random sampling, which "
         "is not worse in any setting."],
    )  # fmt: skip
    assert yes.stance == "supports"
    assert no.stance == "refutes"
    assert 0 < no.probability < 1


def test_an_unlikely_answer_is_left_open():
    flat = READER._stored | {
        "ngrams": {}, "named": {n: [0.0] * 3 for n in READER._stored["named"]}, "bias": [0.0] * 3
    }  # fmt: skip
    assert DirectionReader(WordLlamaEmbedder(), flat).read(ASKED, ["Words."]).stance == "silent"
