"""The tables of a report that a reader checks line by line."""

import pytest

from litassay.reports.document import BenchmarkRow, Report
from litassay.reports.markdown_evidence import benchmarks
from litassay.types import BenchmarkResult


def row(**fields) -> str:
    """The table's line for one result."""
    shown = BenchmarkRow(
        claim_id="c1", citation=2, verdict="SUPPORTED", result=BenchmarkResult(**fields)
    )
    return benchmarks(Report.model_construct(benchmarks=(shown,)))[-1]


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        ({"metric": "F1", "value": 0.72}, "– | – | F1 | 0.72 | – | –"),
        ({"metric": "time", "delta": -70.0, "unit": "%"}, "– | – | time | – | – | −70 %"),
        (
            {"metric": "F1", "delta": 2.5, "unit": "points", "baseline": "BERT", "task": "NER"},
            "NER | – | F1 | – | BERT | +2.5 points",
        ),
        (
            {"metric": "accuracy", "delta": 4.0, "unit": "% absolute", "dataset": "QuizQA"},
            "– | QuizQA | accuracy | – | – | +4 % absolute",
        ),
        ({"metric": "speed", "delta": 5.0, "unit": "×"}, "– | – | speed | – | – | 5 ×"),
        ({"metric": "RMSE", "value": 1234567.25}, "– | – | RMSE | 1234567.25 | – | –"),
    ],
)
def test_a_result_shows_sign_and_unit_and_a_dash_for_what_is_not_said(fields, cells):
    assert row(**fields) == f"| c1 [2](#ref-2) | {cells} | SUPPORTED |"


def test_without_results_there_is_no_table():
    assert benchmarks(Report.model_construct(benchmarks=())) == []
