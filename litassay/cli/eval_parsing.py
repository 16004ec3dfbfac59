"""`litassay eval parsing`: what the adapters keep of recorded exchanges with the databases."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.parsing import ParsingScore


def parsing(
    recorded: Annotated[
        Path, typer.Option("--recorded", help="Folder with exchanges.jsonl.gz and fixtures.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Parse recorded exchanges and count complete records, with every miss explained."""
    from litassay.evals.parsing import measure_parsing

    scores = measure_parsing(recorded)
    shown = [score._asdict() | {"kept": round(score.kept, 4)} for score in scores]
    typer.echo(json.dumps(shown, indent=2) if as_json else page(scores))


def page(scores: tuple["ParsingScore", ...]) -> str:
    """The scores as a table, the misses under each line."""
    lines = [f"{'':<17}{'records':>8}{'could be':>10}{'complete':>10}{'kept':>8}{'lost':>6}"]
    for one in scores:
        lines.append(
            f"{one.service:<17}{one.records:>8,}{one.carried:>10,}{one.complete:>10,}"
            f"{one.kept:>8.2%}{one.lost:>6}"
        )
        lines.extend(f"    {count:>6,}  {why}" for why, count in one.misses)
    return "\n".join(lines)
