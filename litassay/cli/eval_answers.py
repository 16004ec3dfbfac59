"""`litassay eval answers`: what the claims of real reports rest on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from litassay.evals.answers import AnswerScores, Share


def answers(
    questions: Annotated[Path, typer.Option("--questions", help="JSONL: id, text.")],
    judgments: Annotated[
        Path, typer.Option("--judgments", help="JSONL: question, paper, grade, findings.")
    ],
    library: Annotated[str, typer.Option("--library", "-l", help="Library that is asked.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Ask each question and compare its report with what readers judged."""
    from litassay.cli.progress_bar import bar_for
    from litassay.config.settings import load_settings
    from litassay.evals.answers import score
    from litassay.evals.judgments import read_judged
    from litassay.wiring.answering import answer_all

    judged = read_judged(questions, judgments)
    settings = load_settings({"library": (library,)})
    with bar_for(quiet) as progress:
        scores = score(list(answer_all(judged, settings, progress)))
    typer.echo(json.dumps(as_dict(scores), indent=2) if as_json else page(scores))


def as_dict(scores: "AnswerScores") -> dict[str, Any]:
    """The shares as numbers, their intervals beside them."""
    shown = scores.model_dump(mode="json", exclude={"by_question"})
    for name in ("claims_from_relevant", "claims_that_answer", "relevant_cited"):
        value, low, high = shown[name]
        shown |= {name: value, f"{name}_interval": [low, high]}
    return {**shown, "by_question": [r.model_dump(mode="json") for r in scores.by_question]}


def page(scores: "AnswerScores") -> str:
    """The scores as a table, then a line for each question."""
    named = {
        "claims from relevant papers": scores.claims_from_relevant,
        "claims that answer": scores.claims_that_answer,
        "relevant papers cited": scores.relevant_cited,
    }
    lines = [f"{scores.questions} questions, {scores.judged:.0%} of the claims are judged"]
    lines += [f"{name:<28} {_shown(share)}" for name, share in named.items()]
    lines.append(f"{'empty reports':<28} {scores.empty} of {scores.questions}")
    correlation = "–" if scores.rating_spearman is None else f"{scores.rating_spearman:.3f}"
    lines.append(f"{'rating follows (Spearman)':<28} {correlation}")
    lines += ["", f"{'':<8}claims judged relevant answering   cited  rating  seconds"]
    for r in scores.by_question:
        lines.append(
            f"{r.id:<8}{r.claims:>6}{r.judged:>7}{r.relevant:>9}{r.answering:>10}"
            f"{r.cited:>5}/{r.relevant_papers:<3}{r.rating:>7.1f}{r.seconds:>8.1f}"
            + ("  empty" if r.empty else "")
        )
    return "\n".join(lines)


def _shown(share: "Share") -> str:
    return f"{share.value:.3f}  {share.low:.3f}–{share.high:.3f}"
