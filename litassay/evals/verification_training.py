"""Training the extractive verifier's weights from SciFact and Citation-Integrity.

Deterministic: fixed folds, a convex solver run to a tight tolerance, weights rounded. The file it
writes says what it was made of. scikit-learn is used here only; judging needs numpy alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.extractive.features import POLARITY, SENTENCE
from agents.extractive.linear import Array, Linear
from agents.extractive.reading import (
    SETTINGS,
    ReadClaim,
    ReadDocument,
    read_claims,
    read_sentences,
)
from agents.extractive.stance import CLASSES, PAIR, StanceReader, pair_features, shortlist
from litassay.evals.folds import grouped_folds
from litassay.evals.verification_calibration import Labels, decision_weights, fit_calibration
from litassay.evals.verification_data import LabelledClaims, LabelledPair
from litassay.ports import Embedder

RATIONALE_C = 0.1
"""Inverse strength of regularisation of the rationale classifier."""
STANCE_C = 0.01
"""Likewise of the stance classifier; chosen by cross-validation, see docs/verification.md."""
OWN = 0.3
"""How freely a setting may leave the weights that both share."""
FOLDS = 5
BASELINES = ("coverage", "cosine")
"""Lexical overlap and embedding similarity, each of the sentence that has most of it."""


@dataclass(frozen=True)
class Prepared:
    """One labelled pair with what the classifiers see."""

    pair: LabelledPair
    claim: ReadClaim
    document: ReadDocument
    indices: tuple[int, ...]
    rows: Array
    annotated: bool
    """Its rationale sentences are marked in earnest."""
    group: str
    """Pairs of one group are never split between training and testing."""


def prepare(data: LabelledClaims, embedder: Embedder) -> list[Prepared]:
    """Read every pair of a labelled set."""
    reader = StanceReader(embedder)
    claims = read_claims([p.claim for p in data.pairs], embedder)
    groups = _groups(data)
    ready = []
    for pair, claim, group in zip(data.pairs, claims, groups, strict=True):
        d = pair.document
        document = read_sentences(d.id, d.title, d.sentences, embedder)
        indices = shortlist(claim, document)
        rows = reader.rows(claim, document, indices)
        ready.append(
            Prepared(pair, claim, document, tuple(indices), rows, data.has_rationales, group)
        )
    return ready


def _groups(data: LabelledClaims) -> list[str]:
    """Pairs that share a claim or a document, or cite one paper, belong together.

    Citation-Integrity numbers its documents by cited paper: the thousands name the paper.
    """
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for p in data.pairs:
        own = p.document.id
        if "<|" in p.claim and own.isdigit():
            own = f"paper {int(own) // 1000}"
        parent[root(f"claim {p.claim_id}")] = root(f"document {own}")
    return [f"{data.name} {root(f'claim {p.claim_id}')}" for p in data.pairs]


def folds(ready: list[Prepared], count: int = FOLDS) -> list[NDArray[np.int64]]:
    """Test indices of each fold; whole groups together."""
    return grouped_folds([p.group for p in ready], count)


def fit_rationale(ready: list[Prepared]) -> Linear:
    """The classifier of sentences, from pairs whose rationales are annotated.

    Without any, likeness alone ranks the sentences, with weights set by hand.
    """
    if not ready:
        return _by_likeness()
    rows = np.vstack([p.rows for p in ready])
    wanted = [{i for r in p.pair.rationales for i in r} for p in ready]
    marks = [i in w for p, w in zip(ready, wanted, strict=True) for i in p.indices]
    return _fit(rows, np.array(marks, dtype=np.int64), SENTENCE, RATIONALE_C)


def _by_likeness() -> Linear:
    likeness = ("coverage", "cosine", "soft_recall")
    weights = np.array([[4.0 if name in likeness else 0.0] for name in SENTENCE])
    n = len(SENTENCE)
    return Linear(SENTENCE, np.zeros(n), np.ones(n), weights, np.array([-6.5]))


def vectors(ready: list[Prepared], rationale: Linear) -> Array:
    """Pair features, shape (n pairs, len(PAIR))."""
    return np.array(
        [
            pair_features(p.claim, p.document, p.rows, rationale.probabilities(p.rows)[:, 0])[0]
            for p in ready
        ]
    )


def labels(ready: list[Prepared]) -> Labels:
    """Class indices in the order of CLASSES."""
    return np.array([CLASSES.index(p.pair.label) for p in ready])


def fit_stance(rows: Array, wanted: Labels, settings: Labels) -> dict[str, Linear]:
    """One classifier a setting, their weights drawn towards each other.

    Trained as one, on features given three times: for all, and for each setting alone (Daumé
    2007, Frustratingly Easy Domain Adaptation). A setting without examples gets the shared ones.
    """
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(axis=0), _spread(rows)
    scaled = (rows - mean) / scale
    citing, polar = settings == SETTINGS.index("citation"), _polar_columns()
    scaled[np.ix_(citing, polar)] = 0.0
    own = [(settings == i).astype(np.float64)[:, None] for i in range(len(SETTINGS))]
    wide = np.hstack([scaled, *(OWN * scaled * o for o in own), *(3.0 * o for o in own)])
    model = LogisticRegression(C=STANCE_C, max_iter=20_000, tol=1e-9).fit(wide, wanted)
    n = rows.shape[1]
    found = {}
    for i, setting in enumerate(SETTINGS):
        shared, extra = model.coef_[:, :n], model.coef_[:, n * (i + 1) : n * (i + 2)]
        bias = model.intercept_ + 3.0 * model.coef_[:, n * (len(SETTINGS) + 1) + i]
        weights = (shared + OWN * extra).T
        if setting == "citation":
            weights[polar] = 0.0
        found[setting] = Linear(PAIR, mean, scale, weights, bias)
    return found


def _polar_columns() -> NDArray[np.bool_]:
    """Which of PAIR are features of polarity."""
    return np.array([name.partition("_")[2] in POLARITY for name in PAIR])


def _spread(rows: Array) -> Array:
    spread = rows.std(axis=0)
    return np.where(spread > 1e-9, spread, 1.0)


def _fit(rows: Array, wanted: Labels, names: tuple[str, ...], strength: float) -> Linear:
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(axis=0), _spread(rows)
    model = LogisticRegression(C=strength, max_iter=20_000, tol=1e-9)
    model.fit((rows - mean) / scale, wanted)
    return Linear(names, mean, scale, model.coef_.T, model.intercept_)


def settings_of(ready: list[Prepared]) -> Labels:
    """Index of each pair's setting in SETTINGS."""
    return np.array([SETTINGS.index(p.claim.setting) for p in ready])


