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
from litassay.wiring.stages import Stage

SHOWN_EVERY = 2.0
"""Seconds between two plain lines of one stage."""


@dataclass
class LineProgress:
    """Plain lines on stderr, with what a stage told so far added up.

    A stage is shown every two seconds while it works, and once more when another begins.
    """

    out: TextIO = field(default_factory=lambda: sys.stderr)
    _stages: dict[str, Stage] = field(default_factory=dict)
    _shown: dict[str, tuple[float, str]] = field(default_factory=dict)

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if name not in self._stages:
            self._flush()
            self._stages[name] = Stage(name)
            self._shown[name] = (now, "")
        self._stages[name].tell(detail, done, total)
        if now - self._shown[name][0] >= SHOWN_EVERY:
            self._show(name)

    def note(self, text: str) -> None:
        self._line(f"note: {text}")

    def close(self) -> None:
        """Show what was told since each stage was last shown."""
        self._flush()

    def _flush(self) -> None:
        for name in self._stages:
            self._show(name)

    def _show(self, name: str) -> None:
        text = str(self._stages[name])
        if text != self._shown[name][1]:
            self._line(text)
        self._shown[name] = (time.monotonic(), text)

    def _line(self, text: str) -> None:
        print(one_line(text), file=self.out, flush=True)


class LiveProgress:
    """One line on a terminal that is redrawn: the stage at work, after those before it."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._stages: dict[str, Stage] = {}
        self._status = self._console.status("starting")
        self._status.start()

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        stage = self._stages.pop(name, None) or Stage(name)
        self._stages[name] = stage  # the last one told is the one at work
        stage.tell(detail, done, total)
        line = one_line(self._line(str(stage)))
        self._status.update(Text(line, no_wrap=True, overflow="ellipsis"))

    def _line(self, at_work: str) -> str:
        """The stage at work whole, before it as many of the others as fit on the line."""
        room = self._console.width - len(at_work) - 4
        earlier = ""
        for name in list(self._stages)[-2::-1]:
            longer = f"{name} › {earlier}"
            if len(longer) > room:
                break
            earlier = longer
        return f"{earlier}{at_work}"

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
