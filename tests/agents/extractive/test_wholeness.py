"""Claims that were cut or lost what a word stands for are told from whole ones."""

import pytest

from agents.extractive.contribution import Contribution
from agents.extractive.rewording import reword
from agents.extractive.wholeness import damaged

NAMELESS = Contribution("", "", True)


@pytest.mark.parametrize(
    "text",
    [
        "The condition has two advantages: (1) it lowers the ambiguity of the task.",
        "The parser is fast and accurate on all ten treebanks;",
        "The parser is fast and accurate on all ten treebanks;.",
        "Classifiers are fooled when these adversarial texts are read.",
        "In experiments on ten treebanks, it achieves the best accuracy.",
        "And that when trained on more data, the parser improves.",
        "Before we can safely optimise metrics, we should be aware of their faults.",
    ],
)
def test_a_damaged_claim_is_told(text):
    assert damaged(text)


@pytest.mark.parametrize(
    "text",
    [
        "The parser has two advantages: (1) it is fast, and (2) it is accurate.",
        "Metrics such as overlap scores correlate weakly with the scores of judges.",
        "The scores are higher than those of strong baselines.",
        "As the parser is fast, it opens new uses of parser output.",
        "Adversarial texts fool classifiers, and these adversarial texts look natural.",
    ],
)
def test_a_whole_claim_is_left(text):
    assert not damaged(text)


def test_people_in_general_are_not_made_the_authors():
    text = reword("Before we can trust metrics, we should be aware of their faults.", NAMELESS)
    assert "authors" not in text
    assert damaged(text)


def test_their_follows_the_authors():
    text = reword("Our tests show gains in our metric, supporting our hypothesis.", NAMELESS)
    assert text.count("the authors'") <= 1


def test_what_goes_on_after_a_dropped_frame_is_whole():
    text = reword(
        "We find that tuning hurts transfer, and that model size correlates with loss.", NAMELESS
    )
    assert text == "Tuning hurts transfer, and model size correlates with loss."
