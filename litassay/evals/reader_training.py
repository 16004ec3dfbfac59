"""Training the model of what a reader finds relevant, from claims of graded papers.

For each graded question its papers are put in the order of probabilities that leave the question
out, and the extractor takes the claims of the best sixteen and of the next sixteen, as of two
reports. Each claim is labelled by the grade of its paper. Deterministic like the relevance models.
"""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.extractive.benchmarks import benchmarks
from agents.extractive.extractor import ExtractiveExtractor
from agents.extractive.linear import Array, Linear
from agents.extractive.planner import ExtractivePlanner
from agents.extractive.reader import FEATURES, Quoted, rows
from agents.extractive.relevance import Relevance, shipped
from litassay.evals.judgments import RELEVANT
from litassay.evals.relevance_training import Judged, fit_without, measured_by
from litassay.ports import Embedder
from litassay.types import Claim, Paper, Plan, Question

SEATS = 16
"""Papers of one report."""
C = 1.0
"""Inverse strength of regularisation: the usual value; three coefficients need little of it."""


class Report(NamedTuple):
    """The claims that one report on a question would rest on."""

    question: str
    rows: Array
    """Shape (claims, len(FEATURES))."""
    relevant: NDArray[np.bool_]
    """Of each claim: its paper answers at least in part."""


def reports(data: Path, embedder: Embedder) -> list[Report]:
    """Two for each graded question, screened by the vectors that cost nothing.

    Raises:
        InputError, StorageError: a file is missing or odd.
    """
    ready, every = measured_by(data, [embedder])
    measures = every[embedder.name]
    found: list[Report] = []
    for n, one in enumerate(ready):
        model = Relevance(fit_without(n, ready, measures), shipped()[embedder.name].bars)
        found += _of(one, model.chances(measures[n]), embedder)
    return found


def _of(one: Judged, screened: Array, embedder: Embedder) -> Iterator[Report]:
    papers = one.reading.papers
    order = sorted(range(len(papers)), key=lambda i: (-screened[i], papers[i].id))
    for chosen in (order[:SEATS], order[SEATS : 2 * SEATS]):
        claims = asyncio.run(_claims(one.text, [papers[i] for i in chosen], embedder))
        told = [(i, c) for i, found in zip(chosen, claims, strict=True) for c in found]
        if told:
            quoted = [Quoted(papers[i].title, c.span.quote, float(screened[i])) for i, c in told]
            relevant = np.array([one.grades[i] >= RELEVANT for i, _ in told])
            yield Report(one.id, rows(one.text, quoted, embedder), relevant)


async def _claims(
    text: str, papers: Sequence[Paper], embedder: Embedder
) -> list[tuple[Claim, ...]]:
    question = Question(text=text)
    plan: Plan = await ExtractivePlanner().plan(question)
    extractor = ExtractiveExtractor(embedder, benchmarks)
    return [(await extractor.extract(question, plan, p)).claims for p in papers]


def fit(found: Sequence[Report]) -> Linear:
    """The weights, each claim counting alike."""
    from sklearn.linear_model import LogisticRegression

    every = np.vstack([r.rows for r in found])
    relevant = np.concatenate([r.relevant for r in found])
    mean, scale = every.mean(axis=0), every.std(axis=0)
    scale = np.where(scale > 1e-6, scale, 1.0)
    model = LogisticRegression(C=C, max_iter=20_000, tol=1e-9)
    model.fit((every - mean) / scale, relevant)
    return Linear(FEATURES, mean, scale, model.coef_.T, model.intercept_)


def train(data: Path, embedder: Embedder) -> dict[str, Any]:
    """The weights file's content, with how well held-out shares are put in order."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        found = reports(data, embedder)
        held_out = followed(found)
        model = fit(found)
    return {
        "about": "what a reader finds relevant; made by `litassay eval train reader`",
        "trained_on": f"{sum(len(r.rows) for r in found)} claims of {len(found)} reports",
        "held_out_spearman": held_out,
        **model.to_json(),
    }


def followed(found: Sequence[Report]) -> dict[str, float]:
    """Spearman of mean probability and share of relevant claims, over reports of questions unseen.

    Each question left out, and either half (every second question) learnt from the other.
    """
    names = list(dict.fromkeys(r.question for r in found))
    even = frozenset(names[::2])
    halves = [even, frozenset(names) - even]
    return {
        "each question left out": _spearman(found, [frozenset([n]) for n in names]),
        "halves swapped": _spearman(found, halves),
        "first half": _spearman([r for r in found if r.question in even], [even], found),
        "second half": _spearman([r for r in found if r.question not in even], [halves[1]], found),
    }


def _spearman(
    asked: Sequence[Report],
    folds: Sequence[frozenset[str]],
    every: Sequence[Report] = (),
) -> float:
    from scipy.stats import spearmanr

    told, shares = [], []
    for fold in folds:
        model = fit([r for r in every or asked if r.question not in fold])
        for report in asked:
            if report.question in fold:
                told.append(float(model.probabilities(report.rows)[:, 0].mean()))
                shares.append(float(report.relevant.mean()))
    return round(float(spearmanr(told, shares).statistic), 3)
