"""`litassay eval dedup`: how well records of one work are merged, and others kept apart."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.deduplication import PairScore


def dedup(
    recorded: Annotated[
        Path | None, typer.Option("--recorded", help="Folder with recorded exchanges.")
    ] = None,
    records: Annotated[
        Path | None, typer.Option("--records", help="Records to perturb, JSONL: id, title, …")
    ] = None,
    works: Annotated[int, typer.Option("--works", min=2, help="Works that are drawn.")] = 4000,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Merge labelled records and score the pairs: precision and recall."""
    from litassay.errors import InputError
    from litassay.evals import deduplication as measure

    scores = []
    if recorded:
        for name, with_ids in (("recorded", True), ("recorded, no ids", False)):
            scores.append(measure.score(name, measure.recorded_set(recorded, with_ids=with_ids)))
    if records:
        labelled = measure.perturbed_set(measure.read_records(records), works)
        scores.append(measure.score("perturbed", labelled))
    if not scores:
        raise InputError("there is nothing to measure", "give --recorded, --records or both")
    shown = [one._asdict() for one in scores]
    typer.echo(json.dumps(shown, indent=2) if as_json else page(scores))


def page(scores: list["PairScore"]) -> str:
    """The scores as a table, the changes that kept records apart under each line."""
    lines = [f"{'':<18}{'records':>8}{'works':>8}{'pairs':>8}{'precision':>11}{'recall':>9}"]
    for one in scores:
        lines.append(
            f"{one.name:<18}{one.records:>8,}{one.works:>8,}{one.pairs:>8,}"
            f"{one.precision:>11.4f}{one.recall:>9.4f}"
        )
        lines.extend(f"    {count:>6,}  left apart after {why}" for why, count in one.missed)
    return "\n".join(lines)
