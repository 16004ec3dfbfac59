"""`litassay eval fulltext`: do questions on full texts find the right paper and passage."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.types import Paper


def fulltext(
    documents: Annotated[
        list[Path], typer.Option("--documents", help="A folder of full texts. May be repeated.")
    ],
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Labelled questions; default: those shipped.")
    ] = None,
    among: Annotated[
        Path | None, typer.Option("--among", help="Other papers in the same library (JSONL).")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Index the documents, ask questions that their full text answers, and score as JSON."""
    from litassay.cli.progress_bar import bar_for
    from litassay.evals.fulltext import measure, read_questions
    from litassay.models.embedding import WordLlamaEmbedder

    asked = read_questions(questions)
    papers = {p.id: p for folder in documents for p in _papers(folder)}
    others = (p for p in _papers(among) if p.id not in papers) if among else iter(())
    with bar_for(quiet) as progress:
        scores = measure(list(papers.values()), others, asked, WordLlamaEmbedder(), progress)
    shown = {k: round(v, 3) if isinstance(v, float) else v for k, v in scores._asdict().items()}
    typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))


def _papers(path: Path) -> "Iterator[Paper]":
    """What a library would take from the file or folder."""
    from litassay.types import Paper
    from litassay.wiring.documents import all_readers
    from store.library.readers import read

    found = (item.outcome for item in read(path, {}, all_readers()).items)
    return (one for one in found if isinstance(one, Paper))
