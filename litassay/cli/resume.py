"""`litassay resume`: a run that did not finish is continued."""

from pathlib import Path
from typing import Annotated

import typer

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The run folder.")]
MaxUsd = Annotated[
    float | None, typer.Option("--max-usd", min=0, help="A new limit of money for the whole run.")
]
MaxTokens = Annotated[
    int | None, typer.Option("--max-tokens", min=0, help="A new limit of tokens for the whole run.")
]
Trust = Annotated[
    bool,
    typer.Option("--trust-run", help="Ask the addresses that RUN names, with the keys it names."),
]
Retry = Annotated[
    bool,
    typer.Option(
        "--retry-failed", help="Ask once more what failed, and only that; the report is made anew."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the report as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def resume(
    run: Run,
    max_usd: MaxUsd = None,
    max_tokens: MaxTokens = None,
    retry_failed: Retry = False,
    trust_run: Trust = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Continue RUN where it stopped; no call that is in its journal is made again.

    What was spent counts; a run that reached its budget goes on under a new limit. A finished run
    is left as it is, but a result or report of it that was lost is made again from the journal. A
    run of an experiment goes on with the answers of its base run. Servers and databases are asked
    at the addresses of your own settings; a run that names others stops before it asks anybody.
    Exit codes are those of `litassay ask`.
    """
    from litassay.cli.progress import progress_for
    from litassay.cli.summary import show_end
    from litassay.wiring.resuming import go_on

    limits = {"max_usd": max_usd, "max_tokens": max_tokens}
    given = {name: value for name, value in limits.items() if value is not None}
    progress = progress_for(quiet)
    try:
        changes = {"models": {"budget": given}} if given else None
        finished = go_on(run, progress, changes, trusted=trust_run, retry_failed=retry_failed)
    finally:
        progress.close()
    show_end(finished, (), as_json, quiet)
    raise typer.Exit(finished.exit_code)
