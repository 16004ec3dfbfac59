"""Scores of verdicts against labels: F1 at three grains, calibration, intervals. Pure functions."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from litassay.types import Verdict

CLASSES: tuple[Verdict, ...] = ("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO")
"""The verdicts that labels may have, in the order of tables."""
BINS = 10
"""Equal bins of confidence, for ECE and the reliability table."""
RESAMPLES = 1_000
_SEED = 20_240_601


class Judged(NamedTuple):
    """What a verifier said of one labelled pair, and what people say."""

    claim_id: str
    gold: Verdict
    said: Verdict
    confidence: float
    """Probability that `said` is right."""
    chances: tuple[float, float, float]
    """Probability of each of CLASSES."""
    rationale: tuple[int, ...] = ()
    """Sentences given as evidence, best first; none with NOT_ENOUGH_INFO."""
    gold_rationales: tuple[tuple[int, ...], ...] = ()


class Bin(NamedTuple):
    """One row of the reliability table."""

    low: float
    high: float
    pairs: int
    confidence: float
    """Mean confidence of the verdicts in the bin."""
    accuracy: float
    """Share of them that is right."""


class F1(NamedTuple):
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float
    f1: float


def confusion(judged: Sequence[Judged]) -> NDArray[np.int64]:
    """Counts, gold in rows and said in columns, in the order of CLASSES."""
    table = np.zeros((3, 3), dtype=np.int64)
    for j in judged:
        table[CLASSES.index(j.gold), CLASSES.index(j.said)] += 1
    return table


def macro_f1(judged: Sequence[Judged]) -> float:
    """Mean of the classes' F1; a class that is neither there nor said is left out."""
    table = confusion(judged)
    both, hits = table.sum(axis=0) + table.sum(axis=1), np.diag(table)
    return float(np.mean([2 * h / b for h, b in zip(hits, both, strict=True) if b] or [0.0]))


def balanced_accuracy(judged: Sequence[Judged]) -> float:
    """Mean of the recalls of the classes that are there."""
    table = confusion(judged)
    gold = table.sum(axis=1)
    recalls = [table[i, i] / gold[i] for i in range(3) if gold[i]]
    return float(np.mean(recalls or [0.0]))


def abstract_f1(judged: Sequence[Judged]) -> F1:
    """Abstract-level label-only F1 as SciFact defines it.

    A document is a hit when it holds evidence and its label is right; predicted are the documents
    said to support or refute, relevant those labelled so (Wadden et al. 2020, Fact or Fiction:
    Verifying Scientific Claims, section 5).
    """
    said = [j for j in judged if j.said != "NOT_ENOUGH_INFO"]
    hits = sum(j.said == j.gold for j in said)
    return _f1(hits, len(said), sum(j.gold != "NOT_ENOUGH_INFO" for j in judged))


def rationale_f1(judged: Sequence[Judged]) -> F1:
    """Sentence-level F1, selection and label, as SciFact defines it.

    A predicted sentence is a hit when the label of its document is right, and it belongs to a gold
    rationale all of whose sentences are predicted (Wadden et al. 2020, section 5).
    """
    hits = predicted = relevant = 0
    for j in judged:
        relevant += len({s for r in j.gold_rationales for s in r})
        if j.said == "NOT_ENOUGH_INFO":
            continue
        chosen = set(j.rationale)
        predicted += len(chosen)
        whole = {s for r in j.gold_rationales if set(r) <= chosen for s in r}
        hits += len(chosen & whole) if j.said == j.gold else 0
    return _f1(hits, predicted, relevant)


def _f1(hits: int, predicted: int, relevant: int) -> F1:
    precision = hits / predicted if predicted else 0.0
    recall = hits / relevant if relevant else 0.0
    both = precision + recall
    return F1(precision, recall, 2 * precision * recall / both if both else 0.0)


def brier(judged: Sequence[Judged]) -> float:
    """Mean squared error of the confidence that the verdict is right (Brier 1950), 0 is best."""
    return float(np.mean([(j.confidence - (j.said == j.gold)) ** 2 for j in judged] or [0.0]))


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Confidence against accuracy in equal bins; empty bins are left out."""
    rows = []
    for i in range(BINS):
        inside = [j for j in judged if min(int(j.confidence * BINS), BINS - 1) == i]
        if inside:
            sure = float(np.mean([j.confidence for j in inside]))
            right = float(np.mean([j.said == j.gold for j in inside]))
            rows.append(Bin(i / BINS, (i + 1) / BINS, len(inside), sure, right))
    return tuple(rows)


def ece(judged: Sequence[Judged]) -> float:
    """Expected calibration error over BINS equal bins (Naeini et al. 2015, Guo et al. 2017)."""
    total = max(1, len(judged))
    return sum(b.pairs / total * abs(b.confidence - b.accuracy) for b in reliability(judged))


def interval(
    judged: Sequence[Judged], score: Callable[[Sequence[Judged]], float]
) -> tuple[float, float]:
    """95 % bootstrap interval over claims: the pairs of a claim are drawn together."""
    claims: dict[str, list[Judged]] = {}
    for j in judged:
        claims.setdefault(j.claim_id, []).append(j)
    groups = list(claims.values())
    if not groups:
        return 0.0, 0.0
    draw = np.random.default_rng(_SEED).integers(0, len(groups), (RESAMPLES, len(groups)))
    values = [score([j for i in row for j in groups[i]]) for row in draw]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
