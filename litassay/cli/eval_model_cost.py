"""`litassay eval model-cost`: time, calls and tokens of runs with language models."""

from contextlib import closing
from typing import Annotated

import typer

Library = Annotated[str, typer.Option("--library", "-l", help="The library that is asked.")]
Papers = Annotated[
    list[int] | None, typer.Option("--papers", min=1, help="Most papers read; may be repeated.")
]
Latency = Annotated[float, typer.Option("--latency", min=0, help="Seconds that each call takes.")]
Json = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def model_cost(
    library: Library = "sample",
    papers: Papers = None,
    latency: Latency = 0.5,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run against a local server with a fixed latency; no real model is asked."""
    import json

    from litassay.cli.progress import progress_for
    from litassay.evals.model_cost import page
    from litassay.wiring.model_cost import measure

    with closing(progress_for(quiet)) as progress:
        runs = measure(library, papers or [5, 10, 20, 40], latency, progress)
    typer.echo(json.dumps([r.model_dump() for r in runs], indent=2) if as_json else page(runs))
