"""What a verifier must beat: the majority class, and one feature alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from agents.extractive.features import SENTENCE
from agents.extractive.linear import Linear
from agents.extractive.reading import read_claims, read_sentences
from agents.extractive.stance import CLASSES, StanceReader, shortlist
from litassay.evals.verification_data import LabelledClaims
from litassay.evals.verification_scores import Judged
from litassay.ports import Embedder

NAMES = {"coverage": "lexical_overlap", "cosine": "embedding_similarity"}
"""Feature to the name in tables."""


def majority(data: LabelledClaims) -> tuple[Judged, ...]:
    """Say what most pairs of this very set are."""
    counts = Counter(p.label for p in data.pairs)
    most, count = counts.most_common(1)[0]
    rate = count / len(data.pairs)
    shares = [counts[c] / len(data.pairs) for c in CLASSES]
    return tuple(
        Judged(p.claim_id, p.label, most, rate, (shares[0], shares[1], shares[2]))
        for p in data.pairs
    )


def single_features(
    data: LabelledClaims, stored: Mapping[str, Mapping[str, Any]], embedder: Embedder
) -> dict[str, tuple[Judged, ...]]:
    """Verdicts of the one-feature classifiers that were trained with the weights."""
    reader = StanceReader(embedder)
    rows: list[dict[str, float]] = []
    claims = read_claims([p.claim for p in data.pairs], embedder)
    for pair, claim in zip(data.pairs, claims, strict=True):
        d = pair.document
        document = read_sentences(d.id, d.title, d.sentences, embedder)
        features = reader.rows(claim, document, shortlist(claim, document))
        rows.append({n: float(features[:, SENTENCE.index(n)].max()) for n in NAMES})
    settings = [c.setting for c in claims]
    return {NAMES[n]: _judged(data, n, rows, settings, stored) for n in NAMES}


def _judged(
    data: LabelledClaims,
    name: str,
    rows: Sequence[Mapping[str, float]],
    settings: Sequence[str],
    stored: Mapping[str, Mapping[str, Any]],
) -> tuple[Judged, ...]:
    models = {s: Linear.from_json(stored[s][name], (name,)) for s in set(settings)}
    found = []
    for pair, row, setting in zip(data.pairs, rows, settings, strict=True):
        chances = models[setting].probabilities(np.array([[row[name]]]))[0]
        best = int(chances.argmax())
        three = (float(chances[0]), float(chances[1]), float(chances[2]))
        found.append(Judged(pair.claim_id, pair.label, CLASSES[best], three[best], three))
    return tuple(found)
