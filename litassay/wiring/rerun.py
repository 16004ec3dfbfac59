"""A run made again from its folder: resumed where it stopped, or replayed without the world."""

import asyncio
import difflib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from graphs.run import run as run_graph
from litassay.config.settings import Settings, load_settings
from litassay.errors import LibraryError, ReplayDiverged, RunError, StorageError
from litassay.ports import Progress, Source
from litassay.reports.document import Report
from litassay.types import Query, RunResult, SearchResult
from litassay.wiring.crew import models_of, uses_models, with_calibration
from litassay.wiring.prompts import PROMPTS, keep_prompts, kept_prompts, load_prompts
from litassay.wiring.results import (
    REPORT_APPENDIX,
    REPORT_JSON,
    REPORT_MD,
    Rendered,
    assemble,
    load_result,
    rendered,
)
from litassay.wiring.run import Finished, finish, provenance, secret_values
from litassay.wiring.services import World, open_world, services_for
from litassay.wiring.trust import vetted
from store.atomic import write_atomically
from store.exchanges import Exchanges
from store.manifest import Manifest, changed_versions
from store.network_refusal import network_refused
from store.runs import RunFolder
from store.secrets import Secrets

REPLAYS = "replay"
"""Folder inside the run folder for what a replay writes, when no other is named."""
_SHOWN = 40
_NO_CALIBRATION = [[0.0, 0.0], [1.0, 1.0]]


class Replayed(NamedTuple):
    """What a replay wrote, and how it compares with what the run wrote."""

    path: Path
    """Folder with `report.md`, `appendix.md` and `report.json`."""
    report: Report
    difference: str
    """Empty when both reports are the same, byte for byte; else the first differing lines."""
    reason: str
    """What may have made a difference: the program, or libraries of other versions."""


def settings_of(manifest: Manifest, changes: Mapping[str, Any] | None = None) -> Settings:
    """The settings that a run was made with.

    Raises:
        RunError: this version does not know them.
    """
    try:
        found = Settings.model_validate(merged(configuration_of(manifest), changes or {}))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise RunError(
            f"the settings of this run cannot be used: {where!r}: {first['msg']}",
            f"it was made by litassay {dict(manifest.versions).get('litassay', '(unknown)')}",
        ) from error
    kept = configuration_of(manifest)
    paths = (kept.get("calibration"), kept.get("models", {}).get("calibration"))
    if any(path and not str(path).startswith("{") for path in paths):
        raise RunError("the manifest of the run names a file of calibration, which is not read")
    return with_calibration(found)


