import json

import pytest
from typer.testing import CliRunner

from agents.calibration import Calibration
from litassay.cli.app import app
from litassay.errors import InputError

RUN = CliRunner()


def run(*arguments):
    return RUN.invoke(app, ["eval", "panel", *map(str, arguments)])


@pytest.fixture
def data(tmp_path):
    human = tmp_path / "human.tsv"
    rows = [f"p{n:02}\t{1 + n % 9}\t{1 + (n + n // 9) % 9}\n" for n in range(45)]
    human.write_text("paper_id\t0\t1\n" + "".join(rows))
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    for name, level in (("a", 0), ("b", 2)):
        scores = [f"p{n:02},{level + (n % 9) / 2 + (n % 4)}\n" for n in range(45)]
        (reviews / f"{name}.csv").write_text("paper_id,Overall\n" + "".join(scores))
    return human, reviews


def test_json_has_our_correlation(data):
    human, reviews = data
    result = run("--human", human, "--reviews", reviews, "--json")
    assert result.exit_code == 0
    assert 0 < json.loads(result.stdout)["ours"]["pearson"] <= 1


def test_the_table_names_every_reviewer_and_ours(data):
    human, reviews = data
    said = run("--human", human, "--reviews", reviews).stdout
    assert all(f"\n{name}" in said for name in ("a  ", "b  ", "mean of all", "ours,"))


def test_what_is_learnt_can_be_kept(data, tmp_path):
    human, reviews = data
    kept = tmp_path / "calibration.json"
    run("--human", human, "--reviews", reviews, "--save", kept)
    known = Calibration.model_validate_json(kept.read_text())
    assert [s.reviewer for s in known.scales] == ["a", "b"]


def test_a_missing_file_is_named(tmp_path):
    result = run("--human", tmp_path / "none.tsv", "--reviews", tmp_path)
    assert isinstance(result.exception, InputError)
