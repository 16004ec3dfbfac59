"""`litassay eval recording`: what recording and replaying a run cost."""

import json
from pathlib import Path
from typing import Annotated

import typer

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")]
Repeats = Annotated[int, typer.Option("--repeats", min=1, help="How often each time is taken.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]


def recording(run: Run, repeats: Repeats = 5, as_json: Json = False) -> None:
    """Measure the journal of RUN: bytes a claim, time to write it, time to replay the run."""
    from litassay.doubles import Notebook
    from litassay.evals.recording import measure_recording
    from litassay.wiring.rerun import remake
    from litassay.wiring.results import load_result
    from store.runs import RunFolder

    folder = RunFolder.open(run)
    entries = folder.journal(growing=False).entries
    found = measure_recording(
        entries,
        (folder.path / "journal.jsonl").stat().st_size,
        len(load_result(folder).base.claims),
        folder.manifest.seconds,
        lambda: remake(folder, Notebook()),
        repeats,
    )
    if as_json:
        typer.echo(json.dumps(found._asdict(), indent=2))
        return
    for name, value in found._asdict().items():
        typer.echo(f"{name:<16}{value:,.4f}" if isinstance(value, float) else f"{name:<16}{value}")
