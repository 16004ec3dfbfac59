"""What a run tells while it works, kept in its folder for whoever watches from outside."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from litassay.ports import Progress
from litassay.wiring.stages import Stage

FILE = "progress.json"
EVERY = 0.3
"""Seconds between two writings: watchers do not see more, and a disk is spared."""


class FollowedProgress:
    """Passes on what is told, and keeps the sum of it in the folder."""

    def __init__(self, inner: Progress, path: Path) -> None:
        self._inner = inner
        self._path = path
        self._stages: dict[str, Stage] = {}
        self._written = 0.0

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        self._inner.stage(name, detail, done, total)
        self._stages.setdefault(name, Stage(name)).tell(detail, done, total)
        if time.monotonic() - self._written >= EVERY:
            self._write()

    def note(self, text: str) -> None:
        self._inner.note(text)

    def _write(self) -> None:
        self._written = time.monotonic()
        fresh = self._path.with_name(f".{FILE}.new")
        text = json.dumps({"stages": [str(s) for s in self._stages.values()]})
        with suppress(OSError):  # a watcher sees less; the run itself needs none of it
            fresh.write_text(text, "utf-8")
            fresh.replace(self._path)


@contextmanager
def followed(inner: Progress, folder: Path) -> Iterator[Progress]:
    """Progress that is kept in the folder of a run until the block ends."""
    path = folder / FILE
    try:
        yield FollowedProgress(inner, path)
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def told(folder: Path) -> tuple[str, ...]:
    """What a run that is under way told so far, a line a stage; nothing when it tells nothing."""
    try:
        kept: Mapping[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
        return tuple(str(line) for line in kept["stages"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
