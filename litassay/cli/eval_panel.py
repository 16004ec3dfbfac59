"""`litassay eval panel`: how well reviewers and panels follow human ratings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.panel import Outcome
    from litassay.evals.panel_scores import Score

Human = Annotated[
    Path, typer.Option("--human", help="TSV: paper_id, then one numbered column a human rating.")
]
Reviews = Annotated[
    Path, typer.Option("--reviews", help="Folder with one .csv(.gz) a reviewer: paper_id, Overall.")
]
Save = Annotated[
    Path | None, typer.Option("--save", help="Write the calibration learnt from all papers here.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]


def panel(human: Human, reviews: Reviews, save: Save = None, as_json: Json = False) -> None:
    """Correlate reviewers, simple panels and our aggregator with human ratings."""
    from litassay.evals.panel import calibration, measure
    from litassay.evals.panel_data import read

    data = read(human, reviews)
    outcome = measure(data)
    if save is not None:
        from store.atomic import write_atomically

        write_atomically(save, calibration(data).model_dump_json(indent=2) + "\n")
    typer.echo(outcome.model_dump_json(indent=2) if as_json else page(outcome))


def page(outcome: "Outcome") -> str:
    """The figures as a table."""
    halves, best = outcome.halves, outcome.best
    lines = [
        f"{outcome.papers} papers; one human against the others: r = {outcome.one_human:.3f}",
        f"{'':<50}{'r':>6}  {'95 % interval':<15}{'rho':>6}{'bal. acc.':>10}{'level':>7}",
        *(_row(name, one) for name, one in outcome.reviewers.items()),
        *(_row(name, one) for name, one in outcome.same_model.items() if name[:4] == "mean"),
        _row("mean of all", outcome.mean),
        _row("median of all", outcome.median),
        _row("ours, on papers not learnt from", outcome.ours),
        f"ours, learnt on one half, tested on the other: r = {halves.pearson:.3f}; mean error "
        f"{halves.error:.2f} points against {halves.error_uncalibrated:.2f} uncalibrated",
        f"best of {best.panels} panels, chosen on the same papers: r = {best.pearson:.3f} "
        f"({len(best.reviewers)} reviewers, {best.scores}); chosen on other papers: "
        f"r = {outcome.best_held_out:.3f}",
    ]
    return "\n".join(lines)


def _row(name: str, one: "Score") -> str:
    low, high = one.interval
    short = name if len(name) <= 49 else f"{name[:24]}…{name[-24:]}"
    return (
        f"{short:<50}{one.pearson:>6.3f}  {low:.3f}–{high:.3f}    {one.spearman:>6.3f}"
        f"{one.balanced_accuracy:>10.3f}{one.level:>7.2f}"
    )
