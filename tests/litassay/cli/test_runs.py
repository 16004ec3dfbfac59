"""The commands about runs, over one run made once: what they print and how they exit."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.errors import ReplayDiverged, RunError
from litassay.types import Question
from litassay.wiring.run import ask
from store.runs import RunFolder

QUESTION = Question(text="Does adversarial training improve robustness on GLUE?", max_papers=4)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A folder with two runs over different numbers of papers."""
    root = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(root / "home"))
        for name, papers in (("four", 4), ("eight", 8)):
            question = QUESTION.model_copy(update={"max_papers": papers})
            settings = Settings(library=("sample",), max_papers=papers)
            ask(question, settings, root / "runs" / name, Notebook())
    return root / "runs"


def called(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_list(runs):
    text = called("runs", "list", "--root", runs).stdout
    assert [line.split()[0] for line in text.splitlines()] == ["RUN", "eight", "four"]
    found = json.loads(called("runs", "list", "--root", runs, "--json").stdout)
    assert [Path(r["path"]).name for r in found] == ["eight", "four"]
    assert found[1]["measures"]["claims"] > 0


def test_list_of_nothing(tmp_path):
    assert called("runs", "list", "--root", tmp_path).stdout == "no runs here\n"
    assert called("runs", "list", "--root", tmp_path / "none", "--json").stdout == "[]\n"


def test_show(runs):
    text = called("runs", "show", runs / "four").stdout
    for word in (QUESTION.text, "library; 0 failed", "rating", "version of litassay"):
        assert word in text


def test_show_of_an_unfinished_run(runs, tmp_path):
    copy = Path(shutil.copytree(runs / "four", tmp_path / "killed"))
    folder = RunFolder.open(copy)
    folder.write_manifest(folder.manifest.model_copy(update={"exit_code": None, "ended": None}))
    (copy / "result.json").unlink()
    assert "not finished" in called("runs", "show", copy).stdout


def test_compare(runs):
    text = called("runs", "compare", runs / "four", runs / "eight").stdout
    assert "MEASURE" in text
    assert "P (MCNEMAR)" in text
    found = json.loads(called("runs", "compare", runs / "four", runs / "eight", "--json").stdout)
    claims = {d["measure"]: d for d in found["differences"]}["claims"]
    assert claims["difference"] == claims["variant_mean"] - claims["base_mean"]
    assert claims["low"] is None  # one run a side is no sample


def test_a_run_does_not_differ_from_itself(runs):
    found = json.loads(called("runs", "compare", runs / "four", runs / "four", "--json").stdout)
    assert {d["difference"] for d in found["differences"]} == {0.0}
    assert found["flips"] == []


def test_replay_prints_where_the_same_report_is(runs):
    result = called("replay", runs / "four", "--quiet")
    assert result.exit_code == 0
    assert result.stdout.strip() == str(runs / "four" / "replay" / "report.md")
    assert "the same, byte for byte" in result.stderr


def test_replay_shows_a_report_that_differs(runs, tmp_path):
    copy = Path(shutil.copytree(runs / "four", tmp_path / "changed"))
    text = (copy / "report.md").read_text()
    (copy / "report.md").write_text(text.replace("## Methodology", "## Method"))
    with pytest.raises(ReplayDiverged, match=r"(?s)reports differ.*-## Method\n\+## Methodology"):
        called("replay", copy, "--quiet")


def test_resume_of_a_finished_run_prints_its_report(runs):
    result = called("resume", runs / "four", "--quiet")
    assert result.exit_code == 0
    assert result.stdout.strip() == str(runs / "four" / "report.md")


@pytest.mark.parametrize("command", [["replay"], ["resume"], ["runs", "show"]])
def test_what_is_no_run_is_named(command, tmp_path):
    with pytest.raises(RunError, match="holds no run"):
        called(*command, tmp_path)


def test_the_cost_of_recording(runs):
    out = called("eval", "recording", runs / "four", "--repeats", "1", "--json").stdout
    found = json.loads(out)
    assert found["claims"] > 0
    assert found["replay_s"] > 0
