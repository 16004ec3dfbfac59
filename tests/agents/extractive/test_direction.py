"""Which side a claim takes: written out by hand, from plain effects to comparisons and hedges."""

from pathlib import Path

import pytest

from agents.extractive.direction import asks_direction, lean

ITEMS = [
    line.split("\t")
    for line in (Path(__file__).parent / "direction_items.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("part", "side", "question", "claim"), [i for i in ITEMS if i[0] == "dev"])
def test_the_side_of_a_claim(part, side, question, claim):
    assert lean(claim, question) == side


def held_out():
    return [(side, lean(claim, q)) for part, side, q, claim in ITEMS if part == "held"]


def test_a_stated_side_is_right_on_claims_that_no_rule_was_made_for():
    stated = [(wanted, found) for wanted, found in held_out() if found != "open"]
    assert len(stated) >= 15
    assert sum(wanted == found for wanted, found in stated) >= 0.95 * len(stated)


def test_a_measure_left_out_is_looked_for_in_the_paper():
    question, claim = (
        "Does dropout improve tagging accuracy?",
        "Dropout lowers accuracy by 2 points.",
    )
    assert lean(claim, question) == "open"
    assert lean(claim, question, "A study of tagging") == "no"


def test_every_context_has_to_be_named_in_claim_or_paper():
    question = "Does dropout improve accuracy on GLUE?"
    claim = "Dropout improves accuracy by 2 points."
    assert lean(claim, question) == "open"
    assert lean(claim, question, "Experiments on GLUE") == "yes"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Does dropout help?", True),
        ("How stable are attributions?", True),
        ("Which methods help?", False),
        ("Are there methods that help?", False),
    ],
)
def test_which_questions_take_a_side(question, asks):
    assert asks_direction(question) == asks


@pytest.mark.parametrize("question", ["Does it?", "", "Is X?", "Is A or B better?", "Does (( than"])
def test_a_question_that_cannot_be_read_gives_no_side(question):
    assert lean("Dropout improves accuracy.", question) == "open"
