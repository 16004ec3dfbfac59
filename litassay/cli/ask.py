"""`litassay ask`: one question in, one run folder with a report out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from litassay.cli.estimate import show_estimate
from litassay.errors import InputError

if TYPE_CHECKING:
    from litassay.config.settings import Settings
    from litassay.types import Question

Text = Annotated[
    str | None,
    typer.Argument(
        metavar="QUESTION",
        help="The research question, in quotes; `-` reads it from standard input. Behind `--` it "
        "may begin with a dash.",
    ),
]
File = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="Read the question from a file.")
]
Libraries = Annotated[
    list[str] | None,
    typer.Option("--library", "-l", help="A local library; may be repeated. `sample` is built in."),
]
Sources = Annotated[
    str | None,
    typer.Option(
        "--source",
        help="Databases, with commas: arxiv,openalex,semanticscholar,crossref,europepmc "
        "(all five when neither a library nor a source is named).",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", help="`extractive` (no language model), a model's name, or scripted:FILE."
    ),
]
Verifier = Annotated[
    str | None,
    typer.Option(
        "--verifier", help="Who verifies, when another than --model: extractive or nli:MODEL."
    ),
]
Prompts = Annotated[Path | None, typer.Option("--prompts", help="Folder with your own prompts.")]
From = Annotated[int | None, typer.Option("--from", min=1500, max=2200, help="First year.")]
To = Annotated[int | None, typer.Option("--to", min=1500, max=2200, help="Last year.")]
Include = Annotated[
    list[str] | None,
    typer.Option(
        "--include", metavar="ID", help="Read this paper whatever its grade. May be repeated."
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="ID", help="Do not use this paper. May be repeated."),
]
Pin = Annotated[
    list[str] | None,
    typer.Option(
        "--pin", metavar="ID", help="Keep this paper's seat if it answers in part. Repeatable."
    ),
]
Undated_ = Annotated[
    str | None,
    typer.Option(
        "--undated", metavar="keep|drop", help="Papers without a year, under limits on years."
    ),
]
Again = Annotated[
    bool,
    typer.Option(
        "--again",
        help="QUESTION is a run folder: its question once more, with what it paid for.",
    ),
]
MaxPapers = Annotated[
    int | None,
    typer.Option("--max-papers", min=1, max=500, help="Most papers read and cited (20)."),
]
MaxUsd = Annotated[
    float | None, typer.Option("--max-usd", min=0, help="Most US dollars that models may cost.")
]
MaxTokens = Annotated[
    int | None,
    typer.Option("--max-tokens", min=0, help="Most tokens, prompts and answers together."),
]
Reviewers = Annotated[
    str | None, typer.Option("--reviewers", help="The panel by name, with commas; default: all.")
]
Snowball = Annotated[
    int | None,
    typer.Option("--snowball", min=0, max=50, help="Follow references and citations of N papers."),
]
Estimate = Annotated[
    bool, typer.Option("--estimate", help="Only say what the run will cost at most.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", help="The run folder itself; new or empty. Default: runs/<time>-<words>."
    ),
]
Forms = Annotated[
    str | None,
    typer.Option(
        "--format", help="Further formats for the run folder, with commas: html,pdf,bibtex, …"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the report as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def ask(
    question: Text = None,
    file: File = None,
    library: Libraries = None,
    source: Sources = None,
    model: Model = None,
    verifier: Verifier = None,
    prompts: Prompts = None,
    reviewers: Reviewers = None,
    year_from: From = None,
    year_to: To = None,
    undated: Undated_ = None,
    include: Include = None,
    exclude: Exclude = None,
    pin: Pin = None,
    again: Again = False,
    max_papers: MaxPapers = None,
    snowball: Snowball = None,
    max_usd: MaxUsd = None,
    max_tokens: MaxTokens = None,
    estimate: Estimate = False,
    out: Out = None,
    form: Forms = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer QUESTION, every claim checked and quoted.

    Exit codes: 0 report complete, 2 usage, 3 insufficient evidence (report written), 4 a source or
    the disk failed (resumable), 5 budget reached or claims left unchecked (report written),
    130 interrupted.
    """
    from litassay.cli.question import check_language, choice, parse_question, question_text
    from litassay.config.settings import load_settings

    flags = (
        {"library": tuple(library) if library else None, "source": _names(source), "model": model,
         "verifier": verifier, "prompts": str(prompts) if prompts else None,
         "reviewers": _names(reviewers), "max_papers": max_papers,
         "limits": None if snowball is None else {"snowball": snowball},
         "models": _budget(max_usd, max_tokens)}
    )  # fmt: skip
    wanted = choice(include, exclude, pin, undated)
    if again:
        if estimate or file or not question:
            raise InputError("--again takes a run folder, and makes it", "litassay ask RUN --again")
        years = {"year_from": year_from, "year_to": year_to}
        forms = _names(form) or ()
        _again(Path(question), flags, {**wanted, **years}, out, (forms, as_json, quiet))
    settings = load_settings(flags)
    typed = question_text(question, file)
    asked = parse_question(typed, year_from, year_to, settings.max_papers, wanted)
    check_language(asked.text, settings.model)
    if estimate:
        show_estimate(settings, as_json)
    else:
        _run(asked, settings, out, _names(form) or (), as_json, quiet)


def _again(
    run: Path,
    flags: dict[str, Any],
    wanted: dict[str, Any],
    out: Path | None,
    shown: tuple[tuple[str, ...], bool, bool],
) -> NoReturn:
    """Answer the question of a run once more, and exit with the code of the new run.

    `shown`: further formats, whether JSON is printed, whether nothing is said on the way.
    """
    from litassay.cli.progress import watched
    from litassay.cli.summary import show_end
    from litassay.wiring.again import ask_again

    with watched(shown[2]) as progress:
        finished = ask_again(run, flags, wanted, out, progress)
    show_end(finished, *shown)
    raise typer.Exit(finished.exit_code)


def _run(
    asked: "Question",
    settings: "Settings",
    out: Path | None,
    forms: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Make the run, print its report or where it is, and exit with its code."""
    from litassay.cli.progress import watched
    from litassay.cli.summary import show_end
    from litassay.wiring.formats import check_forms
    from litassay.wiring.run import ask as run  # slow to import: not before the request is valid

    check_forms(forms)
    with watched(quiet) as progress:
        finished = run(asked, settings, out, progress)
    show_end(finished, forms, as_json, quiet)
    raise typer.Exit(finished.exit_code)


def _budget(max_usd: float | None, max_tokens: int | None) -> dict[str, dict[str, float]] | None:
    limits = {"max_usd": max_usd, "max_tokens": max_tokens}
    given = {name: value for name, value in limits.items() if value is not None}
    return {"budget": given} if given else None


def _names(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())
