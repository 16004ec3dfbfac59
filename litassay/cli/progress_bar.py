"""A progress bar on a terminal, plain lines elsewhere, for work whose length is known."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from litassay.cli.streams import one_line
from litassay.ports import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class BarProgress:
    """One bar a stage."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, detail="")
        shown = one_line(detail)
        self._bars.update(self._tasks[name], completed=done, total=total or None, detail=shown)

    def note(self, text: str) -> None:
        from rich.text import Text

        self._bars.console.print(Text(one_line(f"note: {text}")))


@contextmanager
def bar_for(quiet: bool) -> Iterator[Progress]:
    """The kind of progress that fits where stderr goes; a bar is wiped at the end."""
    from litassay.cli.progress import LineProgress, NoProgress

    if quiet:
        yield NoProgress()
        return
    if not sys.stderr.isatty():
        with closing(LineProgress()) as lines:
            yield lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars
    from rich.table import Column

    one_row = Column(no_wrap=True, overflow="ellipsis", ratio=1)
    detail = TextColumn("{task.fields[detail]}", markup=False, table_column=one_row)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), detail)
    with Bars(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, expand=True
    ) as b:
        yield BarProgress(b)
