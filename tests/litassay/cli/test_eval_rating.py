import json

import pytest
from typer.testing import CliRunner

from agents.extractive.reviewers import WEIGHTS, extractive_reviewers
from agents.panel import ReviewPanel
from litassay.cli.app import app
from litassay.cli.eval_rating import page
from litassay.errors import RunError
from litassay.evals.baseline_reports import BASELINES
from litassay.evals.rating import Judges, measure
from litassay.models.embedding import WordLlamaEmbedder
from tests.agents.sound_report import SOUND


@pytest.fixture(scope="module")
def outcome():
    judges = Judges(extractive_reviewers(WordLlamaEmbedder()), ReviewPanel(weights=WEIGHTS))
    return measure([SOUND, BASELINES[0].report], judges, seeds=1)


def test_the_json_has_the_promised_keys(outcome):
    said = json.loads(outcome.model_dump_json())
    assert 0 <= said["share_falling"] <= 1
    assert said["by_kind"]["one_paper"]["share_falling"] >= 0
    assert said["baselines"]["off_topic_survey"]["score"] <= 4


def test_the_table_has_a_line_a_kind(outcome):
    said = page(outcome)
    assert all(f"\n{kind} " in said for kind in outcome.by_kind)
    assert "nothing_verified: rated" in said


def test_a_folder_that_is_no_run_is_named(tmp_path):
    result = CliRunner().invoke(app, ["eval", "rating", "--runs", str(tmp_path)])
    assert isinstance(result.exception, RunError)
