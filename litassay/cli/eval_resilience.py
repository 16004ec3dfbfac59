"""`litassay eval resilience`: files that were made to exhaust memory or time."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.resilience import Refusal

Only = Annotated[list[str] | None, typer.Option("--only", help="This bomb alone; repeatable.")]


def resilience(only: Only = None) -> None:
    """Read files that were made to exhaust memory or time; exit 1 when one of them does."""
    from litassay.evals.bombs import LIBRARY, RUN
    from litassay.evals.resilience import bombs

    held = True
    for name in only or (*LIBRARY, *RUN):
        (found,) = bombs([name])
        held = held and found.held
        typer.echo(row(found))
    raise typer.Exit(0 if held else 1)


def row(found: "Refusal") -> str:
    """One bomb in a line."""
    took = f"{found.seconds:6.1f} s {found.megabytes:5} MB"
    said = found.said.splitlines()[-1][:90] if found.said else ""
    mark = "ok" if found.held else "!!"
    size = f"{found.size / 1e3:>9,.0f} kB"
    return f"{mark}  {found.name:<22}{size}{took}  exit {found.exit_code}  {said}"
