"""Scores and labels as models write them."""

import pytest
from pydantic import ValidationError

from agents.asking.answers import OUTPUTS, ReviewAnswer, StanceAnswer
from agents.asking.schema import strict_schema


def review(overall):
    return ReviewAnswer.model_validate({"scores": [], "overall": overall, "reason": ""}).overall


@pytest.mark.parametrize(
    ("written", "read"),
    [(7, 7), (7.5, 7.5), ("7", 7), ("7/10", 7), ("3.5 / 5", 7), ("70 %", 7), ("7 out of 10", 7)],
)
def test_scores_are_read_as_they_are_meant(written, read):
    assert review(written) == read


@pytest.mark.parametrize("written", [11, -1, "12/10", "high", True, None, "7/0", "nan", [7]])
def test_other_scores_are_errors_and_not_clipped(written):
    with pytest.raises(ValidationError):
        review(written)


def test_null_and_na_mean_not_applicable():
    for written in (None, "null", "N/A", ""):
        scores = [{"dimension": "novelty", "score": written, "reason": "r"}]
        answer = ReviewAnswer.model_validate({"scores": scores, "overall": 5, "reason": "r"})
        assert answer.scores[0].score is None


def test_labels_may_be_written_in_any_case():
    stance = {"claim": 1, "stance": "supports", "probability": "90%"}
    read = StanceAnswer.model_validate(stance)
    assert (read.claim, read.stance, read.probability) == ("1", "SUPPORTS", 0.9)
    with pytest.raises(ValidationError):
        StanceAnswer.model_validate({**stance, "stance": "MAYBE"})


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_schemas_are_strict_throughout(name):
    def walk(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    schema = strict_schema(OUTPUTS[name])
    walk(schema)
    assert '"default"' not in str(schema)
