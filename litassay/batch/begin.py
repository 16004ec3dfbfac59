"""Beginning a batch, or going on with it: its tasks on the board, each with its key."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litassay import __version__
from litassay.batch.board import Board
from litassay.batch.pool import BOARD
from litassay.batch.questions import Task
from litassay.config.settings import Settings, load_settings
from litassay.errors import InputError, UserError
from litassay.wiring.crew import check_script
from litassay.wiring.rerun import merged
from litassay.wiring.run import with_sources
from litassay.wiring.services import open_world

FLAGS, MOST_USD = "flags", "most_usd"


def begin(
    tasks: tuple[Task, ...], folder: Path, flags: Mapping[str, Any], most_usd: float | None
) -> Board:
    """Check every question's settings and put the tasks on the board of a folder.

    Raises:
        InputError: a question cannot be asked, or the folder holds another batch.
        UserError: a library does not exist.
    """
    whole = with_sources(load_settings(flags))
    fingerprint = [c.model_dump(mode="json") for c in open_world(whole).collections]
    keyed = [(task, _key(task, _settings(task, flags), fingerprint)) for task in tasks]
    folder.mkdir(parents=True, exist_ok=True)
    board = Board(folder / BOARD)
    board.add(keyed, {FLAGS: dict(flags), MOST_USD: most_usd})
    return board


def _settings(task: Task, flags: Mapping[str, Any]) -> Settings:
    try:
        settings = with_sources(load_settings(merged(flags, task.settings)))
        check_script(task.text, settings)
    except UserError as error:
        raise InputError(f"question {task.id!r}: {error}") from error
    return settings


def _key(task: Task, settings: Settings, libraries: Any) -> str:
    """Hash of exactly what changes the report: question, settings, libraries, version."""
    said = [task.text, settings.public(), libraries, __version__]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
