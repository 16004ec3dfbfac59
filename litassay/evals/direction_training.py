"""Training of the direction model: which answer a paper's findings give to a question.

Learns from papers whose direction a strong language model read (../shared/data/relevance) and from
PubMedQA's conclusions with their yes / no / maybe. Questions are never split between training and
testing.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from agents.extractive.direction import CLASSES, NAMED, SURE, features
from litassay.evals.judgments import JudgedQuestion, read_judged
from litassay.evals.ngram_training import Examples, Fitting, fit, held_out
from litassay.ports import Embedder
from litassay.text.ngram_model import Array, Grams

PUBMEDQA_WEIGHT = 0.1
"""A conclusion of PubMedQA counts for this share of a judged paper: it is of another field."""
HOW = Fitting(CLASSES, Grams(words=(1, 2)), least=2, strength=1.0, balanced=True)
FOLDS = 12
MAYBE = {"yes": "yes", "no": "no", "maybe": "mixed"}


class Case(NamedTuple):
    """Claims of one paper with the answer that a reader found in them."""

    group: str
    question: str
    texts: tuple[str, ...]
    label: str


def judged_cases(
    questions: Sequence[JudgedQuestion], abstracts: Mapping[str, str]
) -> tuple[Case, ...]:
    """Papers with a direction, by the sentences that readers marked."""
    return tuple(
        Case(
            q.id, q.text, tuple(abstracts[j.paper][a:b] for a, b in sorted(j.findings)), j.direction
        )
        for q in questions
        for j in q.judgments
        if j.direction in CLASSES and j.findings and j.paper in abstracts
    )


def pubmedqa_cases(path: Path) -> tuple[Case, ...]:
    """Conclusions with their decision; each question is a group of its own."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Case(
            f"pubmedqa {key}", row["QUESTION"], (row["LONG_ANSWER"],), MAYBE[row["final_decision"]]
        )
        for key, row in sorted(rows.items())
    )


def examples(cases: Sequence[Case], embedder: Embedder) -> Examples:
    """The cases as texts, named features and weights."""
    named = [features(c.question, c.texts, embedder.embed([c.question, *c.texts])) for c in cases]
    weights = [PUBMEDQA_WEIGHT if c.group.startswith("pubmedqa") else 1.0 for c in cases]
    return Examples(
        [" ".join(c.texts) for c in cases],
        [c.label for c in cases],
        [c.group for c in cases],
        np.array(named),
        NAMED,
        weights,
    )


def train(cases: Sequence[Case], embedder: Embedder) -> dict[str, Any]:
    """The content of the weights file, with the held-out scores on judged papers."""
    given = examples(cases, embedder)
    chances = held_out(given, HOW, FOLDS)
    judged = np.array([not c.group.startswith("pubmedqa") for c in cases])
    wanted = np.array([CLASSES.index(c.label) for c in cases])
    scores = figures(chances[judged], wanted[judged])
    return {
        "about": "Which answer a paper's claims give to a question: yes, no, mixed.",
        "held_out": scores,
        "calibration": _platt(chances[judged], wanted[judged]),
        **fit(given, HOW).to_json(),
    }


def figures(chances: Array, wanted: Array) -> dict[str, Any]:
    """Macro-F1 over the answers with none left open, and what is left open at SURE."""
    from sklearn.metrics import f1_score

    best = chances.argmax(axis=1)
    sure = chances.max(axis=1) >= SURE
    each = f1_score(wanted, best, average=None, labels=[0, 1, 2])
    apart = f1_score(wanted, np.where(sure, best, 3), average="macro", labels=[0, 1, 2])
    return {
        "papers": len(wanted),
        "macro_f1": round(float(each.mean()), 3),
        "f1": {c: round(float(f), 3) for c, f in zip(CLASSES, each, strict=True)},
        "left_open": round(float((~sure).mean()), 3),
        "macro_f1_with_open": round(float(apart), 3),
        "right_where_stated": round(float((best == wanted)[sure].mean()), 3),
    }


def _platt(chances: Array, wanted: Array) -> list[float]:
    """Slope and intercept of Platt's map from the best probability to that of being right."""
    from sklearn.linear_model import LogisticRegression

    top = np.clip(chances.max(axis=1), 1e-6, 1 - 1e-6)
    right = (chances.argmax(axis=1) == wanted).astype(int)
    solver = LogisticRegression(C=1.0).fit(np.log(top / (1 - top))[:, None], right)
    return [round(float(solver.coef_[0][0]), 3), round(float(solver.intercept_[0]), 3)]


def read_cases(relevance: Path, anthology: Path | None, pubmedqa: Path | None) -> tuple[Case, ...]:
    """All cases of the sets that are there."""
    found: tuple[Case, ...] = ()
    if anthology is not None:
        judged = read_judged(relevance / "questions.jsonl", relevance / "judgments.jsonl")
        wanted = {j.paper for q in judged for j in q.judgments}
        found += judged_cases(judged, _abstracts(anthology, wanted))
    if pubmedqa is not None:
        found += pubmedqa_cases(pubmedqa / "dev.json")
    return found


def _abstracts(folder: Path, wanted: set[str]) -> dict[str, str]:
    import gzip

    with gzip.open(folder / "abstracts_2016_2024.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["id"]: row["abstract"] for row in rows if row["id"] in wanted}
