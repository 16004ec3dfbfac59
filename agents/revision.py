"""When a draft goes back to its writer, and which version is published."""

from collections.abc import Sequence

from litassay.types import Rating

BAR = 7.0
"""A rating below it sends the draft back once; docs/rating.md says what a 7 means."""


def below_bar(rating: Rating, bar: float = BAR) -> bool:
    """True when the draft should be revised."""
    return rating.score < bar


def published(ratings: Sequence[Rating]) -> int:
    """Index of the version to publish: the best rated, then the best ungated, then the earlier."""
    order = range(len(ratings))
    return max(order, key=lambda i: (ratings[i].score, ratings[i].ungated, -i))
