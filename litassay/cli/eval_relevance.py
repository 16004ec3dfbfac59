"""`litassay eval relevance`: what the screener makes of judged papers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from agents.extractive.screener import ExtractiveScreener
    from litassay.evals.relevance import RelevanceScores

_NAMES = {
    "ap": "average precision",
    "auc": "AUC",
    "precision": "precision where papers are read",
    "recall": "recall where papers are read",
    "ece": "calibration error",
    "work_saved": "work saved at 95 % recall",
    "recall_50": "retrieved among 50",
    "recall_200": "retrieved among 200",
}


def relevance(
    questions: Annotated[
        Path, typer.Option("--questions", help="JSONL: id, text; of reviews JSON: id, question.")
    ],
    judgments: Annotated[
        Path,
        typer.Option("--judgments", help="JSONL: question, paper, grade; or a review's records."),
    ],
    library: Annotated[
        str | None, typer.Option("--library", "-l", help="Library that holds the papers.")
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option("--held-out", help="Train without each question; data as for `eval train`."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Grade judged papers as a run does and compare; say where its searches place them."""
    from litassay.cli.progress_bar import bar_for
    from litassay.config.settings import load_settings
    from litassay.errors import SettingsError
    from litassay.evals.judgments import read_judged
    from litassay.evals.relevance import score
    from litassay.wiring.screening import screen_all

    judged = read_judged(questions, judgments)
    if library is None and not all(q.judgments[0].record for q in judged):
        raise SettingsError("the judgments hold no papers", "name the library with --library")
    settings = load_settings({"library": (library,) if library else ()})
    screeners = _screeners(held_out)
    with bar_for(quiet) as progress:
        scores = score(list(screen_all(judged, settings, screeners, progress)))
    typer.echo(json.dumps(as_dict(scores), indent=2) if as_json else page(scores))


def _screeners(held_out: Path | None) -> "Callable[[str], ExtractiveScreener]":
    """The shipped screener for every question, or for each one that never saw it."""
    from dataclasses import replace

    from litassay.config.settings import load_settings
    from litassay.wiring.screening import screener_for

    usual = screener_for(load_settings({}))
    if held_out is None:
        return lambda _: usual
    from litassay.evals.relevance_training import without_each
    from litassay.models.embedding import WordLlamaEmbedder
    from litassay.models.sentence_model import MiniLmEmbedder

    models = without_each(held_out, [WordLlamaEmbedder(), MiniLmEmbedder()])
    return lambda name: replace(usual, models=models[name])


def as_dict(scores: "RelevanceScores") -> dict[str, Any]:
    """The figures as numbers, their intervals beside them."""
    shown = scores.model_dump(mode="json")
    for name in _NAMES:
        value, low, high = shown[name]
        shown |= {name: value, f"{name}_interval": [low, high]}
    return {**shown, "by_question": dict(scores.by_question)}


def page(scores: "RelevanceScores") -> str:
    """The figures as a table, then the questions, worst first."""
    lines = [
        f"{scores.questions} questions, {scores.pairs} judged papers, {scores.relevant} relevant"
    ]
    for name, said in _NAMES.items():
        value, low, high = getattr(scores, name)
        lines.append(f"{said:<34} {value:.3f}  {low:.3f}–{high:.3f}")
    worst = sorted(scores.by_question, key=lambda pair: (pair[1], pair[0]))
    lines += ["", "average precision by question, lowest first:"]
    return "\n".join([*lines, *(f"{name:<24} {ap:.3f}" for name, ap in worst)])
