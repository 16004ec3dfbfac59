"""`litassay resume`: a run that did not finish is continued."""

from pathlib import Path
from typing import Annotated

import typer

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The run folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print the report as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def resume(run: Run, as_json: Json = False, quiet: Quiet = False) -> None:
    """Continue RUN where it stopped; no call that is in its journal is made again.

    Exit codes are those of `litassay ask`.
    """
    from litassay.cli.progress import progress_for
    from litassay.wiring.rerun import resume as go_on

    progress = progress_for(quiet)
    try:
        finished = go_on(run, progress)
    finally:
        progress.close()
    path = finished.folder.path / ("report.json" if as_json else "report.md")
    typer.echo(path.read_text("utf-8") if as_json else path, nl=not as_json)
    raise typer.Exit(finished.exit_code)
