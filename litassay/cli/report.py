"""`litassay report`: render a finished run again, from its records."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What a report can be rendered as."""

    md = "md"
    json = "json"


Run = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")]
As = Annotated[Format, typer.Option("--format", help="md or json.")]


def report(run: Run, form: As = Format.md) -> None:
    """Render the report of a finished run again."""
    from litassay.wiring.results import load_result, rendered
    from store.runs import RunFolder

    ready = rendered(load_result(RunFolder.open(run)))
    typer.echo(ready.markdown if form is Format.md else ready.json, nl=False)
