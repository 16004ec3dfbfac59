"""Training the relevance models from graded papers, and scoring them on questions left out.

Deterministic: sorted rows, a convex solver run to a tight tolerance, weights rounded. Each question
counts alike. Grades of at least partial against the rest are learnt; where the bars stand is chosen
on probabilities that each question got from a model trained without it.
"""

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.extractive.concepts import concepts
from agents.extractive.fit import FEATURES, Reading, Vectors, measured, read, text_of
from agents.extractive.frequencies import background
from agents.extractive.linear import Array, Linear
from agents.extractive.relevance import Bars, Relevance, shipped
from litassay.evals.judgments import RELEVANT, JudgedQuestion, Judgment, read_judged
from litassay.ports import Embedder
from litassay.types import Paper

C = 0.03
"""Inverse strength of regularisation, chosen by leaving one question out."""
RECALL = 0.66
"""Share of the papers that answer at least in part which the bar for reading must let through."""
SOME = 0.88
"""Share of the bar for partial that the best candidate must reach where none is partial: set on the
two questions of the baseline reports and on fifteen that the papers cannot answer."""
READ = 0.45
"""Share of the papers that answer at least in part that the bar for being read by itself lets
through, on questions left out; what it costs and gains: docs/relevance.md."""
LABELS = "relevance_labels.tsv"


@dataclass(frozen=True)
class Judged:
    """The judged papers of one question, measured by words."""

    id: str
    text: str
    reading: Reading
    grades: NDArray[np.int64]
    graded: bool
    """All four grades are told apart, and the candidates are those of a real search."""


def read_questions(data: Path, labels: bool = False) -> tuple[tuple[JudgedQuestion, bool], ...]:
    """The graded questions, then with `labels` our own on or off topic; True for the graded ones.

    Raises:
        InputError, StorageError: a file is missing or odd.
    """
    graded = read_judged(
        data / "relevance" / "questions.jsonl", data / "relevance" / "judgments.jsonl"
    )
    own = _own(data) if labels else ()
    known = {q.text for q in graded}
    return (*((q, True) for q in graded), *((q, False) for q in own if q.text not in known))


def _own(data: Path) -> Iterator[JudgedQuestion]:
    """Labels of the project: 1 counts as an answer, 0 as off topic."""
    asked = json.loads((data / "scholarqabench" / "questions_dev.json").read_text("utf-8"))
    rows = (files("litassay.evals") / LABELS).read_text("utf-8").splitlines()
    found: dict[str, list[Judgment]] = {}
    for row in csv.DictReader((r for r in rows if not r.startswith("#")), delimiter="\t"):
        grade = RELEVANT if row["on_topic"] == "1" else 0
        judgment = Judgment(paper=row["paper"].removeprefix("acl:"), grade=grade)
        found.setdefault(row["question"], []).append(judgment)
    for name, judgments in found.items():
        if name.isdigit():
            text = asked[int(name)]["metric_config"]["config"]["question"]
            yield JudgedQuestion(id=name, text=text, judgments=tuple(judgments))


