"""Reads finished run folders as they are compared and listed."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from litassay.errors import RunError, StorageError
from litassay.evals.comparison import Comparison, Observed, compare
from litassay.evals.own_metrics import Metric, measured
from litassay.evals.run_measures import Measures, measure, outcomes
from litassay.types.result import Unusable
from litassay.wiring.results import RESULT, load_result
from store.journal import Journal
from store.manifest import Manifest
from store.runs import RunFolder, find_runs


class Stage(NamedTuple):
    """The model calls of one stage."""

    name: str
    calls: int
    failed: int
    """Calls that brought no answer."""
    repairs: int
    """Calls that asked again because an answer could not be used."""


class Exchanged(NamedTuple):
    """What a journal holds, counted."""

    calls: dict[str, int]
    """Entries by kind."""
    failed: int
    seconds: float
    """All live answers together."""
    stages: tuple["Stage", ...] = ()
    """Model calls by who asked, in the order of the first."""


class RunOverview(NamedTuple):
    """One run as it is listed or shown."""

    path: Path
    manifest: Manifest
    measures: Measures
    """Empty for a run without a result."""
    exchanged: Exchanged
    unusable: tuple[Unusable, ...] = ()
    """Stages with answers that could not be used."""


class Damaged(NamedTuple):
    """A run that is there and cannot be read."""

    path: Path
    why: str


def observe(folder: RunFolder, metrics: Mapping[str, Metric] | None = None) -> Observed:
    """A finished run as it is compared, by our measures and the user's own `metrics`.

    Raises:
        RunError: it has no result, or its journal is damaged.
        InputError: one of `metrics` failed.
    """
    result = load_result(folder)
    seconds = exchanged(folder.journal()).seconds
    measures = {**measure(result, seconds), **measured(metrics or {}, result)}
    answer = " ".join(statement.text for statement in result.final.draft.answer)
    return Observed(measures, outcomes(result), answer)


def exchanged(journal: Journal) -> Exchanged:
    """The entries of a journal, counted."""
    calls: dict[str, int] = {}
    for entry in journal.entries:
        calls[entry.kind] = calls.get(entry.kind, 0) + 1
    failed = sum(entry.failed for entry in journal.entries)
    seconds = sum(entry.seconds for entry in journal.entries)
    return Exchanged(calls, failed, seconds, _stages(journal))


def _stages(journal: Journal) -> tuple[Stage, ...]:
    found: dict[str, Stage] = {}
    for entry in journal.entries:
        if entry.kind != "model":
            continue
        messages = entry.request.get("messages", ())
        repair = any(m.get("role") == "assistant" for m in messages)
        stage = found.get(entry.stage, Stage(entry.stage, 0, 0, 0))
        found[entry.stage] = Stage(
            stage.name, stage.calls + 1, stage.failed + entry.failed, stage.repairs + repair
        )
    return tuple(found.values())


def overview(folder: RunFolder) -> RunOverview:
    """One run, finished or not.

    Raises:
        RunError: its manifest, journal or result is damaged.
    """
    folder.check()
    manifest = folder.manifest
    seen = exchanged(folder.journal())
    if not (folder.path / RESULT).is_file():
        return RunOverview(folder.path, manifest, {}, seen)
    result = load_result(folder)
    measures = measure(result, seen.seconds)
    return RunOverview(folder.path, manifest, measures, seen, result.unusable)


def overviews(root: Path) -> list[RunOverview | Damaged]:
    """Every run in a folder, by name; one that cannot be read hides no other."""
    return [_overview_or_damage(folder) for folder in find_runs(root)]


def _overview_or_damage(folder: RunFolder) -> RunOverview | Damaged:
    try:
        return overview(folder)
    except (RunError, StorageError) as error:
        return Damaged(folder.path, str(error))


def question_differs(base: Path, other: Path) -> str:
    """What to say of two runs that did not ask the same; empty when they did.

    Raises:
        RunError: one of them is not there.
    """
    first, second = (RunFolder.open(path).manifest.question for path in (base, other))
    if first == second:
        return ""
    if first.text != second.text:
        return (
            f"the runs asked different questions, so their measures cannot be compared as of one: "
            f"{first.text!r} and {second.text!r}"
        )
    return "the runs asked the same question of other years, or with another limit of papers"


def compare_runs(base: Path, other: Path) -> Comparison:
    """Compare two finished runs, whatever their questions.

    Raises:
        RunError: one of them is not there or has not finished.
    """
    first, second = (observe(RunFolder.open(path)) for path in (base, other))
    trial = ("", 0)
    return compare("A", {"A": {trial: first}, "B": {trial: second}})


def which_rates_higher(a: Path, b: Path) -> str:
    """Which of two finished runs rates higher, and on which dimension they are furthest apart."""
    from litassay.evals.rated import higher

    one, other = (load_result(RunFolder.open(path)).final.rating for path in (a, b))
    return higher(one, other)
