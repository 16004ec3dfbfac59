"""`litassay resume` for any run: one of an experiment goes on with its base run behind it."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from litassay.config.settings import load_settings
from litassay.errors import RunError
from litassay.evals.experiment_plan import ExperimentPlan
from litassay.plain import read_plain
from litassay.ports import Progress
from litassay.wiring.experiment import PLAN, Base, Trialled, base_paths, make, trials
from litassay.wiring.rerun import left_unchecked, resume, settings_of
from litassay.wiring.restoring import restored
from litassay.wiring.results import load_result, rendered
from litassay.wiring.run import Finished
from litassay.wiring.trust import vetted
from store.runs import RunFolder

MOST_PLAN = 4_000_000
"""Bytes of the plan of an experiment that are read."""


def go_on(
    path: Path,
    progress: Progress,
    changes: Mapping[str, Any] | None = None,
    *,
    trusted: bool = False,
    retry_failed: bool = False,
) -> Finished:
    """Continue a run, whatever began it; of a finished one, restore what was lost.

    Args:
        path: The run folder.
        progress: Told what happens.
        changes: Settings over those of the run.
        trusted: Ask the addresses that the run names, whatever the user's settings say.
        retry_failed: Of a finished run, ask once more what failed, and report anew.

    Raises:
        RunError: there is no run; it names other addresses than the user's settings; or it belongs
            to an experiment, and other limits are given or its base run is not there.
        ReplayDiverged: a result that was lost cannot be made again by this version.
        WorldError: it stopped again; nothing is lost.
    """
    folder = RunFolder.open(path)
    manifest = folder.manifest
    done = manifest.complete and not retry_failed
    if done and not changes and not left_unchecked(folder):
        return Finished(folder, restored(folder, progress))
    if not manifest.base_run:
        return resume(path, progress, changes, trusted=trusted, retry_failed=retry_failed)
    if changes:
        raise RunError(
            f"the run {path.name!r} belongs to an experiment, whose runs share their limits",
            "set them in the settings of another plan, with another --out",
        )
    trial = _trial(path.resolve(), manifest.base_run)
    if not trusted:
        own = vetted(trial.settings, load_settings({})).with_keys(os.environ)
        trial = replace(trial, settings=own)
    make(trial, progress)
    return Finished(folder, rendered(load_result(folder)).report)


def _trial(path: Path, base_run: str) -> Trialled:
    """The run as its experiment planned it; the experiment's folder is two above."""
    out = path.parent.parent
    try:
        plan = ExperimentPlan.model_validate_json(read_plain(out / PLAN, MOST_PLAN))
        bases = (RunFolder.open(base) for base in base_paths(plan, out))
        numbered = [(n, b) for n, b in enumerate(bases, 1) if b.manifest.run_id == base_run]
        made = tuple(Base(n, b, settings_of(b.manifest)) for n, b in numbered)
        (trial,) = [t for t in trials(plan, made, out) if t.path == path]
    except (OSError, ValueError, RunError) as error:
        raise RunError(
            f"the run {path.name!r} belongs to an experiment, and its base run is not found",
            "put it back into the experiment's folder, or give the `litassay experiment` command "
            "again, which goes on with all its runs",
        ) from error
    return trial