def configuration_of(manifest: Manifest) -> dict[str, Any]:
    """The settings of a run as this version reads them.

    `models.calibration` was a list of points until it became the name of a file; the list that
    every run had by default says nothing. `models.verify_passages` was of a verifier that was
    shown several papers.
    """
    if "models" not in manifest.configuration:
        return dict(manifest.configuration)
    models = dict(manifest.configuration["models"])
    models.pop("verify_passages", None)
    if models.get("calibration") == _NO_CALIBRATION:
        del models["calibration"]
    return {**manifest.configuration, "models": models}


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values of `old` with those of `new` over them."""
    nested = {
        name: merged(old[name], value)
        for name, value in new.items()
        if isinstance(value, Mapping) and isinstance(old.get(name), Mapping)
    }
    return {**old, **new, **nested}


def replay(path: Path, out: Path | None, progress: Progress) -> Replayed:
    """Make a finished run again from its journal, with the network refused.

    Raises:
        RunError: there is no finished run, or its journal is damaged (the line is named).
        ReplayDiverged: the run asked something that its journal does not hold.
    """
    folder = RunFolder.open(path)
    manifest = folder.manifest
    if not manifest.complete:
        raise RunError(
            f"the run {path.name!r} did not finish, so there is nothing to compare a replay with",
            f"continue it with: litassay resume {path}",
        )
    lost = [name for name in (REPORT_MD, REPORT_JSON) if not (path / name).is_file()]
    if lost:
        raise RunError(
            f"{lost[0]} of the run {path.name!r} is gone, so there is nothing to compare with",
            f"`litassay resume {path}` makes it again",
        )
    target = out or path / REPLAYS
    _make(target)
    ready = rendered(remake(folder, progress))
    for name, text in ready.files:
        write_atomically(target / name, text)
    return Replayed(target, ready.report, difference(folder, ready), _since(manifest))


def remake(
    folder: RunFolder,
    progress: Progress,
    prompts: Path | None = None,
    changes: Mapping[str, Any] | None = None,
) -> RunResult:
    """The result of a run made again from its journal, the network refused, nothing written.

    Args:
        folder: The finished run.
        progress: Told what happens.
        prompts: Prompts in the place of those of the run.
        changes: Settings over those of the run.

    Raises:
        RunError: the journal is damaged (the line is named).
        ReplayDiverged: the run asked something that its journal does not hold.
    """
    exchanges = Exchanges(folder.journal(growing=False), live=False)
    settings = settings_of(folder.manifest, changes)
    configuration = settings.public() if changes else folder.manifest.configuration
    manifest = folder.manifest.model_copy(update={"configuration": configuration})
    with tempfile.TemporaryDirectory() as scratch, network_refused():
        again = RunFolder.create(Path(scratch) / "run", manifest)
        own = prompts or folder.path / PROMPTS
        if own.is_dir() and uses_models(models_of(settings)):
            keep_prompts(again, load_prompts(own))
        try:
            return asyncio.run(_remake(again, settings, exchanges, progress))
        except ReplayDiverged as error:
            error.hint = error.hint or _since(manifest)
            raise


def _since(manifest: Manifest) -> str:
    changed = changed_versions(manifest)
    return f"since the run was recorded, {changed or 'the program or its prompts changed'}"


def _make(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder {str(target)!r} could not be made: {error.strerror or error}",
            "name another with --out",
        ) from error


async def _remake(
    folder: RunFolder, settings: Settings, exchanges: Exchanges, progress: Progress
) -> RunResult:
    async with services_for(settings, World(), folder, exchanges, progress) as bench:
        state = await run_graph(bench.services, folder.manifest.question)
        if exchanges.diverged:  # even if an agent took it for a failure of its model
            raise exchanges.diverged
        return assemble(state, bench, provenance(folder.manifest, settings, bench))


def difference(folder: RunFolder, ready: Rendered) -> str:
    """How a report differs from the one in the folder: the first lines; empty when it does not."""
    lines: list[str] = []
    for name, text in reversed(ready.files):
        if name == REPORT_APPENDIX and not (folder.path / name).exists():
            continue  # a run from before there was one
        lines += difflib.unified_diff(
            folder.read_text(name).splitlines(),
            text.splitlines(),
            f"{name} as recorded",
            f"{name} as replayed",
            lineterm="",
            n=1,
        )
    return "\n".join(lines[:_SHOWN])


def resume(
    path: Path,
    progress: Progress,
    changes: Mapping[str, Any] | None = None,
    *,
    own: Settings | None = None,
    trusted: bool = False,
    retry_failed: bool = False,
) -> Finished:
    """Continue a run that was killed, interrupted, or stopped by an outage or a limit.

    After a kill or Ctrl-C it goes on from its last checkpoint, and the journal answers what had
    been asked since. After an outage or at a limit it is made again from its journal, and only
    what had failed is asked again.

    Args:
        path: The run folder.
        progress: Told what happens.
        changes: Settings over those of the run.
        own: The user's settings, whose addresses are asked; None reads them.
        trusted: Ask the addresses that the run names instead.
        retry_failed: Of a finished run, ask once more what failed, and report anew.

    Raises:
        RunError: there is no run, another process has it, its checkpoints cannot be read, or it
            names other addresses than the user's settings do.
        WorldError: it stopped again; nothing is lost.
    """
    folder = RunFolder.open(path)
    with folder.lock():
        manifest = folder.manifest
        again = manifest.exit_code in (4, 5) or retry_failed
        open_ = retry_failed or changes or left_unchecked(folder)
        if manifest.complete and not (again and open_):
            return Finished(folder, rendered(load_result(folder)).report)
        if manifest.base_run:  # its journal alone would pay again for what the base run paid
            raise RunError(
                f"the run {path.name!r} belongs to an experiment",
                "give the `litassay experiment` command again, which goes on with it",
            )
        settings = settings_of(manifest, changes)
        if not trusted:
            settings = vetted(settings, own or load_settings({}))
        settings = settings.with_keys(os.environ)
        _same_prompts(folder, manifest)
        folder.write_manifest(_reopened(manifest, settings))
        if again:
            folder.forget_progress()
        journal = folder.journal()
    if journal.cut:
        progress.note(f"line {journal.cut} of the journal was cut off and is asked again")
    secrets = Secrets(secret_values(settings))
    exchanges = Exchanges(journal, secrets=secrets, forget_failures=again)
    return finish(folder, settings, reachable_world(settings), exchanges, progress)


def left_unchecked(folder: RunFolder) -> bool:
    """True for a finished run in which a model's server failed, so that asking again may help.

    Calls that the budget refused do not count: they are refused again until the limit is raised.
    """
    if folder.manifest.exit_code != 5:
        return False
    entries = folder.journal().entries
    return any(e.kind == "model" and e.failed and e.answer.get("code") != "budget" for e in entries)


def _same_prompts(folder: RunFolder, manifest: Manifest) -> None:
    if manifest.prompt_hash and kept_prompts(folder).hash != manifest.prompt_hash:
        raise RunError(
            f"the prompts are not those with which the run {folder.path.name!r} began",
            "resume it with the version of litassay in its manifest, or ask again",
        )


def _reopened(manifest: Manifest, settings: Settings) -> Manifest:
    changed = {
        "ended": None,
        "exit_code": None,
        "configuration": settings.public(),
    }
    return manifest.model_copy(update=changed)


def reachable_world(settings: Settings) -> World:
    """The world of a run with a journal: a library that is gone matters only if asked again."""
    try:
        return open_world(settings)
    except LibraryError as error:
        missing: dict[str, Source] = {n: _Missing(n, error) for n in settings.library}
        return World(libraries=missing, live=True)


@dataclass
class _Missing:
    """Stands for a library that cannot be opened."""

    name: str
    error: LibraryError

    async def search(self, query: Query, limit: int) -> SearchResult:  # noqa: ARG002 - the port's
        raise self.error
