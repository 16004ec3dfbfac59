"""`litassay batch`: many questions, shared out among workers; status, resume, report."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from litassay.errors import InputError

if TYPE_CHECKING:
    from litassay.batch.board import Row


class _RunByDefault(TyperGroup):
    """`litassay batch QUESTIONS` is `litassay batch run QUESTIONS`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunByDefault, help="Ask many questions: each is a run of its own.", no_args_is_help=True
)
Questions = Annotated[
    Path, typer.Argument(metavar="QUESTIONS", help="A .txt, .csv or .jsonl file.")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the batch.")]
Out = Annotated[Path, typer.Option("--out", help="Folder of the batch; the same again goes on.")]
Workers = Annotated[
    int, typer.Option("--workers", "-n", min=1, max=256, help="Processes that work at once.")
]
Shard = Annotated[
    str | None,
    typer.Option("--shard", metavar="I/N", help="Only the I-th of N parts, as in a job array."),
]
MaxUsd = Annotated[
    float | None, typer.Option("--max-usd", min=0, help="Most US dollars of all runs together.")
]
Libraries = Annotated[
    list[str] | None, typer.Option("--library", "-l", help="A local library; may be repeated.")
]
Source = Annotated[
    str | None, typer.Option("--source", help="Databases, with commas; as in `litassay ask`.")
]
Model = Annotated[str | None, typer.Option("--model", help="Who works; as in `litassay ask`.")]
MaxPapers = Annotated[
    int | None, typer.Option("--max-papers", min=1, max=500, help="Most papers of a question.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


@app.command()
def run(
    questions: Questions,
    out: Out,
    workers: Workers = 1,
    shard: Shard = None,
    max_usd: MaxUsd = None,
    library: Libraries = None,
    source: Source = None,
    model: Model = None,
    max_papers: MaxPapers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Ask every question of QUESTIONS; the same command goes on where it stopped.

    Exit codes: 0 every question has its report, 4 some were put aside after three tries, 5 the
    money is spent before all were asked.
    """
    from litassay.batch.begin import begin
    from litassay.batch.questions import read_questions
    from litassay.batch.questions import shard as part

    names = tuple(source.split(",")) if source else None
    given = {"library": tuple(library or ()) or None, "source": names, "model": model,
             "max_papers": max_papers}  # fmt: skip
    flags = {name: value for name, value in given.items() if value is not None}
    tasks = read_questions(questions)
    folder = out
    if shard:
        i, n = _shard(shard)
        tasks, folder = part(tasks, i, n), out / f"shard-{i}-of-{n}"
    begin(tasks, folder, flags, max_usd)
    _work(folder, flags, workers, max_usd, as_json, quiet)


@app.command()
def resume(
    folder: Folder, workers: Workers = 1, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Go on with a batch, and give what was put aside another three tries."""
    from litassay.batch.begin import FLAGS, MOST_USD
    from litassay.batch.board import Board
    from litassay.batch.pool import BOARD

    board = Board(folder / BOARD)
    flags, most = board.fact(FLAGS), board.fact(MOST_USD)
    board.release()
    _work(folder, flags or {}, workers, most, as_json, quiet)


@app.command()
def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far a batch is, and what was put aside and why."""
    from litassay.cli.batch_pages import status_page

    typer.echo(status_page(_rows(folder), as_json))


@app.command()
def report(folder: Folder, as_json: Json = False) -> None:
    """A row a question: how it ended, what it cost, how long it took, how it was rated."""
    from litassay.cli.batch_pages import report_page

    typer.echo(report_page(_rows(folder), as_json))


def _work(
    folder: Path,
    flags: dict[str, Any],
    workers: int,
    most: float | None,
    as_json: bool,
    quiet: bool,
) -> None:
    from litassay.batch.pool import run_local
    from litassay.cli.batch_pages import report_page

    run_local(folder, flags, workers, most, _watch(quiet))
    rows = _rows(folder)
    typer.echo(report_page(rows, as_json))
    states = {row.state for row in rows}
    if "quarantined" in states:
        raise typer.Exit(4)
    raise typer.Exit(5 if "waiting" in states else 0)


def _watch(quiet: bool) -> Callable[[tuple["Row", ...]], None]:
    """Tell the state on stderr whenever it has changed."""
    from litassay.cli.batch_pages import line

    last = ""

    def watch(rows: tuple["Row", ...]) -> None:
        nonlocal last
        said = line(rows)
        if said != last and not quiet:
            typer.echo(said, err=True)
        last = said

    return watch


def _rows(folder: Path) -> tuple["Row", ...]:
    """Every task of a batch, of all its shards where it has any."""
    from litassay.batch.board import Board
    from litassay.batch.pool import BOARD

    shards = sorted(folder.glob(f"shard-*/{BOARD}"))
    boards = shards if shards and not (folder / BOARD).exists() else [folder / BOARD]
    return tuple(row for path in boards for row in Board(path).rows())


def _shard(text: str) -> tuple[int, int]:
    part, _, of = text.partition("/")
    if not (part.isdigit() and of.isdigit() and 1 <= int(part) <= int(of)):
        raise InputError(f"--shard {text!r} is not I/N with 1 ≤ I ≤ N", "for example --shard 2/8")
    return int(part), int(of)
