"""One run from its question to its files: made live, resumed, or replayed."""

import asyncio
import gc
import os
import secrets as random
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from graphs.run import run as run_graph
from graphs.state import State
from litassay.config.models import ROLES
from litassay.config.settings import Settings
from litassay.config.sources import SOURCE_NAMES
from litassay.errors import Interrupted, LitassayError, StorageError, UserError
from litassay.ports import Progress
from litassay.prompting.prompt_set import PromptSet
from litassay.reports.document import Report
from litassay.types import Provenance, Question, RunResult
from litassay.wiring.crew import check_script, models_of, uses_models, with_calibration
from litassay.wiring.following import followed
from litassay.wiring.introductions import confidence, crew
from litassay.wiring.named import check_named
from litassay.wiring.prompts import keep_prompts, load_prompts, set_name
from litassay.wiring.results import EXIT_CODES, assemble, publish
from litassay.wiring.services import Bench, World, open_world, services_for
from litassay.wiring.settings_shown import settings_shown
from litassay.wiring.windows import with_windows
from store import journal
from store.checkpoints import checkpointer, has_progress, misfits_named
from store.exchanges import Exchanges
from store.manifest import Manifest, installed_versions
from store.runs import RunFolder, default_folder
from store.secrets import Secrets

THREAD = "run"
"""Thread id of the checkpoints; a run folder holds one run."""


class Finished(NamedTuple):
    """A run that has its report."""

    folder: RunFolder
    report: Report

    @property
    def exit_code(self) -> int:
        """What the command line exits with."""
        return EXIT_CODES[self.report.status]


def ask(
    question: Question,
    settings: Settings,
    out: Path | None,
    progress: Progress,
    world: World | None = None,
) -> Finished:
    """Make a run in a folder of its own; `world` is what the settings name, opened before.

    Raises:
        UserError: something named does not exist; nothing was written.
        WorldError: the run stopped; it can be resumed.
    """
    settings = with_calibration(with_sources(settings))
    check_script(question.text, settings)
    world = world or open_world(settings)
    check_named(question, settings, world)
    settings = with_windows(settings, progress) if uses_models(models_of(settings)) else settings
    own = Path(settings.prompts) if settings.prompts else None
    prompts = load_prompts(own) if own or uses_models(models_of(settings)) else None
    now = datetime.now(UTC)
    path = out or default_folder(question.text, now.strftime("%Y%m%d-%H%M%S"))
    folder = RunFolder.create(path, first_manifest(question, settings, prompts, now))
    if prompts:
        keep_prompts(folder, prompts)
    exchanges = Exchanges(folder.journal(), secrets=Secrets(secret_values(settings)))
    try:
        return finish(folder, settings, world, exchanges, progress)
    except UserError:
        folder.discard_unless_begun()
        raise


def with_sources(settings: Settings) -> Settings:
    """All databases when neither a library nor a database is named."""
    if settings.library or settings.source:
        return settings
    return settings.model_copy(update={"source": SOURCE_NAMES})


def first_manifest(
    question: Question, settings: Settings, prompts: PromptSet | None, now: datetime
) -> Manifest:
    """The manifest with which a run begins."""
    models = models_of(settings)
    return Manifest(
        run_id=str(uuid4()),
        question=question,
        nonce=random.token_hex(16),
        configuration=settings.public(),
        prompt_set=set_name(prompts) if prompts else "",
        prompt_hash=prompts.hash if prompts else "",
        models=tuple((role, models.for_role(role).model or "") for role in ROLES),
        versions=installed_versions(),
        started=now.isoformat(timespec="milliseconds"),
    )


def secret_values(settings: Settings) -> tuple[str, ...]:
    """Every key that the settings name, so that none is ever written."""
    servers = [settings.models.server("default"), *settings.models.servers.values()]
    keys = (os.environ.get(server.key_env, "") for server in servers)
    return (*keys, *settings.sources.secrets())


def finish(
    folder: RunFolder,
    settings: Settings,
    world: World,
    exchanges: Exchanges,
    progress: Progress,
) -> Finished:
    """Take a run to its end from wherever its folder says it is, and write how it ended."""
    with folder.lock():
        try:
            _note_collections(folder, world)
            with _settled_memory(), followed(progress, folder.path) as told:
                report = asyncio.run(_execute(folder, settings, world, exchanges, told))
        except LitassayError as error:
            raise _stopped(folder, error) from error.__cause__
        except KeyboardInterrupt:
            raise _stopped(folder, Interrupted("interrupted")) from None
        _close(folder, EXIT_CODES[report.status])
        folder.forget_progress()  # the records and the journal are enough from here on
    return Finished(folder, report)


@contextmanager
def _settled_memory() -> Iterator[None]:
    """Spare the collector what was imported: looking through it takes a tenth of a run's time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _note_collections(folder: RunFolder, world: World) -> None:
    """Write what the libraries hold before they are asked.

    Not for a run whose answers come from an earlier time: resumed, or a variant of an experiment.
    """
    manifest = folder.manifest
    begun = (folder.path / journal.FILE_NAME).exists()
    if world.collections and not begun and not manifest.base_run:
        folder.write_manifest(manifest.model_copy(update={"collections": world.collections}))


def _stopped(folder: RunFolder, error: LitassayError) -> LitassayError:
    """Write that the run stopped, and let its error say how to go on."""
    with suppress(StorageError):  # a full disk refuses this too, and resuming does without it
        _close(folder, error.exit_code)
    if not isinstance(error, UserError):
        first = f"{error.hint}, then " if error.hint else ""
        error.hint = f"{first}continue with: litassay resume {shlex.quote(str(folder.path))}"
    return error


def _close(folder: RunFolder, exit_code: int) -> None:
    ended = datetime.now(UTC).isoformat(timespec="milliseconds")
    changed = folder.manifest.model_copy(update={"ended": ended, "exit_code": exit_code})
    folder.write_manifest(changed)


async def _execute(
    folder: RunFolder, settings: Settings, world: World, exchanges: Exchanges, progress: Progress
) -> Report:
    async with (
        services_for(settings, world, folder, exchanges, progress) as bench,
        checkpointer(folder.checkpoints, also=(State,)) as saver,
    ):
        fresh = not await has_progress(saver, THREAD)
        question = folder.manifest.question if fresh else None
        with nullcontext() if fresh else misfits_named():
            state = await run_graph(bench.services, question, saver, THREAD)
        result = assemble(state, bench, provenance(folder.manifest, settings, bench))
    folder.write_manifest(folder.manifest.model_copy(update={"spend": result.spend}))
    return publish(folder, result)


def provenance(manifest: Manifest, settings: Settings, bench: Bench) -> Provenance:
    """What must be the same for the same report to come out.

    Versions and configuration are those of the manifest, so that a replay elsewhere, or by a later
    version with further settings, writes the same report.
    """
    return Provenance(
        litassay=dict(manifest.versions).get("litassay", "unknown"),
        crew=crew(settings, tuple(r.name for r in bench.services.crew.reviewers)),
        confidence=confidence(settings),
        prompt_set=bench.prompt_set,
        sources=tuple(s.name for s in bench.services.sources),
        collections=manifest.collections,
        configuration=settings_shown(
            manifest.configuration, language_models=uses_models(models_of(settings))
        ),
        libraries=tuple((n, v) for n, v in manifest.versions if n != "litassay"),
    )


__all__ = ["Finished", "RunResult", "ask", "finish", "first_manifest", "provenance"]
