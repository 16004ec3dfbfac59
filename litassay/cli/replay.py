"""`litassay replay`: a finished run made again from its journal."""

from pathlib import Path
from typing import Annotated

import typer

from litassay.errors import ReplayDiverged

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Folder for the reports. Default: RUN/replay.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the report as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def replay(run: Run, out: Out = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Make RUN again without network, key or library, and compare the reports.

    Exit codes: 0 the same reports, byte for byte; 2 no finished run, or its journal is damaged;
    6 the run asked something new, or its reports differ (the difference is shown).
    """
    from litassay.cli.progress import progress_for
    from litassay.wiring.rerun import replay as remake

    progress = progress_for(quiet)
    try:
        replayed = remake(run, out, progress)
    finally:
        progress.close()
    path = replayed.path / ("report.json" if as_json else "report.md")
    typer.echo(path.read_text("utf-8") if as_json else path, nl=not as_json)
    if replayed.difference:
        raise ReplayDiverged(
            f"every call was answered, but the reports differ:\n{replayed.difference}",
            replayed.reason,
        )
    typer.echo("the reports are the same, byte for byte", err=True)
