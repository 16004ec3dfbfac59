"""`litassay eval growth`: how a library's cost grows with it, and what it still finds."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from litassay.evals.growth import Size


def growth(
    papers: Annotated[
        Path, typer.Option("--papers", help="JSONL(.gz) with title and abstract, to be shuffled.")
    ],
    corpus: Annotated[Path, typer.Option("--corpus", help="Documents to plant (SciFact's JSONL).")],
    claims: Annotated[Path, typer.Option("--claims", help="Claims that cite them.")],
    sizes: Annotated[
        list[int] | None, typer.Option("--size", min=1, help="Papers. May be repeated.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Grow a library of shuffled abstracts with documents planted inside; a JSON line a size."""
    import tempfile

    from litassay.cli.progress_bar import bar_for
    from litassay.evals.growth import exponent, grow
    from litassay.evals.retrieval import read_claims, read_corpus
    from litassay.models.embedding import WordLlamaEmbedder

    documents, labelled = read_corpus(corpus), read_claims(claims)
    wanted = sorted(sizes or [50_000, 200_000, 500_000])
    done = []
    with tempfile.TemporaryDirectory(prefix="litassay-") as home, bar_for(quiet) as progress:
        embedder = WordLlamaEmbedder()
        for size in grow(papers, documents, labelled, wanted, Path(home), embedder, progress):
            done.append(size)
            typer.echo(json.dumps(shown(size)))
    if len(done) > 1:
        typer.echo(json.dumps({"add_exponent": round(exponent(done), 3)}))


def shown(size: "Size") -> dict[str, Any]:
    """A size with its units in the names, rounded."""
    return {
        "papers": size.papers,
        "add_cpu_s": round(size.add_seconds, 1),
        "add_memory_mb": round(size.add_memory),
        "disk_mb": round(size.disk),
        "open_cpu_ms": round(size.open_ms, 1),
        "search_cpu_ms": {name: round(ms, 1) for name, ms in size.search_ms.items()},
        "ndcg@10": round(size.ndcg_10, 4),
        "ndcg@10_planted": round(size.ndcg_10_planted, 4),
    }