def read_papers(path: Path, wanted: frozenset[str]) -> dict[str, Paper]:
    """The wanted papers of a gzipped JSONL file, by id."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in wanted:
                found[row["id"]] = Paper(
                    id=row["id"],
                    title=row["title"],
                    year=row["year"],
                    abstract=row["abstract"] or "",
                )
    return found


def prepare(
    questions: Sequence[tuple[JudgedQuestion, bool]], papers: dict[str, Paper], embedder: Embedder
) -> list[Judged]:
    """Measure every judged paper by words, among the judged papers of its question."""
    frequencies = background()
    ready = []
    for question, graded in questions:
        rows = [(papers[j.paper], j.grade) for j in question.judgments if j.paper in papers]
        found = concepts(question.text, frequencies)
        reading = read(question.text, found, [p for p, _ in rows], frequencies, embedder)
        grades = np.array([g for _, g in rows], dtype=np.int64)
        ready.append(Judged(question.id, question.text, reading, grades, graded))
    return ready


def features(ready: Sequence[Judged], embedder: Embedder) -> list[Array]:
    """All features of each question's papers, by one model's vectors."""
    found = []
    for one in ready:
        rows = embedder.embed([one.text, *map(text_of, one.reading.papers)]).astype(np.float64)
        found.append(measured(one.reading, Vectors(rows[0], rows[1:])))
    return found


def fit(ready: Sequence[Judged], rows: Sequence[Array]) -> Linear:
    """The weights, from all of the questions."""
    from sklearn.linear_model import LogisticRegression

    every = np.vstack(rows)
    wanted = np.concatenate([one.grades >= RELEVANT for one in ready])
    mean, scale = every.mean(axis=0), every.std(axis=0)
    scale = np.where(scale > 1e-6, scale, 1.0)
    model = LogisticRegression(C=C, max_iter=20_000, tol=1e-9)
    model.fit((every - mean) / scale, wanted)
    return Linear(FEATURES, mean, scale, model.coef_.T, model.intercept_)


def fit_without(left: int, ready: Sequence[Judged], rows: Sequence[Array]) -> Linear:
    """The weights from all questions but one."""
    others = [n for n in range(len(ready)) if n != left]
    return fit([ready[n] for n in others], [rows[n] for n in others])


def held_out(ready: Sequence[Judged], rows: Sequence[Array]) -> list[Array]:
    """Probabilities of each question's papers by weights learnt without that question."""
    return [fit_without(n, ready, rows).probabilities(one)[:, 0] for n, one in enumerate(rows)]


def bars(ready: Sequence[Judged], chances: Sequence[Array]) -> Bars:
    """Where each grade begins, from probabilities of questions that were left out."""
    told = [(one, c) for one, c in zip(ready, chances, strict=True) if one.graded]
    chance = np.concatenate([c for _, c in told])
    grades = np.concatenate([one.grades for one, _ in told])
    partial = float(np.quantile(chance[grades >= RELEVANT], 1 - RECALL))
    return Bars(
        background=round(min(partial, _best_f1(chance, grades >= 1)), 3),
        partial=round(partial, 3),
        direct=round(max(partial, _best_f1(chance, grades >= 3)), 3),
        some=round(SOME * round(partial, 3), 3),
        read=round(float(np.quantile(chance[grades >= RELEVANT], 1 - READ)), 3),
    )


def _best_f1(chance: Array, wanted: NDArray[np.bool_]) -> float:
    """The bar with the highest F1."""
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum(wanted[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + wanted.sum())
    return float(chance[order[int(f1.argmax())]])


def measured_by(
    data: Path, embedders: Sequence[Embedder]
) -> tuple[list[Judged], dict[str, list[Array]]]:
    """Every question, and its papers' features by the name of the vectors."""
    questions = read_questions(data)
    wanted = frozenset(j.paper for q, _ in questions for j in q.judgments)
    papers = read_papers(data / "acl_anthology" / "abstracts_2016_2024.jsonl.gz", wanted)
    ready = prepare(questions, papers, embedders[0])
    return ready, {e.name: features(ready, e) for e in embedders}


def train(data: Path, embedders: Sequence[Embedder]) -> dict[str, Any]:
    """The weights file's content: one model for each kind of vectors; one thread of arithmetic.

    The first embedder is also asked for single words.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        ready, every = measured_by(data, embedders)
        models = {
            name: Relevance(fit(ready, rows), bars(ready, held_out(ready, rows))).to_json()
            for name, rows in every.items()
        }
    return {
        "about": "weights of the extractive screener; made by `litassay eval train relevance`",
        "trained_on": [
            f"{sum(one.graded == kind for one in ready)} questions, "
            f"{sum(len(one.grades) for one in ready if one.graded == kind)} papers: {name}"
            for kind, name in ((True, "graded"), (False, "on or off topic"))
        ],
        "questions": [one.id for one in ready if one.graded],
        "models": models,
    }


def without_each(data: Path, embedders: Sequence[Embedder]) -> dict[str, dict[str, Relevance]]:
    """For each graded question the models that were trained without it, with the shipped bars."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        ready, every = measured_by(data, embedders)
        return {
            one.id: {
                name: Relevance(fit_without(i, ready, rows), shipped()[name].bars)
                for name, rows in every.items()
            }
            for i, one in enumerate(ready)
            if one.graded
        }
