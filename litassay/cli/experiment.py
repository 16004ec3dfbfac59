"""`litassay experiment`: the same questions under several variants, compared."""

import sys
from pathlib import Path
from typing import Annotated

import typer

Plan = Annotated[Path, typer.Argument(metavar="PLAN.toml", help="See docs/experiments.md.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Folder of the experiment; the same again goes on. Default: experiments/NAME."
    ),
]
Estimate = Annotated[
    bool, typer.Option("--estimate", help="Stop after showing what would go live.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before calls go live.")]
Json = Annotated[bool, typer.Option("--json", help="Print the comparison as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def experiment(
    plan: Plan,
    out: Out = None,
    estimate: Estimate = False,
    yes: Yes = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run the variants of PLAN.toml on its questions and compare them.

    Every variant is checked first. Then the base runs are made; their journals answer every call
    that a variant does not change, and how many go live is shown before they do. With --estimate
    nothing is asked of anybody.
    """
    from litassay.cli.experiment_pages import conclusion_page, forecast_page, unmade_page
    from litassay.cli.progress import watched
    from litassay.evals.experiment_plan import load_plan
    from litassay.extras import require
    from litassay.wiring import experiment as wired
    from litassay.wiring.experiment_check import check
    from litassay.wiring.rehearsing import forecast, unmade

    require("eval")
    loaded = load_plan(plan)
    check(loaded)
    folder = out or Path("experiments") / loaded.name
    missing = unmade(loaded, folder)
    if missing:
        typer.echo(unmade_page(missing), err=not estimate)
        if estimate:
            return
        _go_on(yes or not any(row.most_calls for row in missing))
    with watched(quiet) as progress:
        bases = wired.bases(loaded, folder, progress)
    planned = wired.trials(loaded, bases, folder)
    page = forecast_page(forecast(planned))
    typer.echo(page, err=not estimate)
    if estimate:
        return
    _go_on(yes)
    with watched(quiet) as progress:
        for trial in planned:
            progress.note(f"{trial.variant.name}, {trial.path.name}")
            wired.make(trial, progress)
    typer.echo(conclusion_page(wired.conclude(loaded, bases, planned, folder), folder, as_json))


def _go_on(yes: bool) -> None:
    """Ask on a terminal before anything goes live."""
    if sys.stdin.isatty() and not yes:
        typer.confirm("Go on?", abort=True, err=True)
