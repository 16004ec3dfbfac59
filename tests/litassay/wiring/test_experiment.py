"""An experiment over the sample library: what is unchanged is free, and the rest is forecast."""

import html
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.doubles import Notebook
from litassay.errors import InputError
from litassay.evals.experiment_plan import load_plan
from litassay.wiring import experiment
from litassay.wiring.experiment_check import check
from litassay.wiring.rehearsing import forecast, unmade
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
        "flips.csv", "spending.csv", "experiment.html",
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


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"questions": ("Another?",)}, "its questions or runs are others"),
        ({"settings": {"library": ["sample"]}}, "the base, 'default', has other settings"),
        ({"primary": ("claims",)}, "other measures decide"),
    ],
)
def test_a_plan_that_contradicts_what_was_run_is_refused(made, plan, change, says):
    out, _, _ = made
    other = load_plan(plan).model_copy(update=change)
    with pytest.raises(InputError, match=says):
        experiment.bases(other, out, Notebook())


def test_a_variant_that_was_run_is_not_changed_and_another_may_be_added(made, plan, tmp_path):
    shutil.copytree(made[0], tmp_path / "out")
    loaded = load_plan(plan)
    base, fewer, by_rule = loaded.variant
    changed = fewer.model_copy(update={"settings": {"max_papers": 1}})
    with pytest.raises(InputError, match="variant 'fewer' was run with other settings"):
        experiment.bases(
            loaded.model_copy(update={"variant": (base, changed, by_rule)}),
            tmp_path / "out",
            Notebook(),
        )
    new = fewer.model_copy(update={"name": "new"})
    longer = loaded.model_copy(update={"variant": (*loaded.variant, new)})
    bases = experiment.bases(longer, tmp_path / "out", Notebook())
    rows = forecast(experiment.trials(longer, bases, tmp_path / "out"))
    assert [row.variant for row in rows] == ["new"]


def test_an_estimate_asks_nothing_and_leaves_nothing(plan, tmp_path):
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["experiment", str(plan), "--out", str(out), "--estimate"])
    assert result.exit_code == 0, result.exception
    assert "MODEL CALLS AT MOST" in result.stdout
    assert not out.exists()


def test_the_upper_bound_holds_for_the_base_runs(made, plan, tmp_path):
    out, _, _ = made
    bound = {row.variant: row for row in unmade(load_plan(plan), tmp_path / "none")}
    asked = [e for q in ("q1-0", "q2-0") for e in entries(out / "default" / q)]
    calls = sum(e.kind == "model" for e in asked)
    assert 0 < calls <= bound["default"].most_calls
    assert {row.most_usd for row in bound.values()} == {0.0}  # a script costs nothing


def test_every_variant_is_checked_before_any_run(plan, tmp_path):
    text = plan.read_text().replace('prompts = "fewer"', 'prompts = "nowhere"')
    text = text.replace('verifier = "extractive"', 'reviewers = ["candor"]')
    text = text.replace("[settings]", 'metrics = ["absent.py:words"]\n[settings]')
    (tmp_path / "crew.toml").write_bytes((plan.parent / "crew.toml").read_bytes())
    (tmp_path / "plan.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        check(load_plan(tmp_path / "plan.toml"))
    said = str(caught.value)
    assert "variant 'fewer': there is no folder of prompts" in said
    assert "variant 'by-rule': there is no reviewer 'candor'; did you mean 'candour'?" in said
    assert "with the metric 'words'" in said


def test_what_was_copied_and_what_went_out_is_told(made):
    out, _, found = made
    told = {s.variant: s for s in found.spending}
    assert told["default"].copied == 0
    for variant in ("fewer", "by-rule"):
        assert (told[variant].copied, told[variant].asked) == counts(out, variant)
        assert told[variant].usd == 0


def test_answers_stand_side_by_side(made):
    out, _, found = made
    assert [(a.variant, a.repeat) for a in found.answers[:3]] == [
        ("default", 0), ("fewer", 0), ("by-rule", 0),
    ]  # fmt: skip
    shown = (out / "experiment.html").read_text()
    assert all(html.escape(a.question) in shown for a in found.answers)


def test_a_metric_of_ones_own_is_compared_and_may_decide(made, plan, tmp_path):
    shutil.copytree(made[0], tmp_path / "out")
    (tmp_path / "mine.py").write_text(
        "def answer_words(result):\n"
        "    return sum(len(s.text.split()) for s in result.final.draft.answer)\n"
        "def broken(result):\n"
        "    return 1 / 0\n"
    )
    loaded = load_plan(plan).model_copy(update={"metrics": (f"{tmp_path}/mine.py:answer_words",)})
    bases = experiment.bases(loaded, tmp_path / "out", Notebook())
    planned = experiment.trials(loaded, bases, tmp_path / "out")
    found = experiment.conclude(loaded, bases, planned, tmp_path / "out")
    assert dict(found.means[0][1])["answer_words"] > 5
    broken = loaded.model_copy(update={"metrics": (f"{tmp_path}/mine.py:broken",)})
    with pytest.raises(InputError, match="'broken' failed: ZeroDivisionError"):
        experiment.conclude(broken, bases, planned, tmp_path / "out")


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
