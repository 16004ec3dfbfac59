"""`litassay ask --estimate`: what a run will cost at most, before anything is asked."""

import json
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from litassay.config.settings import Settings


def show_estimate(settings: "Settings", as_json: bool) -> None:
    """Print calls, tokens and money by role, and their sum."""
    from litassay.wiring.estimate import estimate_run

    rows = estimate_run(settings)
    if as_json:
        typer.echo(json.dumps([row._asdict() for row in rows], indent=2))
        return
    if not rows:
        typer.echo("No language model is asked: the run costs nothing.")
        return
    typer.echo(f"{'stage':<24}{'model':<24}{'calls':>7}{'prompt':>10}{'answer':>10}{'USD':>10}")
    for row in rows:
        usd = "unknown" if row.usd is None else f"{row.usd:.4f}"
        counts = f"{row.calls:>7}{row.prompt_tokens:>10}{row.completion_tokens:>10}"
        typer.echo(f"{row.stage:<24}{row.model:<24}{counts}{usd:>10}")
