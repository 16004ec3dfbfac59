"""Measures a verifier's stance on labelled claims: with gold documents, or after a search.

It knows no file formats (`verification_data`) and no formulas (`verification_scores`).
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from agents.extractive.linear import Array
from agents.extractive.reading import (
    ReadClaim,
    ReadDocument,
    Vectors,
    read_claims,
    read_sentences,
)
from agents.extractive.stance import CLASSES, Judgement
from agents.extractive.verifier import Judge
from litassay.evals.verification_data import LabelledClaims, LabelledDocument
from litassay.evals.verification_scores import Judged
from litassay.ports import Embedder
from litassay.text.words import stems

RATIONALE_AT = 0.3
"""Least probability from which a sentence is given as evidence; the best always is."""
MOST_SENTENCES = 3
"""The most sentences given for one document."""


class Measured(NamedTuple):
    """Judgements of all pairs, and the time they took."""

    judged: tuple[Judged, ...]
    seconds: float
    """Reading, comparing and judging, without loading of models."""
    claims: int


def with_gold_documents(data: LabelledClaims, judge: Judge, embedder: Embedder) -> Measured:
    """Judge every labelled pair."""
    embedder.embed(["load the model before the clock starts"])
    start = time.perf_counter()
    claims = read_claims([p.claim for p in data.pairs], embedder)
    known: dict[str, ReadDocument] = {}
    judged = []
    for pair, claim in zip(data.pairs, claims, strict=True):
        document = _document(pair.document, known, embedder)
        found = _judgement(judge, claim, document)
        judged.append(
            Judged(
                claim_id=pair.claim_id,
                gold=pair.label,
                said=found.verdict,
                confidence=found.confidence,
                chances=found.probabilities,
                rationale=_evidence(found),
                gold_rationales=pair.rationales,
            )
        )
    seconds = time.perf_counter() - start
    return Measured(tuple(judged), seconds, len({p.claim_id for p in data.pairs}))


def with_search(data: LabelledClaims, judge: Judge, embedder: Embedder, depth: int = 3) -> Measured:
    """Judge the best `depth` documents of the whole corpus instead of the gold ones.

    A document with evidence that is not found counts as NOT_ENOUGH_INFO said of it; a found one
    that the claim does not cite has the label NOT_ENOUGH_INFO.
    """
    start = time.perf_counter()
    ranker = _Ranker(data.corpus, embedder)
    gold = {(p.claim_id, p.document.id): p for p in data.pairs}
    texts = {p.claim_id: p.claim for p in data.pairs}
    read = read_claims(list(texts.values()), embedder)
    known: dict[str, ReadDocument] = {}
    judged, seen = [], set()
    for claim_id, claim in zip(texts, read, strict=True):
        for document in ranker.best(claim, depth):
            pair = gold.get((claim_id, document.id))
            found = _judgement(judge, claim, _document(document, known, embedder))
            seen.add((claim_id, document.id))
            judged.append(
                Judged(
                    claim_id=claim_id,
                    gold=pair.label if pair else "NOT_ENOUGH_INFO",
                    said=found.verdict,
                    confidence=found.confidence,
                    chances=found.probabilities,
                    rationale=_evidence(found),
                    gold_rationales=pair.rationales if pair else (),
                )
            )
    for key, pair in gold.items():
        if key not in seen and pair.label != "NOT_ENOUGH_INFO":
            judged.append(
                Judged(pair.claim_id, pair.label, "NOT_ENOUGH_INFO", 1.0, (0.0, 0.0, 1.0), (),
                       pair.rationales)
            )  # fmt: skip
    return Measured(tuple(judged), time.perf_counter() - start, len(texts))


def _judgement(judge: Judge, claim: ReadClaim, document: ReadDocument) -> Judgement:
    if not any(s.text.strip() for s in document.sentences):
        return Judgement((0.0, 0.0, 1.0), CLASSES[2], (), 1.0)
    return judge.judge(claim, document)


def _document(
    labelled: LabelledDocument, known: dict[str, ReadDocument], embedder: Embedder
) -> ReadDocument:
    if labelled.id not in known:
        known[labelled.id] = read_sentences(
            labelled.id, labelled.title, labelled.sentences, embedder
        )
    return known[labelled.id]


def _evidence(found: Judgement) -> tuple[int, ...]:
    if found.verdict == "NOT_ENOUGH_INFO":
        return ()
    best = found.rationale[:MOST_SENTENCES]
    return tuple(i for n, (i, chance) in enumerate(best) if n == 0 or chance >= RATIONALE_AT)


class _Ranker:
    """BM25 over the corpus (k1 0.9, b 0.4) fused with vectors by standard scores."""

    def __init__(self, corpus: Sequence[LabelledDocument], embedder: Embedder) -> None:
        self._corpus = corpus
        texts = [f"{d.title} {' '.join(d.sentences)}" for d in corpus]
        self._vectors: Vectors = embedder.embed(texts)
        tokens = [stems(t) for t in texts]
        lengths = np.array([len(t) for t in tokens], dtype=np.float64)
        self._norm = 0.9 * (0.6 + 0.4 * lengths / max(1.0, float(lengths.mean())))
        self._postings: dict[str, dict[int, int]] = {}
        for i, document in enumerate(tokens):
            for token in document:
                counts = self._postings.setdefault(token, {})
                counts[i] = counts.get(i, 0) + 1

    def best(self, claim: ReadClaim, depth: int) -> list[LabelledDocument]:
        """The likeliest documents for a claim."""
        n = len(self._corpus)
        scores = np.zeros(n)
        for stem in sorted(claim.stems):
            counts = self._postings.get(stem, {})
            idf = np.log(1 + (n - len(counts) + 0.5) / (len(counts) + 0.5))
            for i, count in counts.items():
                scores[i] += idf * count / (count + self._norm[i])
        fused = _standard(scores) + 0.4 * _standard((self._vectors @ claim.vector).astype(float))
        order = np.argsort(-fused, kind="stable")[:depth]
        return [self._corpus[int(i)] for i in order]


def _standard(scores: Array) -> Array:
    spread = float(scores.std())
    return np.asarray((scores - scores.mean()) / spread if spread else scores * 0.0)
