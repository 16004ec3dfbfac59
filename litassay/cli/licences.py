"""`litassay licences`: what is installed with the program, and under which licences."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

Shape = Annotated[
    Literal["table", "md", "cyclonedx"],
    typer.Option("--format", help="table, md (THIRD_PARTY.md) or cyclonedx (a bill of materials)."),
]
Check = Annotated[
    Path | None,
    typer.Option(
        "--check",
        metavar="THIRD_PARTY.md",
        help="Print nothing; exit 2 if a licence is not allowed or a package is not in this file.",
    ),
]


def licences(shape: Shape = "table", check: Check = None) -> None:
    """List the packages that litassay needs, with their licences."""
    from litassay.supply.cyclonedx import bill
    from litassay.supply.installed import packages
    from litassay.supply.licences import spdx
    from litassay.supply.third_party import page

    found = packages()
    if check is not None:
        _verify(check)
    elif shape == "md":
        typer.echo(page(found), nl=False)
    elif shape == "cyclonedx":
        typer.echo(json.dumps(bill(found), indent=2))
    else:
        for one in found:
            typer.echo(f"{one.name:<42}{one.version:<18}{one.group or 'run':<8}{spdx(one)}")


def _verify(path: Path) -> None:
    from litassay.errors import InputError
    from litassay.supply.installed import packages
    from litassay.supply.licences import faults
    from litassay.supply.third_party import missing

    wrong = faults(packages())
    if wrong:
        raise InputError("; ".join(wrong), "replace it, or add a licence to licences.toml")
    try:
        lacks = missing(packages(), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{str(path)!r} cannot be read") from error
    if lacks:
        raise InputError(f"{path.name} lacks {', '.join(lacks)}", "make it with `make third-party`")
