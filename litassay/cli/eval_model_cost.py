"""`litassay eval model-cost`: time, calls and tokens of runs with language models."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

Library = Annotated[str, typer.Option("--library", "-l", help="The library that is asked.")]
Papers = Annotated[
    list[int] | None, typer.Option("--papers", min=1, help="Most papers read; may be repeated.")
]
Latency = Annotated[float, typer.Option("--latency", min=0, help="Seconds that each call takes.")]
Judged = Annotated[
    Path | None,
    typer.Option(
        "--judged", metavar="DIR", help="Judged questions: screen and extract as readers judged."
    ),
]
Corpus = Annotated[
    Path | None, typer.Option("--corpus", metavar="FILE", help="The papers that were judged.")
]
Asked = Annotated[
    list[str] | None, typer.Option("--question", help="A judged question; may be repeated.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def model_cost(
    library: Library = "sample",
    papers: Papers = None,
    latency: Latency = 0.5,
    judged: Judged = None,
    corpus: Corpus = None,
    question: Asked = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run against a local server with a fixed latency; no real model is asked."""
    import json

    from litassay.cli.progress import progress_for
    from litassay.evals.judged_questions import read_judged
    from litassay.evals.model_cost import judged_page, page
    from litassay.wiring.model_cost import measure, measure_judged

    with closing(progress_for(quiet)) as progress:
        if judged and corpus:
            asked = read_judged(judged, corpus, tuple(question or ()))
            runs = measure_judged(library, asked, (papers or [10])[0], latency, progress)
            page = judged_page
        else:
            runs = measure(library, papers or [5, 10, 20, 40], latency, progress)
    typer.echo(json.dumps([r.model_dump() for r in runs], indent=2) if as_json else page(runs))
