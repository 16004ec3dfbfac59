"""`litassay eval findings`: whether reports say of papers what readers found in them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from litassay.evals.findings import FindingScores, Weighed


def findings(
    questions: Annotated[Path, typer.Option("--questions", help="JSONL: id, text.")],
    judgments: Annotated[
        Path, typer.Option("--judgments", help="JSONL: question, paper, grade, direction.")
    ],
    library: Annotated[str, typer.Option("--library", "-l", help="Library that is asked.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Ask each question and compare its findings with what readers judged."""
    from litassay.cli.progress_bar import bar_for
    from litassay.config.settings import load_settings
    from litassay.evals.findings import as_dict, score, weighed
    from litassay.evals.judgments import read_judged
    from litassay.wiring.answering import ask_all

    judged = read_judged(questions, judgments)
    settings = load_settings({"library": (library,)})
    with bar_for(quiet) as progress:
        heard = ask_all(judged, settings, progress)
        scores = score([weighed(one.question, one.result) for one in heard])
    typer.echo(json.dumps(as_dict(scores), indent=2) if as_json else page(scores))


def page(scores: "FindingScores") -> str:
    """The scores as a table, then a line for each question."""
    lines = [
        f"{scores.questions} questions, {scores.papers} relevant papers with a direction weighed",
        f"{'stances, macro-F1':<36} {_number(scores.macro_f1)}",
        f"{'of those not left open':<36} {_number(scores.macro_f1_stated)}",
        f"{'left open':<36} {scores.left_open:.3f}",
        f"{'answers as the readers':<36} {_of(scores.answers_agree)}",
        f"{'findings of two groups':<36} {_of(scores.shared)}",
        f"{'has a direction, rightly told':<36} {_of(scores.direction_known)}",
        "",
        f"{'':<8}answer  readers  shared findings  relevant",
    ]
    lines += [_row(row) for row in scores.by_question]
    return "\n".join(lines)


def _row(row: "Weighed") -> str:
    words = f"{row.id:<8}{row.answer or '–':<8}{row.judged_answer or '–':<9}"
    return f"{words}{row.shared:>15}{row.relevant:>10}{'' if row.answered else '  empty'}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]}"
