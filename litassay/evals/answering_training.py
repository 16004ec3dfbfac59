"""Training which sentences of a relevant paper answer a question; scored on unseen questions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from agents.extractive.answering import FEATURES, asked_of, features
from agents.extractive.coverage import Coverage
from agents.extractive.frequencies import background
from agents.extractive.roles import role_chances
from litassay.evals.judged_sentences import Judged, read_judged
from litassay.evals.ngram_training import Examples, Fitting, fit, held_out
from litassay.ports import Embedder
from litassay.text.ngram_model import Array, Grams

HOW = Fitting(("not", "answers"), Grams((1, 2)), least=4, most=3_000, strength=1.0)
FOLDS = 8
_RELEVANT = 2
"""Grade from which a paper is read for its sentences."""


def relevant(relevance: Path, acl: Path) -> list[Judged]:
    """Relevant papers in which a reader marked a sentence.

    Raises:
        InputError: a set is not there.
    """
    judged = read_judged(relevance, acl)
    return [j for j in judged if j.grade >= _RELEVANT and any(j.answers)]


def examples(judged: Sequence[Judged], embedder: Embedder) -> Examples:
    """Their sentences; those of one question are a group."""
    coverage = Coverage(background())
    asked = {j.question: asked_of(j.question, coverage) for j in judged}
    rows = [
        features(
            asked[j.question],
            j.sentences,
            j.paper.title,
            role_chances(j.sentences, j.paper.title),
            embedder,
        )
        for j in judged
    ]
    return Examples(
        [s.text for j in judged for s in j.sentences],
        ["answers" if a else "not" for j in judged for a in j.answers],
        [j.question_id for j in judged for _ in j.sentences],
        np.vstack(rows),
        FEATURES,
    )


def train(relevance: Path, acl: Path, embedder: Embedder) -> dict[str, Any]:
    """The content of the weights file; it is for the shipped roles and this embedder."""
    judged = relevant(relevance, acl)
    data = examples(judged, embedder)
    return {
        "about": "which sentences answer; made by `litassay eval train answering`",
        "embedder": embedder.name,
        "held_out": scores(judged, held_out(data, HOW, FOLDS)[:, 1]),
        **fit(data, HOW).to_json(),
    }


def scores(judged: Sequence[Judged], chances: Array, further: float = 0.6) -> dict[str, float]:
    """Share of a paper's best 1, 2 and 3 sentences that answer, mean over papers; and of claims.

    `claims`: the best sentence of each paper, and the next two from `further` on.
    """
    at, best = 0, []
    for j in judged:
        own = chances[at : at + len(j.answers)]
        at += len(own)
        order = np.argsort(-own, kind="stable")
        best.append([(bool(j.answers[i]), float(own[i])) for i in order[:3]])
    found = {
        f"precision_at_{n}": float(np.mean([np.mean([a for a, _ in b[:n]]) for b in best]))
        for n in (1, 2, 3)
    }
    claims = [a for b in best for n, (a, c) in enumerate(b) if not n or c >= further]
    found |= {"claims": len(claims), "claims_that_answer": float(np.mean(claims))}
    marked = sum(sum(j.answers) for j in judged)
    found["answers_found"] = sum(claims) / marked
    return {"papers": len(judged), **{k: round(v, 3) for k, v in found.items()}}