def cross_validated(ready: list[Prepared]) -> Array:
    """Probabilities for every pair from models that saw nothing of its group."""
    found = np.zeros((len(ready), len(CLASSES)))
    wanted, settings = labels(ready), settings_of(ready)
    for test in folds(ready):
        train = np.setdiff1d(np.arange(len(ready)), test)
        rationale = fit_rationale([ready[i] for i in train if ready[i].annotated])
        rows = vectors(ready, rationale)
        models = fit_stance(rows[train], wanted[train], settings[train])
        for i in test:
            model = models[SETTINGS[settings[i]]]
            found[i] = model.probabilities(rows[i][None, :])[0]
    return found


def fit_baselines(ready: list[Prepared]) -> dict[str, Any]:
    """What one feature alone can decide: a class-balanced logistic regression on each."""
    from sklearn.linear_model import LogisticRegression

    wanted, found = labels(ready), {}
    for name in BASELINES:
        column = np.array([[p.rows[:, SENTENCE.index(name)].max()] for p in ready])
        mean, scale = column.mean(axis=0), _spread(column)
        model = LogisticRegression(class_weight="balanced", max_iter=20_000, tol=1e-9)
        model.fit((column - mean) / scale, wanted)
        found[name] = Linear((name,), mean, scale, model.coef_.T, model.intercept_).to_json()
    return found


def train(sets: Sequence[LabelledClaims], embedder: Embedder) -> dict[str, Any]:
    """The weights file's content, from one or more training sets; arithmetic on one thread.

    With a single set the result is for transfer: the setting it does not cover is judged with the
    shared weights.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        return _train(sets, embedder)


def _train(sets: Sequence[LabelledClaims], embedder: Embedder) -> dict[str, Any]:
    parts = [prepare(d, embedder) for d in sets]
    ready = [p for part in parts for p in part]
    annotated = [p for d, part in zip(sets, parts, strict=True) if d.has_rationales for p in part]
    rationale = fit_rationale(annotated)
    wanted, settings = labels(ready), settings_of(ready)
    models = fit_stance(vectors(ready, rationale), wanted, settings)
    chances = cross_validated(ready)
    present = [i for i in range(len(SETTINGS)) if (settings == i).any()]
    of = {i: settings == (i if i in present else present[0]) for i in range(len(SETTINGS))}
    factors = {i: decision_weights(chances[own], wanted[own]) for i, own in of.items()}
    return {
        "about": "weights of the extractive verifier; made by `litassay eval train verifier`",
        "trained_on": [f"{d.name}: {len(d.pairs)} pairs" for d in sets],
        "embedder": embedder.name,
        "classes": list(CLASSES),
        "decision": {SETTINGS[i]: [round(float(w), 4) for w in f] for i, f in factors.items()},
        "calibration": {
            SETTINGS[i]: fit_calibration(
                chances[own],
                factors[i],
                wanted[own],
                [p.group for p, o in zip(ready, own, strict=True) if o],
            )
            for i, own in of.items()
        },
        "rationale": rationale.to_json(),
        "stance": {s: m.to_json() for s, m in models.items()},
        "baselines": {
            SETTINGS[i]: fit_baselines([p for p, o in zip(ready, own, strict=True) if o])
            for i, own in of.items()
        },
    }
