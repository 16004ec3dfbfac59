import json

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.evals.relevance import Screened, score


def row(relevant, probability, **changed):
    known = {
        "id": "q",
        "relevant": tuple(map(bool, relevant)),
        "probability": tuple(probability),
        "read": tuple(p >= 0.5 for p in probability),
        "rank": tuple(range(1, len(relevant) + 1)),
    }
    return Screened(**{**known, **changed})


def test_figures_of_a_small_case_by_hand():
    scores = score([row([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1]), row([0, 1], [0.1, 0.9])])
    assert scores.ap.value == pytest.approx(((1 + 2 / 3) / 2 + 1) / 2, abs=1e-4)
    assert scores.precision.value == pytest.approx(3 / 4)
    assert scores.recall.value == 1
    assert scores.auc.value == pytest.approx(8 / 9, abs=1e-4)
    assert scores.work_saved.value == pytest.approx(((1 - 3 / 4) + (1 - 1 / 2)) / 2 - 0.05)
    assert scores.recall_50.value == 1
    assert scores.ap.low <= scores.ap.value <= scores.ap.high


def test_calibration_is_the_gap_between_chance_and_share():
    sure = row([1, 0], [1.0, 0.0])
    assert score([sure]).ece.value == 0
    assert score([row([1, 0], [0.0, 1.0])]).ece.value == 1


def test_questions_with_one_kind_of_paper_say_nothing():
    assert score([row([1, 0], [0.9, 0.1]), row([0, 0], [0.5, 0.5])]).questions == 1


def test_papers_that_no_search_returned_are_not_recalled():
    assert score([row([1, 1, 0], [0.9, 0.8, 0.1], rank=(None, 60, 1))]).recall_50.value == 0
    assert score([row([1, 1, 0], [0.9, 0.8, 0.1], rank=(None, 60, 1))]).recall_200.value == 0.5


def test_a_review_that_brings_its_records_needs_no_library(tmp_path):
    (tmp_path / "q.json").write_text(
        json.dumps([{"id": "nap", "question": "Do naps help memory?"}])
    )
    rows = [
        {"id": "nap-1", "title": "Naps help memory", "abstract": "Memory improves after naps.",
         "included": 1},
        {"id": "nap-2", "title": "Steel bridges", "abstract": "Bridges of steel.", "included": 0},
    ]  # fmt: skip
    (tmp_path / "nap.jsonl").write_text("\n".join(map(json.dumps, rows)))
    files = ["--questions", tmp_path / "q.json", "--judgments", tmp_path / "nap.jsonl"]
    arguments = ["eval", "relevance", *map(str, files), "-q", "--json"]
    shown = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert shown["ap"] == shown["auc"] == 1
    assert shown.keys() >= {"precision", "recall", "ece", "work_saved", "ap_interval"}
