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


def test_runs_of_different_questions_are_compared_with_a_warning(runs, tmp_path):
    assert (
        "another limit of papers" in called("runs", "compare", runs / "four", runs / "eight").stderr
    )
    other = Path(shutil.copytree(runs / "four", tmp_path / "other"))
    folder = RunFolder.open(other)
    question = folder.manifest.question.model_copy(update={"text": "Is tea better?"})
    folder.write_manifest(folder.manifest.model_copy(update={"question": question}))
    result = called("runs", "compare", runs / "four", other, "--json")
    assert "asked different questions" in result.stderr
    assert "Is tea better?" in result.stderr
    assert json.loads(result.stdout)["differences"]
    assert called("runs", "compare", runs / "four", runs / "four").stderr == ""


DAMAGE = {
    "manifest.json": "{",
    "journal.jsonl": "{\n{}\n",
    "result.json": "[]",
}


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_a_damaged_run_is_listed_as_such_and_hides_no_other(runs, tmp_path, name):
    root = tmp_path / "all"
    shutil.copytree(runs, root)
    (root / "four" / name).write_text(DAMAGE[name])
    lines = called("runs", "list", "--root", root).stdout.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["RUN", "eight", "four"]
    assert "damaged" in lines[2]
    assert lines[3].startswith(f"{root / 'four'}: ")
    found = json.loads(called("runs", "list", "--root", root, "--json").stdout)
    assert found[0]["measures"]
    assert found[1]["damaged"]


LOST = [
    ["report.md"],
    ["report.json"],
    ["result.json"],
    ["report.md", "report.json", "result.json"],
]


@pytest.mark.parametrize("lost", LOST)
def test_what_a_finished_run_lost_is_restored_by_resume(runs, tmp_path, lost):
    copy = Path(shutil.copytree(runs / "four", tmp_path / "lost"))
    for name in lost:
        (copy / name).unlink()
    if "result.json" in lost:
        with pytest.raises(RunError, match=r"gone; `litassay resume .*lost` makes it again"):
            called("report", copy)
    if "report.md" in lost:
        with pytest.raises(RunError, match=r"report.md .* gone.*litassay resume .*lost"):
            called("replay", copy, "--quiet")
        assert not (copy / "replay").exists()
    result = called("resume", copy)
    assert result.exit_code == 0
    assert "made again" in result.stderr
    for name in ("report.md", "report.json", "result.json"):
        assert (copy / name).read_bytes() == (runs / "four" / name).read_bytes()
    assert called("replay", copy, "--quiet").exit_code == 0
    assert called("report", copy).stdout == (copy / "report.md").read_text()


def test_a_damaged_result_is_restored_by_resume(runs, tmp_path):
    copy = Path(shutil.copytree(runs / "four", tmp_path / "damaged"))
    (copy / "result.json").write_text("[]")
    with pytest.raises(RunError, match=r"damaged; `litassay resume"):
        called("report", copy)
    called("resume", copy, "--quiet")
    assert (copy / "result.json").read_bytes() == (runs / "four" / "result.json").read_bytes()


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
    (copy / "report.md").write_text(text.replace("## Methods", "## Method"))
    with pytest.raises(ReplayDiverged, match=r"(?s)reports differ.*-## Method\n\+## Methods"):
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
