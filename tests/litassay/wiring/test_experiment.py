"""An experiment over the sample library: what is unchanged is free, and the rest is forecast."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.doubles import Notebook
from litassay.errors import InputError
from litassay.evals.experiment_plan import load_plan
from litassay.wiring import experiment
from litassay.wiring.rehearsing import forecast
from litassay.wiring.rerun import replay
from store.runs import RunFolder
from tests.litassay.wiring.fewer_claims import fewer_claims

CREW = Path(__file__).parents[2] / "recordings" / "scripts" / "crew.toml"
PLAN = """
name = "fewer-claims"
questions = [
  "Does adversarial training improve robustness on GLUE?",
  "Does contrastive pre-training improve robustness?",
]
[settings]
library = ["sample"]
model = "scripted:crew.toml"
max_papers = 2
reviewers = ["candour", "evidence"]
limits = {rounds = 0, screened = 20}
[[variant]]
name = "default"
[[variant]]
name = "fewer"
[variant.settings]
prompts = "fewer"
[[variant]]
name = "by-rule"
[variant.settings]
verifier = "extractive"
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    shutil.copyfile(CREW, folder / "crew.toml")
    fewer_claims(folder)
    (folder / "plan.toml").write_text(PLAN)
    return folder / "plan.toml"


@pytest.fixture(scope="module")
def made(plan, tmp_path_factory):
    """The whole experiment, made once."""
    out = tmp_path_factory.mktemp("experiment")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(out / "home"))
        loaded = load_plan(plan)
        bases = experiment.bases(loaded, out / "out", Notebook())
        planned = experiment.trials(loaded, bases, out / "out")
        rows = forecast(planned)
        for trial in planned:
            experiment.make(trial, Notebook())
        found = experiment.conclude(loaded, bases, planned, out / "out")
    return out / "out", rows, found


def entries(path):
    return RunFolder.open(path).journal(growing=False).entries


def counts(out, variant):
    """(copied from the base, asked live) over both questions; the base holds what was copied."""
    copied = live = 0
    for question in ("q1-0", "q2-0"):
        base = {(e.key, e.ask) for e in entries(out / "default" / question)}
        for entry in entries(out / variant / question):
            copied += (entry.key, entry.ask) in base
            live += (entry.key, entry.ask) not in base
    return copied, live


@pytest.mark.parametrize("variant", ["fewer", "by-rule"])
def test_the_forecast_is_what_happened(made, variant):
    out, rows, _ = made
    (row,) = [r for r in rows if r.variant == variant]
    assert (row.unchanged, row.model_calls + row.searches) == counts(out, variant)
    assert min(row.unchanged, row.model_calls) > 0
    assert row.searches == 0  # retrieval is frozen
    assert row.usd == 0


def test_only_the_changed_agent_goes_live(made):
    out, _, _ = made
    base = {(e.key, e.ask) for e in entries(out / "default" / "q1-0")}
    live = [e for e in entries(out / "fewer" / "q1-0") if (e.key, e.ask) not in base]
    assert {e.stage for e in live} == {"extractor"}


def test_every_run_of_an_experiment_can_be_replayed_by_itself(made, tmp_path):
    out, _, _ = made
    for run in sorted(out.glob("*/q1-0")):
        assert replay(run, tmp_path / run.parent.name, Notebook()).difference == ""


def test_what_is_written(made):
    out, _, found = made
    names = {p.name for p in out.iterdir() if p.is_file()}
    assert names == {
        "plan.json", "experiment.json", "runs.csv", "differences.csv", "flip_tests.csv",
        "flips.csv", "plot.png",
    }  # fmt: skip
    assert [name for name, _ in found.means] == ["default", "fewer", "by-rule"]
    tokens = {d.variant: d for d in found.differences if d.measure == "prompt_tokens"}
    assert tokens["by-rule"].difference < 0  # no model verifies
    assert tokens["by-rule"].questions == 2


def test_the_same_command_makes_nothing_again(made, plan):
    out, _, found = made
    before = {p: p.stat().st_mtime_ns for p in out.glob("*/*/journal.jsonl")}
    result = CliRunner().invoke(app, ["experiment", str(plan), "--out", str(out), "--json", "-q"])
    assert result.exit_code == 0, result.exception
    assert "every run of this experiment is there already" in result.stderr
    assert found.model_dump_json(indent=2) in result.stdout
    assert {p: p.stat().st_mtime_ns for p in out.glob("*/*/journal.jsonl")} == before


def test_another_plan_in_the_same_folder_is_refused(made, plan, tmp_path):
    out, _, _ = made
    other = load_plan(plan).model_copy(update={"repeats": 2})
    with pytest.raises(InputError, match="another plan"):
        experiment.bases(other, out, Notebook())


def test_finished_runs_can_be_the_base_and_repeats_ask_models_again(made, plan, tmp_path):
    out, _, _ = made
    text = f"""
name = "again"
runs = ["{out / "default" / "q1-0"}"]
repeats = 2
[[variant]]
name = "base"
[[variant]]
name = "by-rule"
[variant.settings]
verifier = "extractive"
"""
    (tmp_path / "plan.toml").write_text(text)
    loaded = load_plan(tmp_path / "plan.toml")
    bases = experiment.bases(loaded, tmp_path / "out", Notebook())
    planned = experiment.trials(loaded, bases, tmp_path / "out")
    assert [(t.variant.name, t.repeat) for t in planned] == [
        ("base", 1), ("by-rule", 0), ("by-rule", 1),
    ]  # fmt: skip
    rows = {row.variant: row for row in forecast(planned)}
    assert rows["base"].searches == 0
    assert rows["base"].model_calls > rows["base"].unchanged > 0
    experiment.make(planned[0], Notebook())
    again = RunFolder.open(planned[0].path)
    assert again.manifest.base_run == bases[0].folder.manifest.run_id
    assert {e.kind for e in again.journal(growing=False).entries} == {"model", "library"}
