"""What a person sees while a run works: a live line on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.text import Text

from litassay.cli.streams import one_line

SHOWN_EVERY = 2.0
"""Seconds between two plain lines of one stage."""


@dataclass
class LineProgress:
    """Plain lines on stderr: of each stage the first, then at most one every two seconds."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    _last: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if now - self._last.get(name, -SHOWN_EVERY) < SHOWN_EVERY:
            return
        self._last[name] = now
        count = f" {done}/{total}" if done and total else ""
        self._line(f"{name}{count}: {detail}" if detail else f"{name}{count}")

    def note(self, text: str) -> None:
        self._line(f"note: {text}")

    def _line(self, text: str) -> None:
        print(one_line(text), file=self.out, flush=True)

    def close(self) -> None:
        """Nothing is held open."""


class LiveProgress:
    """One line on a terminal that is redrawn, with the count of events of each stage."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._counts: dict[str, int] = {}
        self._status = self._console.status("starting")
        self._status.start()

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:  # noqa: ARG002
        self._counts[name] = self._counts.get(name, 0) + 1
        so_far = " ".join(f"{stage}·{count}" for stage, count in self._counts.items())
        self._status.update(Text(one_line(f"{so_far}  {detail}")))

    def note(self, text: str) -> None:
        self._console.print(Text(one_line(f"note: {text}")))

    def close(self) -> None:
        """Wipe the line."""
        self._status.stop()


@dataclass(frozen=True)
class NoProgress:
    """Says nothing (`--quiet`)."""

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""

    def close(self) -> None:
        """Nothing is held open."""


def progress_for(quiet: bool) -> "LineProgress | LiveProgress | NoProgress":
    """The kind that fits where stderr goes."""
    if quiet:
        return NoProgress()
    return LiveProgress() if sys.stderr.isatty() else LineProgress()


@contextmanager
def watched(quiet: bool) -> Iterator["LineProgress | LiveProgress | NoProgress"]:
    """Progress for the length of a block; what it drew is wiped at the end."""
    progress = progress_for(quiet)
    try:
        yield progress
    finally:
        progress.close()
