"""`litassay library add|list|search|sync|show|edit|remove`: local collections of papers."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from litassay.cli.library_papers import edit, papers_of, remove_papers, show
from litassay.cli.library_sync import sync
from litassay.errors import Interrupted

app = typer.Typer(help="Keep local libraries of papers and search them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


@app.command()
def add(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="JSONL, BibTeX, RIS, NBIB, CSL-JSON, CSV, XLSX, XML, PDF or JATS, or a folder.",
        ),
    ],
    name: Annotated[str, typer.Option("--name", help="The library; made if it is new.")],
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=THEIRS",
            help="Their name for a field: --map title=paper_title. May be repeated.",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add the papers of a file to a library: only those that are new or have changed.

    It may be interrupted at any time; the same command continues. Records that cannot be used are
    named with their line and skipped. BibTeX and RIS in another encoding than UTF-8 are read as
    Windows-1252, and that is said.
    """
    from litassay.cli.library_pages import added_page
    from litassay.cli.progress_bar import bar_for
    from litassay.models.embedding import WordLlamaEmbedder
    from litassay.wiring.documents import all_readers
    from store.library.addition import add_file
    from store.library.fields import parse_mapping
    from store.library.shelves import default_home

    mapping = parse_mapping(fields or [])
    try:
        with bar_for(quiet) as progress:
            added = add_file(
                path, name, default_home(), WordLlamaEmbedder(), mapping, progress, all_readers()
            )
    except KeyboardInterrupt:
        raise _add_again(path, name, fields or []) from None
    typer.echo(added_page(name, added, as_json))


def _add_again(path: Path, name: str, fields: list[str]) -> Interrupted:
    """What to give to go on with an addition."""
    mapped = [part for field in fields for part in ("--map", field)]
    command = shlex.join(["litassay", "library", "add", str(path), "--name", name, *mapped])
    return Interrupted("interrupted; what was read is kept", f"continue with: {command}")


@app.command("list")
def list_(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A library, with --papers.")
    ] = None,
    papers: Annotated[bool, typer.Option("--papers", help="List the papers of NAME.")] = False,
    as_json: Json = False,
) -> None:
    """List the libraries (papers, size on disk, when added to, state), or the papers of one."""
    if papers or name:
        papers_of(name or "sample", as_json)
        return
    from litassay.cli.library_pages import list_page
    from store.library.registry import list_libraries
    from store.library.shelves import default_home

    typer.echo(list_page(list_libraries(default_home()), as_json))


@app.command()
def search(
    name: Name,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for, in plain words.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most papers.")] = 10,
    year_from: Annotated[int | None, typer.Option("--from", help="First year.")] = None,
    year_to: Annotated[int | None, typer.Option("--to", help="Last year.")] = None,
    as_json: Json = False,
) -> None:
    """Show the papers of a library that fit TEXT best."""
    from litassay.cli.library_pages import found_page
    from litassay.cli.question import check_years
    from litassay.models.embedding import WordLlamaEmbedder
    from store.library import open_library
    from store.library.shelves import default_home

    check_years(year_from, year_to)
    library = open_library(name, default_home(), WordLlamaEmbedder())
    if library.note:
        typer.echo(f"note: {library.note}", err=True)
    typer.echo(found_page(library.search(text, limit, year_from, year_to), as_json))


app.command()(sync)
app.command()(show)
app.command()(edit)


@app.command()
def remove(
    name: Name,
    papers: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Papers to remove; without any, the whole library goes."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete a library, or some of its papers. The files they came from are not touched."""
    if papers:
        remove_papers(name, papers, yes=yes)
        return
    from store.library.registry import removable, remove_library
    from store.library.shelves import default_home

    home = default_home()
    removable(name, home)
    if not yes:
        typer.confirm(f"Delete library {name!r}?", abort=True, err=True)
    remove_library(name, home)
    typer.echo(f"removed library {name}")
