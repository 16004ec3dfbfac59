"""Experiments: the same questions under several variants, over the searches of one base run each.

The base run of a question is made first. Its journal then answers every call of the other variants
that is the same, and only changed calls go live.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from litassay.config.settings import Settings, load_settings
from litassay.errors import InputError, RunError
from litassay.evals.comparison import Comparison, Observed, Trial, compare
from litassay.evals.experiment_files import records_csv, runs_csv
from litassay.evals.experiment_page import page
from litassay.evals.experiment_plan import ExperimentPlan, Variant
from litassay.evals.own_metrics import load_metrics
from litassay.evals.spending import Spending, total
from litassay.models.prices import load_prices
from litassay.ports import Progress
from litassay.types import Question
from litassay.wiring.crew import models_of, uses_models
from litassay.wiring.observing import observe
from litassay.wiring.prompts import keep_prompts, load_prompts
from litassay.wiring.rerun import merged, reachable_world, resume, settings_of
from litassay.wiring.run import ask, finish, first_manifest, secret_values, with_sources
from litassay.wiring.spent import spent
from litassay.wiring.trust import vetted
from store.atomic import write_atomically
from store.exchanges import Exchanges
from store.journal import Entry
from store.runs import RunFolder
from store.secrets import Secrets

PLAN, RESULT = "plan.json", "experiment.json"


@dataclass(frozen=True)
class Base:
    """The base run of one question."""

    number: int
    """Of the question, from 1."""
    folder: RunFolder
    settings: Settings

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.folder.manifest.question


@dataclass(frozen=True)
class Trialled:
    """One run that is to be made: a variant on a question, for the n-th time."""

    variant: Variant
    base: Base
    repeat: int
    path: Path
    settings: Settings

    def answering(self) -> list[Entry]:
        """Entries of the base run that answer; a repeat asks its models again."""
        entries = self.base.folder.journal(growing=False).entries
        return [e for e in entries if self.repeat == 0 or e.kind != "model"]


def bases(plan: ExperimentPlan, out: Path, progress: Progress) -> tuple[Base, ...]:
    """The base runs, made live where they are not there yet.

    Raises:
        InputError: the folder belongs to another plan.
        RunError: a named base run has not finished.
        WorldError: a run stopped; the same command goes on from there.
    """
    _claim(plan, out)
    paths = base_paths(plan, out)
    if plan.runs:
        return tuple(_given(n, path) for n, path in enumerate(paths, 1))
    first = plan.variant[0]
    settings = with_sources(load_settings(merged(plan.settings, first.settings)))
    made: list[Base] = []
    for number, (text, path) in enumerate(zip(plan.questions, paths, strict=True), 1):
        question = Question(text=text, max_papers=settings.max_papers)
        progress.note(f"{first.name}, question {number} of {len(plan.questions)}: {text}")
        if path.exists():
            resume(path, progress, own=settings)
        else:
            ask(question, settings, path, progress)
        made.append(Base(number, RunFolder.open(path), settings))
    return tuple(made)


def base_paths(plan: ExperimentPlan, out: Path) -> tuple[Path, ...]:
    """Where the base run of each question is, made or not."""
    if plan.runs:
        return tuple(Path(run) for run in plan.runs)
    return tuple(_path(out, plan.variant[0], n, 0) for n in range(1, len(plan.questions) + 1))


def _claim(plan: ExperimentPlan, out: Path) -> None:
    """Write the plan down, or what was added to the one that is there.

    Variants and questions may be added, and what was never run may be changed.
    """
    known = out / PLAN
    if known.exists():
        changed = _changed(ExperimentPlan.model_validate_json(known.read_text("utf-8")), plan, out)
        if changed:
            raise InputError(
                f"{str(out)!r} holds an experiment with another plan: {changed}",
                "give --out another folder, or a new variant another name",
            )
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(known, plan.model_dump_json(indent=2) + "\n")


def _changed(old: ExperimentPlan, new: ExperimentPlan, out: Path) -> str:
    """What of a plan differs that runs were already made with; empty when nothing does."""
    if old.questions != new.questions[: len(old.questions)] or old.runs != new.runs:
        return "its questions or runs are others"
    if old.settings != new.settings or old.variant[0] != new.variant[0]:
        return f"the base, {old.variant[0].name!r}, has other settings"
    if old.primary != new.primary and (out / RESULT).exists():
        return "other measures decide, and the outcome of these is known"
    later = {v.name: v for v in new.variant}
    for variant in old.variant[1:]:
        if later.get(variant.name) != variant and (out / variant.name).exists():
            return f"variant {variant.name!r} was run with other settings, or is gone"
    return ""


def _given(number: int, path: Path) -> Base:
    folder = RunFolder.open(path)
    if not folder.manifest.complete:
        raise RunError(f"the run {path.name!r} did not finish", f"litassay resume {path}")
    return Base(number, folder, settings_of(folder.manifest))  # read only: it asks nobody


def trials(plan: ExperimentPlan, made: tuple[Base, ...], out: Path) -> tuple[Trialled, ...]:
    """Every run that is to be made beyond the base runs."""
    return tuple(
        Trialled(variant, base, repeat, _path(out, variant, base.number, repeat),
                 _settings(plan, variant, base))
        for variant in plan.variant
        for base in made
        for repeat in range(plan.repeats)
        if repeat or variant is not plan.variant[0]
    )  # fmt: skip


def _settings(plan: ExperimentPlan, variant: Variant, base: Base) -> Settings:
    """Those of the base with what the variant changes, at the plan's or the user's addresses."""
    changes = variant.settings if variant is not plan.variant[0] else {}
    first = merged(plan.settings, plan.variant[0].settings)
    own = load_settings(merged(first, changes))
    return vetted(settings_of(base.folder.manifest, changes), own).with_keys(os.environ)


def _path(out: Path, variant: Variant, number: int, repeat: int) -> Path:
    return out / variant.name / f"q{number}-{repeat}"


def prepared(trial: Trialled, path: Path) -> RunFolder:
    """A new run folder for a trial, with the nonce of the base run: prompts stay comparable."""
    settings, origin = trial.settings, trial.base.folder.manifest
    own = Path(settings.prompts) if settings.prompts else None
    prompts = load_prompts(own) if own or uses_models(models_of(settings)) else None
    question = origin.question.model_copy(update={"max_papers": settings.max_papers})
    first = first_manifest(question, settings, prompts, datetime.now(UTC))
    changed = {"nonce": origin.nonce, "base_run": origin.run_id}
    folder = RunFolder.create(path, first.model_copy(update=changed))
    if prompts:
        keep_prompts(folder, prompts)
    return folder


def make(trial: Trialled, progress: Progress) -> None:
    """Make one run, or finish it where an earlier attempt stopped."""
    if trial.path.exists():
        folder = RunFolder.open(trial.path)
        if folder.manifest.complete:
            return
    else:
        folder = prepared(trial, trial.path)
    exchanges = Exchanges(
        folder.journal(),
        base=trial.answering(),
        secrets=Secrets(secret_values(trial.settings)),
        forget_failures=folder.manifest.exit_code == 4,
    )
    if folder.manifest.exit_code == 4:
        folder.forget_progress()
    finish(folder, trial.settings, reachable_world(trial.settings), exchanges, progress)


def conclude(
    plan: ExperimentPlan, made: tuple[Base, ...], done: tuple[Trialled, ...], out: Path
) -> Comparison:
    """Compare what was made and write the files of the experiment."""
    metrics = load_metrics(plan.metrics)
    observed: dict[str, dict[Trial, Observed]] = {v.name: {} for v in plan.variant}
    costs: dict[str, list[Spending]] = {v.name: [] for v in plan.variant}
    first = plan.variant[0].name
    for base in made:
        observed[first][base.question.text, 0] = observe(base.folder, metrics)
        if not plan.runs:  # runs that were there before cost this experiment nothing
            costs[first].append(_spent(first, base.folder, (), base.settings))
    for trial in done:
        name, folder = trial.variant.name, RunFolder.open(trial.path)
        observed[name][trial.base.question.text, trial.repeat] = observe(folder, metrics)
        costs[name].append(_spent(name, folder, trial.answering(), trial.settings))
    spending = tuple(total(name, parts) for name, parts in costs.items())
    found = compare(first, observed, plan.primary)
    found = found.model_copy(update={"spending": spending})
    _write(found, observed, out)
    return found


def _spent(name: str, folder: RunFolder, base: Iterable[Entry], settings: Settings) -> Spending:
    entries = folder.journal(growing=False).entries
    return spent(name, entries, base, load_prices(settings.models.prices))


def _write(found: Comparison, observed: Mapping[str, Mapping[Trial, Observed]], out: Path) -> None:
    write_atomically(out / RESULT, found.model_dump_json(indent=2) + "\n")
    write_atomically(out / "runs.csv", runs_csv(observed))
    write_atomically(out / "differences.csv", records_csv(found.differences))
    write_atomically(out / "flip_tests.csv", records_csv(found.flip_tests))
    write_atomically(out / "flips.csv", records_csv(found.flips))
    write_atomically(out / "spending.csv", records_csv(found.spending))
    write_atomically(out / "experiment.html", page(found))
