"""`litassay eval rating`: whether the rating falls when a good report is damaged."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.rating import Outcome

Runs = Annotated[
    list[Path] | None,
    typer.Option("--runs", help="Finished run folders; may be repeated. Default: runs made here."),
]
Library = Annotated[
    str, typer.Option("--library", "-l", help="Without --runs: the library that is asked.")
]
Seeds = Annotated[int, typer.Option("--seeds", min=1, max=50, help="Times each kind is planted.")]
Json = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def rating(
    runs: Runs = None,
    library: Library = "sample",
    seeds: Seeds = 3,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plant defects in reports of real runs and rate them before and after."""
    from litassay.cli.progress import progress_for
    from litassay.evals.rating import measure
    from litassay.wiring.rating import judges, load_reports, made_reports

    with closing(progress_for(quiet)) as progress:
        reports = load_reports(runs) if runs else made_reports(library, progress)
    outcome = measure(reports, judges(), seeds)
    typer.echo(outcome.model_dump_json(indent=2) if as_json else page(outcome))


def page(outcome: "Outcome") -> str:
    """The figures as a table."""
    scores = ", ".join(f"{s:.1f}" for s in outcome.base_scores)
    lines = [
        f"{outcome.reports} reports, rated {scores}; {outcome.pairs} pairs",
        f"{'damage':<24}{'pairs':>6}{'falls':>8}{'ungated':>9}{'by':>6}{'least':>7}  noticed by",
    ]
    for name, kind in outcome.by_kind.items():
        seen = ", ".join(f"{d} {points:.1f}" for d, points in kind.noticed_by[:2])
        lines.append(
            f"{name:<24}{kind.pairs:>6}{kind.share_falling:>8.0%}"
            f"{kind.share_falling_ungated:>9.0%}{kind.mean_fall:>6.1f}"
            f"{kind.smallest_fall:>7.1f}  {seen}"
        )
    lines.append(
        f"{'all':<24}{outcome.pairs:>6}{outcome.share_falling:>8.1%}"
        f"{outcome.share_falling_ungated:>9.1%}"
    )
    for name, bad in outcome.baselines.items():
        verdict = "as it must" if bad.passed else "TOO HIGH"
        lines.append(f"{name}: rated {bad.score:.1f}, at most {bad.bar:.0f}: {verdict}")
    if outcome.not_planted:
        lines.append(f"no place in these reports for: {', '.join(outcome.not_planted)}")
    return "\n".join(lines)
