"""Does the screener find what answers? Its probabilities and decisions against judged papers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from litassay.evals.answers import RESAMPLES, SEED, Share
from litassay.types import Record

Floats = NDArray[np.float64]
BINS = 10
"""Of equal width, for the expected calibration error."""
WANTED = 0.95
"""Recall at which the work saved is measured."""


class Screened(Record):
    """The judged papers of one question as the screener saw them, in any order."""

    id: str
    relevant: tuple[bool, ...]
    """Whether readers found that it answers at least in part."""
    probability: tuple[float, ...]
    """The screener's, of the same."""
    read: tuple[bool, ...]
    """Graded direct or partial."""
    rank: tuple[int | None, ...]
    """Place, from 1, among what the searches returned; None where they did not."""


class RelevanceScores(Record):
    """All of the measurement; an interval is a 95 % percentile bootstrap over questions."""

    questions: int
    pairs: int
    relevant: int
    ap: Share
    """Mean over questions of average precision (area under precision by recall, no interpolation).
    """
    auc: Share
    """Over all pairs."""
    precision: Share
    """Of direct and partial, over all pairs."""
    recall: Share
    ece: Share
    """Expected calibration error (Naeini et al., AAAI 2015), ten equal bins."""
    work_saved: Share
    """Mean over questions of work saved over sampling at 95 % recall: the share of papers below the
    cut, less 0.05 (Cohen et al., JAMIA 13(2), 2006)."""
    recall_50: Share
    """Relevant papers among the first 50 that the searches return."""
    recall_200: Share
    by_question: tuple[tuple[str, float], ...]
    """(question, average precision)."""


def score(rows: Sequence[Screened]) -> RelevanceScores:
    """The measurement over all questions that have a relevant paper and one that is not."""
    rows = [r for r in rows if 0 < sum(r.relevant) < len(r.relevant)]
    alone = [_ap(r) for r in rows]
    return RelevanceScores(
        questions=len(rows),
        pairs=sum(len(r.relevant) for r in rows),
        relevant=sum(map(sum, (r.relevant for r in rows))),
        ap=_mean(alone),
        auc=_interval(rows, _auc),
        precision=_interval(rows, _precision),
        recall=_interval(rows, _recall),
        ece=_interval(rows, _ece),
        work_saved=_mean([_work_saved(r) for r in rows]),
        recall_50=_interval(rows, lambda some: _retrieved(some, 50)),
        recall_200=_interval(rows, lambda some: _retrieved(some, 200)),
        by_question=tuple((r.id, round(a, 4)) for r, a in zip(rows, alone, strict=True)),
    )


def _mean(values: Sequence[float]) -> Share:
    found = np.array(values, np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(found), (RESAMPLES, len(found)))
    return _share(float(found.mean()), found[drawn].mean(axis=1))


def _interval(rows: Sequence[Screened], of: Callable[[Sequence[Screened]], float]) -> Share:
    drawn = np.random.default_rng(SEED).integers(0, len(rows), (RESAMPLES, len(rows)))
    return _share(of(rows), np.array([of([rows[i] for i in some]) for some in drawn]))


def _share(value: float, drawn: Floats) -> Share:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Share(round(value, 4), round(float(low), 4), round(float(high), 4))


def _ap(row: Screened) -> float:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(row.relevant, row.probability))


def _auc(rows: Sequence[Screened]) -> float:
    """Mann-Whitney with mid-ranks."""
    from scipy.stats import rankdata

    wanted, chance = _pooled(rows)
    ranks, n = rankdata(chance), int(wanted.sum())
    below = ranks[wanted].sum() - n * (n + 1) / 2
    return float(below / (n * (len(wanted) - n)))


def _pooled(rows: Sequence[Screened]) -> tuple[NDArray[np.bool_], Floats]:
    wanted = np.array([x for r in rows for x in r.relevant], dtype=np.bool_)
    return wanted, np.array([x for r in rows for x in r.probability], dtype=np.float64)


def _hits(rows: Sequence[Screened]) -> int:
    return sum(a and b for r in rows for a, b in zip(r.relevant, r.read, strict=True))


def _precision(rows: Sequence[Screened]) -> float:
    return _hits(rows) / (sum(sum(r.read) for r in rows) or 1)


def _recall(rows: Sequence[Screened]) -> float:
    return _hits(rows) / (sum(sum(r.relevant) for r in rows) or 1)


def _ece(rows: Sequence[Screened]) -> float:
    wanted, chance = _pooled(rows)
    places = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    gaps = np.bincount(places, weights=chance - wanted, minlength=BINS)
    return float(np.abs(gaps).sum() / len(chance))


def _work_saved(row: Screened) -> float:
    """Papers with one probability are read in the least lucky order."""
    order = sorted(range(len(row.relevant)), key=lambda i: (-row.probability[i], row.relevant[i]))
    found = np.cumsum([row.relevant[i] for i in order])
    needed = int(np.ceil(WANTED * found[-1] - 1e-9))
    read = int(np.argmax(found >= needed)) + 1
    return 1 - read / len(order) - (1 - WANTED)


def _retrieved(rows: Sequence[Screened], first: int) -> float:
    found = sum(
        wanted and rank is not None and rank <= first
        for r in rows
        for wanted, rank in zip(r.relevant, r.rank, strict=True)
    )
    return found / (sum(sum(r.relevant) for r in rows) or 1)
