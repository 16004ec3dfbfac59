"""`litassay eval sources`: the time of one round over all databases, against doubles of them."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.source_round import RoundScore


def sources(
    latency_ms: Annotated[
        int, typer.Option("--latency-ms", min=0, help="What each double waits before it answers.")
    ] = 300,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Records asked of each.")] = 40,
    as_json: Annotated[bool, typer.Option("--json", help="Print the times as JSON.")] = False,
) -> None:
    """Search each database alone and all at once; a round should cost what the slowest costs."""
    from litassay.evals.source_round import measure_round

    with tempfile.TemporaryDirectory() as home:
        score = asyncio.run(measure_round(latency_ms / 1000, limit, Path(home)))
    shown = score._asdict() | {"ratio": round(score.ratio, 3)}
    typer.echo(json.dumps(shown, indent=2) if as_json else page(score))


def page(score: "RoundScore") -> str:
    """The times as a table."""
    requests = dict(score.requests)
    lines = [f"{score.latency_s * 1000:.0f} ms latency, {score.limit} records of each"]
    lines += [
        f"{name:<17}{seconds:>8.2f} s alone, {requests[name]} requests"
        for name, seconds in score.alone
    ]
    lines.append(f"{'all at once':<17}{score.together:>8.2f} s, {score.ratio:.2f} × the slowest")
    return "\n".join(lines)
