"""The question of a finished run once more, with other papers and all that was paid for."""

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from litassay.config.settings import load_settings
from litassay.ports import Progress
from litassay.types import Question
from litassay.wiring.named import check_named
from litassay.wiring.prompts import keep_prompts, kept_prompts
from litassay.wiring.rerun import settings_of
from litassay.wiring.run import Finished, finish, secret_values
from litassay.wiring.services import open_world
from litassay.wiring.trust import vetted
from store import journal
from store.exchanges import Exchanges
from store.runs import RunFolder, default_folder
from store.secrets import Secrets


def ask_again(
    path: Path,
    flags: Mapping[str, Any],
    wanted: Mapping[str, Any],
    out: Path | None,
    progress: Progress,
) -> Finished:
    """Make a new run of the question of an old one.

    The new run begins with a copy of the old journal: what that one asked, and was answered, is
    not asked again, and its cost counts as spent. What failed in it is asked again.

    Args:
        path: The old run's folder; it is only read.
        flags: Settings over those of the old run; None is not given.
        wanted: Fields of the question over those of the old one; None is not given.
        out: The new folder.
        progress: Told what happens.

    Raises:
        RunError: there is no run.
        InputError, LibraryError: as `check_named`.
        WorldError: the run stopped; it can be resumed.
    """
    old = RunFolder.open(path)
    own = load_settings({})
    settings = vetted(settings_of(old.manifest, given(flags)), own).with_keys(os.environ)
    question = Question.model_validate(
        {**old.manifest.question.model_dump(), **given(wanted), "max_papers": settings.max_papers}
    )
    world = open_world(settings)
    check_named(question, settings, world)
    now = datetime.now(UTC)
    fresh = {
        "run_id": str(uuid4()),
        "question": question,
        "configuration": settings.public(),
        "started": now.isoformat(timespec="milliseconds"),
        "ended": None,
        "exit_code": None,
        "base_run": "",
    }
    target = out or default_folder(question.text, now.strftime("%Y%m%d-%H%M%S"))
    folder = RunFolder.create(target, old.manifest.model_copy(update=fresh))
    if old.manifest.prompt_hash:
        keep_prompts(folder, kept_prompts(old))
    shutil.copyfile(old.path / journal.FILE_NAME, folder.path / journal.FILE_NAME)
    secrets = Secrets(secret_values(settings))
    exchanges = Exchanges(folder.journal(), secrets=secrets, forget_failures=True)
    return finish(folder, settings, world, exchanges, progress)


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is not None."""
    return {name: value for name, value in values.items() if value is not None}
