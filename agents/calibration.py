"""Per-reviewer calibration: what one reviewer's 7 is worth on the scale of human ratings.

Reviewers differ in level by two points and in spread by a factor of two; each is put on one scale
by its own mean and standard deviation, as learnt from papers that people rated too. Which of a
reviewer's scores are read, and how much it weighs, is part of what was learnt.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from litassay.types import Record

Values = Mapping[str, float]
"""One review: `overall` and dimensions to scores."""


class Aspect(Record):
    """One of the scores that a reviewer gives."""

    name: str
    level: float
    """Its mean over rated papers."""
    spread: float
    """Its standard deviation there; above 0."""


class Scale(Record):
    """How one reviewer's scores are read."""

    reviewer: str
    aspects: tuple[Aspect, ...]
    """The standardised mean of these is the reviewer's judgement."""
    spread: float = 1.0
    """Standard deviation of that mean; above 0."""
    weight: float = 1.0

    def standing(self, values: Values) -> float | None:
        """Where a review stands among this reviewer's, in standard deviations; None if unread."""
        given = [(values[a.name] - a.level) / a.spread for a in self.aspects if a.name in values]
        return sum(given) / len(given) / self.spread if given else None


class Calibration(Record):
    """What was learnt from rated papers."""

    level: float
    """Mean human rating."""
    slope: float
    """Human points for one standard deviation of the panel's mean judgement."""
    scales: tuple[Scale, ...]

    def scale(self, reviewer: str) -> Scale | None:
        """The reviewer's scale; None when nothing is known of it."""
        return next((s for s in self.scales if s.reviewer == reviewer), None)


class Judgement(NamedTuple):
    """One reviewer's score on the common scale."""

    reviewer: str
    score: float
    weight: float


def judge(reviewer: str, values: Values, calibration: Calibration | None) -> Judgement:
    """Read one review; without calibration the overall score stands as it is."""
    scale = calibration.scale(reviewer) if calibration else None
    if calibration is None or scale is None:
        return Judgement(reviewer, values["overall"], 1.0)
    standing = scale.standing(values)
    if standing is None:
        return Judgement(reviewer, calibration.level, 0.0)
    return Judgement(reviewer, calibration.level + calibration.slope * standing, scale.weight)


def combine(judgements: Sequence[Judgement]) -> float:
    """Weighted mean of the judgements; the plain mean when all weights are 0."""
    total = sum(j.weight for j in judgements)
    if total <= 0:
        return sum(j.score for j in judgements) / len(judgements)
    return sum(j.weight * j.score for j in judgements) / total
