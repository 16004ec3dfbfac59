"""`litassay publish`: many runs as one static site."""

from pathlib import Path
from typing import Annotated

import typer

Runs = Annotated[
    list[Path], typer.Argument(metavar="RUNS…", help="Run folders, or folders that hold them.")
]
Out = Annotated[Path, typer.Option("--out", help="Folder of the site; made, or added to.")]
Base = Annotated[
    str,
    typer.Option("--base", help="Address at which the site will stand; the feed needs it."),
]
Name = Annotated[str, typer.Option("--name", help="Name of the site.")]
Pdf = Annotated[bool, typer.Option("--pdf/--no-pdf", help="A PDF of each report.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def publish(
    runs: Runs,
    out: Out,
    base: Base = "http://localhost:8000/",
    name: Name = "Literature reviews",
    pdf: Pdf = True,
    quiet: Quiet = False,
) -> None:
    """Publish runs as a static site: index, pages, citations, feed, site map, JSON.

    It opens from the disk and from any web server. Publishing again makes only the pages that
    changed; a page stays until its folder below r/ is deleted. Exit codes: 0 all published, 2 a
    run could not be published (the others are).
    """
    from litassay.cli.progress_bar import bar_for
    from litassay.cli.streams import say
    from litassay.errors import RunError
    from litassay.wiring.publishing import Options, publish_site

    options = Options(out, name, base.rstrip("/") + "/", pdf)
    with bar_for(quiet) as progress:
        done = publish_site(runs, options, progress)
    for path, why in done.failed:
        say(f"{path}: {why}")
    typer.echo(out / "index.html")
    if not quiet:
        typer.echo(f"{done.reports} reports on the site, {done.made} pages made", err=True)
    if done.failed:
        raise typer.Exit(RunError.exit_code)
