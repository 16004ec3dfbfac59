"""`litassay eval NAME`: every harness as a command, one file each."""

import typer

from litassay.cli.eval_retrieve import retrieve

app = typer.Typer(
    help="Measure retrieval, verification, reviewers and rating on labelled data.",
    no_args_is_help=True,
)


@app.callback()
def callback() -> None:
    """Measure retrieval, verification, reviewers and rating on labelled data."""


app.command()(retrieve)
