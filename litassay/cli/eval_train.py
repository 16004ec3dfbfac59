"""`litassay eval train NAME`: make the weights of one small model again."""

from pathlib import Path
from typing import Annotated

import typer


def train(
    name: Annotated[str, typer.Argument(help="Which model; a wrong name lists them all.")],
    data: Annotated[
        Path, typer.Option("--data", help="Folder with a folder for each labelled set.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Where the weights are written (JSON).")],
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Learn from this set alone; repeatable.")
    ] = None,
) -> None:
    """Train a small model of the extractive crew; the same data give the same bytes."""
    from litassay.evals.trainers import folders, trainer
    from litassay.evals.weights_file import write

    known = trainer(name)
    write(known.train(folders(known, data, only or ())), out)
    typer.echo(str(out))
