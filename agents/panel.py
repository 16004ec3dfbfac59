"""The panel: reviews in, one rating out, with its spread, its dissent and the gates that cap it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from agents.agreement import alpha
from agents.calibration import Calibration, Judgement, Values, combine, judge
from agents.law.gates import gates
from agents.law.tiers import tier
from litassay.types import Audit, Dimension, Gate, MissingReview, Rating, Review

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
DRAWS = 2000
"""Bootstrap samples of the panel."""
SEED = 20160704
ORDERED = 0.3
"""Points below a cap for each point that the mean is below 10: capped reports keep their order."""
FAR = 2.0
"""Points from the mean at which a reviewer's opinion is quoted as dissent."""


@dataclass(frozen=True)
class ReviewPanel:
    """Calibrates, averages, measures agreement, applies the gates. Same input, same rating."""

    calibration: Calibration | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    """By reviewer, where nothing was learnt and it is not 1."""

    def rate(self, seen: Audit, reviews: Sequence[Review | MissingReview]) -> Rating:
        """The rating of one draft; a missing review lowers n and is never a zero."""
        given = sorted((r for r in reviews if isinstance(r, Review)), key=lambda r: r.reviewer)
        missing = sorted(
            (r for r in reviews if isinstance(r, MissingReview)), key=lambda r: r.reviewer
        )
        judged = tuple(self._judged(r) for r in given)
        mean = combine(judged) if judged else 0.0
        capped = gates(seen) if judged else (*gates(seen), _unreviewed())
        score = round(min([mean, *(_under(g.cap, mean) for g in capped)]), 1)
        dimensions = tuple((d, _dimension(given, d)) for d in DIMENSIONS)
        return Rating(
            score=score,
            ungated=round(mean, 2),
            interval=interval(judged),
            dimensions=dimensions,
            alpha=agreement(given),
            reviewers=len(given),
            missing=tuple(missing),
            dissent=_dissent(given, judged, mean),
            gates=capped,
            tier=tier(score, len(seen.sound), dict(dimensions)["reproducibility"]),
            revision=seen.dossier.draft.revision,
        )

    def _judged(self, review: Review) -> Judgement:
        found = judge(review.reviewer, _values(review), self.calibration)
        weight = found.weight if self.calibration else self.weights.get(review.reviewer, 1.0)
        return found._replace(score=min(10.0, max(0.0, found.score)), weight=weight)


def _under(cap: float, mean: float) -> float:
    """What a cap leaves: a little less for each point that the mean lacks, so that order stays."""
    return max(0.0, cap - ORDERED * (10.0 - mean))


def _unreviewed() -> Gate:
    return Gate(name="no_review", cap=0.0, reason="No reviewer could score the report.")


def _values(review: Review) -> Values:
    values: dict[str, float] = {"overall": review.overall}
    for given in review.scores:
        if given.score is not None:
            values[given.dimension] = given.score
    return values


def _dimension(reviews: Sequence[Review], dimension: Dimension) -> float | None:
    found = [
        s.score
        for r in reviews
        for s in r.scores
        if s.dimension == dimension and s.score is not None
    ]
    return round(sum(found) / len(found), 2) if found else None


def interval(judged: Sequence[Judgement]) -> tuple[float, float]:
    """95 % percentile bootstrap of the weighted mean over reviewers (Efron 1979)."""
    if not judged:
        return (0.0, 0.0)
    scores = np.array([j.score for j in judged])
    weights = np.array([j.weight for j in judged])
    weights = weights if weights.sum() > 0 else np.ones_like(weights)
    picks = np.random.default_rng(SEED).integers(0, len(judged), (DRAWS, len(judged)))
    drawn = weights[picks]
    kept = drawn.sum(axis=1) > 0
    means = (drawn * scores[picks]).sum(axis=1)[kept] / drawn.sum(axis=1)[kept]
    low, high = np.percentile(means, [2.5, 97.5])
    return (round(float(low), 2), round(float(high), 2))


def agreement(reviews: Sequence[Review]) -> float | None:
    """Krippendorff's alpha (interval) over the dimensions that two reviewers or more scored."""
    given = [[s.score for r in reviews for s in r.scores if s.dimension == d] for d in DIMENSIONS]
    units = [[score for score in scores if score is not None] for scores in given]
    shared = [unit for unit in units if len(unit) > 1]
    found = alpha(shared) if len(shared) > 1 else None
    return None if found is None else round(found, 3)


def _dissent(reviews: Sequence[Review], judged: Sequence[Judgement], mean: float) -> str:
    """The reason of the reviewer furthest from the mean, when it is far."""
    if len(reviews) < 2:
        return ""
    review, found = max(
        zip(reviews, judged, strict=True), key=lambda pair: round(abs(pair[1].score - mean), 6)
    )
    if abs(found.score - mean) < FAR:
        return ""
    return f"{review.reviewer} ({found.score:.1f} against a mean of {mean:.1f}): “{review.reason}”"
