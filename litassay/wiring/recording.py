"""Recorded runs for tests: replayed without the world, or recorded anew where calls changed."""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from litassay.config.settings import load_settings
from litassay.doubles import Notebook
from litassay.errors import RunError
from litassay.reports.document import Report
from litassay.types import Question, RunResult
from litassay.wiring.prompts import PROMPTS, keep_prompts, load_prompts
from litassay.wiring.rerun import configuration_of, difference, merged, reachable_world, remake
from litassay.wiring.results import REPORT_APPENDIX, REPORT_JSON, REPORT_MD, rendered
from litassay.wiring.run import finish, first_manifest, secret_values, with_sources
from store import journal, manifest
from store.exchanges import Exchanges
from store.runs import RunFolder
from store.secrets import Secrets

KEPT = (
    manifest.FILE_NAME, journal.FILE_NAME, REPORT_JSON, REPORT_MD, REPORT_APPENDIX, PROMPTS
)  # fmt: skip
"""What a recording is made of: all that a replay needs, and what it is compared with."""


class ReplayedRun(NamedTuple):
    """A run as a test sees it."""

    result: RunResult
    report: Report
    markdown: str
    difference: str
    """How the report differs from the recorded one; empty when it is the same, byte for byte."""


def replayed(
    path: Path, prompts: Path | None = None, changes: Mapping[str, Any] | None = None
) -> ReplayedRun:
    """A recording made again, with other prompts or settings if they are given.

    Raises:
        ReplayDiverged: a call is not in the recording; the difference is shown.
    """
    folder = RunFolder.open(path)
    result = remake(folder, Notebook(), prompts, changes)
    ready = rendered(result)
    return ReplayedRun(result, ready.report, ready.markdown, difference(folder, ready))


def record(
    path: Path,
    question: Question | None,
    prompts: Path | None,
    changes: Mapping[str, Any],
    recorded_with: str,
) -> None:
    """Make a recording, live where the one that is there does not hold a call.

    Args:
        path: The recording; replaced when the new one is complete.
        question: What to ask; None asks what the recording asks.
        prompts: Folder of prompts; None keeps those of the recording.
        changes: Settings over those of the recording, or over the user's own.
        recorded_with: What answers, for whoever reads the manifest.

    Raises:
        RunError: there is no recording yet and no question.
    """
    old = RunFolder.open(path) if path.exists() else None
    before = old.manifest if old else None
    asked = question or (before.question if before else None)
    if asked is None:
        raise RunError(f"there is no recording {str(path)!r} yet", "give it a question")
    known = configuration_of(before) if before else {}
    settings = with_sources(load_settings(merged(known, changes)))
    kept = path / PROMPTS if (path / PROMPTS).is_dir() else None
    chosen = load_prompts(prompts or kept)
    first = first_manifest(asked, settings, chosen, datetime.now(UTC))
    same = {"nonce": before.nonce} if before else {}
    with tempfile.TemporaryDirectory() as scratch:
        update = {**same, "recorded_with": recorded_with or (before and before.recorded_with) or ""}
        made = RunFolder.create(Path(scratch) / "run", first.model_copy(update=update))
        keep_prompts(made, chosen)
        exchanges = Exchanges(
            made.journal(),
            base=old.journal().entries if old else (),
            secrets=Secrets(secret_values(settings)),
        )
        finish(made, settings, reachable_world(settings), exchanges, Notebook())
        _replace(path, made.path)


def _replace(path: Path, made: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    for name in KEPT:
        source = made / name
        if source.is_dir():
            shutil.copytree(source, path / name)
        elif source.exists():
            shutil.copyfile(source, path / name)
