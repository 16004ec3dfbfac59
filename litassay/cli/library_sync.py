"""`litassay library sync`: a library that follows a folder of documents."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from litassay.errors import Interrupted

if TYPE_CHECKING:
    from store.library.following import Synced

SHOWN = 20
"""Files of a kind that are named one by one."""


def sync(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The library; made if it is new.")],
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="PDF, JATS and HTML, as in Zotero's storage; remembered from the first time on.",
        ),
    ] = None,
    watching: Annotated[
        bool, typer.Option("--watch", help="Go on until interrupted (Ctrl-C).")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Bring a library up to a folder: what is new or changed is read, what is gone leaves.

    A file is read once, however often it is moved or the command is run or interrupted.
    """
    from litassay.cli.progress_bar import bar_for
    from litassay.wiring.sync import sync as once
    from litassay.wiring.sync import watch
    from store.library.shelves import default_home

    home = default_home()
    with bar_for(quiet) as progress:
        if not watching:
            try:
                typer.echo(synced_page(name, once(name, home, folder, progress)))
            except KeyboardInterrupt:
                raise _again(name, folder) from None
            return
        for done in watch(name, home, folder, progress):
            typer.echo(synced_page(name, done))


def _again(name: str, folder: Path | None) -> Interrupted:
    """What to give to go on."""
    command = ["litassay", "library", "sync", name, *([str(folder)] if folder else [])]
    hint = f"continue with: {shlex.join(command)}"
    return Interrupted("interrupted; what was read is kept", hint)


def synced_page(name: str, done: "Synced") -> str:
    """What became of each file, and how many papers there are."""
    named = (("new", done.added), ("changed", done.changed), ("moved", done.moved))
    lines = [line for what, files in (*named, ("gone", done.gone)) for line in _named(what, files)]
    lines += _named("unread", [f"{file}: {why}" for file, why in done.unread])
    summary = ", ".join(f"{len(files):,} {what}" for what, files in (*named, ("gone", done.gone)))
    lines.append(f"{name}: {summary}, {done.unchanged:,} unchanged; {done.total:,} papers")
    return "\n".join(lines)


def _named(what: str, files: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}: {file}" for file in files[:SHOWN])
    if len(files) > SHOWN:
        yield f"{what}: {len(files) - SHOWN:,} more"
