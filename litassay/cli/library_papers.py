"""`litassay library show|edit` and the papers that `list` and `remove` name."""

from typing import Annotated, Any

import typer

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the library.")]
Id = Annotated[
    str,
    typer.Argument(metavar="ID", help="Its id, DOI, arXiv, PubMed or PMC id, however written."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]


def show(name: Name, paper: Id, as_json: Json = False) -> None:
    """Show what a library holds of one paper."""
    from litassay.cli.library_pages import paper_page
    from litassay.models.embedding import WordLlamaEmbedder
    from store.library.holdings import paper_named
    from store.library.shelves import default_home

    found = paper_named(name, default_home(), WordLlamaEmbedder(), paper)
    typer.echo(paper_page(found, as_json))


def edit(
    name: Name,
    paper: Id,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    authors: Annotated[
        str | None, typer.Option("--authors", help="Its authors: `Ann Lee; Bo Li`.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1500, max=2200, help="Its year.")
    ] = None,
    venue: Annotated[str | None, typer.Option("--venue", help="Journal or proceedings.")] = None,
    abstract: Annotated[str | None, typer.Option("--abstract", help="Its abstract.")] = None,
) -> None:
    """Correct a paper by hand. What you write stands above every record that is added later."""
    from litassay.cli.progress_bar import bar_for
    from litassay.errors import InputError
    from litassay.models.embedding import WordLlamaEmbedder
    from litassay.text.names import names
    from store.library.holdings import edit as change
    from store.library.shelves import default_home

    said: dict[str, Any] = {"title": title, "year": year, "venue": venue, "abstract": abstract,
                            "authors": names(authors) if authors else None}  # fmt: skip
    values = {field: value for field, value in said.items() if value is not None}
    if not values or not values.get("title", "x").strip():
        raise InputError("nothing to change", "name a field: --title, --authors, --year, …")
    with bar_for(quiet=True) as progress:
        done = change(name, default_home(), WordLlamaEmbedder(), paper, progress, **values)
    typer.echo(f"{done.id}: {done.what}")


def papers_of(name: str, as_json: bool) -> None:
    """Print every paper of a library."""
    from litassay.cli.library_pages import papers_page
    from litassay.models.embedding import WordLlamaEmbedder
    from store.library.holdings import held
    from store.library.shelves import default_home

    typer.echo(papers_page(held(name, default_home(), WordLlamaEmbedder()), as_json))


def remove_papers(name: str, papers: list[str], *, yes: bool) -> None:
    """Remove papers of a library, after asking."""
    from litassay.cli.progress_bar import bar_for
    from litassay.models.embedding import WordLlamaEmbedder
    from store.library.holdings import paper_named, take_out
    from store.library.shelves import default_home

    home, embedder = default_home(), WordLlamaEmbedder()
    found = [paper_named(name, home, embedder, one) for one in papers]
    if not yes:
        listed = "; ".join(f"{p.title} ({p.year or 'no year'})" for p in found)
        typer.confirm(f"Remove from library {name!r}: {listed}?", abort=True, err=True)
    with bar_for(quiet=True) as progress:
        gone = take_out(name, home, embedder, papers, progress)
    typer.echo(f"removed from {name}: {', '.join(gone)}")
