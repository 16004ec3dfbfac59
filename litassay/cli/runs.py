"""`litassay runs list|show|compare`: what was run, and how two runs differ."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="List, show and compare runs.", no_args_is_help=True)

Root = Annotated[Path, typer.Option("--root", help="The folder that holds run folders.")]
Run = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")]
A = Annotated[Path, typer.Argument(metavar="A", help="The run that is the base.")]
B = Annotated[Path, typer.Argument(metavar="B", help="The run that is compared with it.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]


@app.command("list")
def list_(root: Root = Path("runs"), as_json: Json = False) -> None:
    """List runs: state, rating, claims, verified share, calls, question; damaged ones as such."""
    from litassay.cli.runs_pages import list_page
    from litassay.wiring.observing import overviews

    typer.echo(list_page(overviews(root), as_json))


@app.command()
def show(run: Run, as_json: Json = False) -> None:
    """Show what a run was made with, what it asked, what it cost and what it measured."""
    from litassay.cli.runs_pages import show_page
    from litassay.wiring.observing import overview
    from store.runs import RunFolder

    typer.echo(show_page(overview(RunFolder.open(run)), as_json))


@app.command()
def compare(a: A, b: B, as_json: Json = False) -> None:
    """Compare two finished runs: which rates higher and where, every measure, which claims flipped.

    With one run a side there are no intervals and no tests but McNemar's over the claims that both
    made; `litassay experiment` compares over many questions. Runs of different questions are
    compared too, with a warning.
    """
    from litassay.cli.runs_pages import comparison_page
    from litassay.cli.streams import say
    from litassay.wiring.observing import compare_runs, question_differs, which_rates_higher

    if warning := question_differs(a, b):
        say(f"warning: {warning}")
    page = comparison_page(compare_runs(a, b), as_json)
    typer.echo(page if as_json else f"{which_rates_higher(a, b)}\n\n{page}")
