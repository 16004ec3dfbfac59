"""Reports of real runs and the reviewers of the product, for the measurement of the rating."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from litassay.config.settings import Settings
from litassay.errors import InputError
from litassay.evals.edits import Report
from litassay.evals.rating import Judges
from litassay.models.embedding import WordLlamaEmbedder
from litassay.ports import Progress
from litassay.types import Question, RunResult
from litassay.wiring.results import load_result
from litassay.wiring.run import ask
from store.runs import RunFolder

QUESTIONS = (
    "Does contrastive learning improve the adversarial robustness of language models?",
    "Does adversarial training improve the robustness of text classifiers?",
    "How stable are feature attributions of text classifiers?",
    "Are gradient-based explanations of language models faithful?",
    "How robust are pre-trained language models to word substitution attacks?",
)
"""Asked of a library when no runs are given; the sample library can answer them."""
LEAST_CLAIMS = 3
"""A report with fewer verified claims is not a good one, and is not damaged further."""


def judges() -> Judges:
    """The measured reviewers and the panel, as a run uses them."""
    from agents.extractive.reviewers import WEIGHTS, extractive_reviewers
    from agents.panel import ReviewPanel

    return Judges(extractive_reviewers(WordLlamaEmbedder()), ReviewPanel(weights=WEIGHTS))


def load_reports(folders: Sequence[Path]) -> tuple[Report, ...]:
    """The published reports of finished runs.

    Raises:
        RunError: a folder holds no finished run.
        InputError: fewer than two of the reports have enough verified claims to be damaged.
    """
    return _good([load_result(RunFolder.open(folder)) for folder in folders])


def made_reports(library: str, progress: Progress) -> tuple[Report, ...]:
    """Reports of runs made now, without a language model, in a folder that is not kept."""
    found = []
    settings = Settings(library=(library,), model="extractive")
    with tempfile.TemporaryDirectory() as scratch:
        for n, text in enumerate(QUESTIONS):
            finished = ask(Question(text=text), settings, Path(scratch) / str(n), progress)
            found.append(load_result(finished.folder))
    return _good(found)


def _good(results: Sequence[RunResult]) -> tuple[Report, ...]:
    reports = [Report(r.base, r.final.draft) for r in results]
    good = tuple(r for r in reports if len(r.shown) >= LEAST_CLAIMS)
    if len(good) < 2:
        raise InputError(
            f"only {len(good)} of {len(reports)} reports show {LEAST_CLAIMS} claims or more",
            "give more runs (--runs) or a larger library (--library)",
        )
    return good
