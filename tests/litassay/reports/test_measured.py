"""Measured results in words: sign, unit, and nothing for what the text does not say."""

import pytest

from litassay.reports.measured import in_words
from litassay.types import BenchmarkResult


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"metric": "F1", "value": 0.72}, "F1 0.72"),
        ({"metric": "time", "delta": -70.0, "unit": "%"}, "time, −70 %"),
        (
            {"metric": "F1", "delta": 2.5, "unit": "points", "baseline": "BERT", "task": "NER"},
            "F1 (NER), +2.5 points against BERT",
        ),
        (
            {"metric": "accuracy", "delta": 4.0, "unit": "% absolute", "dataset": "QuizQA"},
            "accuracy on QuizQA, +4 % absolute",
        ),
        ({"metric": "speed", "delta": 5.0, "unit": "×"}, "speed, 5 ×"),
        ({"metric": "RMSE", "value": 1234567.25}, "RMSE 1234567.25"),
        (
            {"delta": 10.0, "unit": "%", "baseline": "strong baselines"},
            "+10 % against strong baselines",
        ),
        ({}, ""),
    ],
)
def test_a_result_is_said_with_sign_and_unit_and_only_what_is_known(fields, words):
    assert in_words(BenchmarkResult(**fields)) == words
