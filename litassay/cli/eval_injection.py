"""`litassay eval injection`: how well orders hidden in texts are found."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.injection import Found, Outcome

Data = Annotated[
    Path, typer.Option("--data", help="Folder with `acl_anthology`, `scifact` and `hostile`.")
]
Kind = Annotated[
    list[str] | None, typer.Option("--kind", help="Leave out this kind alone; repeatable.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]


def injection(data: Data, kind: Kind = None, as_json: Json = False) -> None:
    """Find attacks of kinds that were not learnt from, and count false alarms."""
    from litassay.evals.injection import measure
    from litassay.models.embedding import WordLlamaEmbedder

    outcome = measure(data, WordLlamaEmbedder(), kind or ())
    typer.echo(outcome.model_dump_json(indent=2) if as_json else page(outcome))


def page(outcome: "Outcome") -> str:
    """The figures as a table."""
    rows = [f"{'kind that was left out':<24}{'alone':>8}{'inside':>8}{'texts':>8}"]
    rows += [_row(found) for found in outcome.unseen]
    rows += [
        f"{name}: {flagged} of {count:,} ordinary sentences flagged ({flagged / count:.2%})"
        for name, count, flagged in outcome.false_alarms
    ]
    return "\n".join(rows)


def _row(found: "Found") -> str:
    alone, inside = (
        "-" if share is None else f"{share:.2f}" for share in (found.alone, found.inside)
    )
    return f"{found.kind:<24}{alone:>8}{inside:>8}{found.count:>8}"
