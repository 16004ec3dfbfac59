"""From units that match to papers that match. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from store.library.records import Place

SECOND = 0.1
"""What a paper's second-best unit adds to the best, as a share of how far it is above the mean; it
was set by hand and not tuned."""
SHOWN = 8
"""Most units of a paper that are told to those who read it."""


class Match(NamedTuple):
    """A paper that matched, and by which of its units."""

    id: str
    row: int
    score: float
    units: tuple[int, ...]
    """Best first."""


def by_paper(fused: Sequence[tuple[int, float]], places: Mapping[int, Place]) -> list[Match]:
    """Papers, best first, ties by id.

    A paper counts as much as its best unit, and a little more where a second one matches too.

    Args:
        fused: Units with their scores in deviations from the mean, best first.
        places: The paper of each.
    """
    units: dict[Place, list[tuple[int, float]]] = {}
    for unit, score in fused:
        units.setdefault(places[unit], []).append((unit, score))
    matches = [
        Match(place.id, place.row, _score([s for _, s in own]), tuple(u for u, _ in own[:SHOWN]))
        for place, own in units.items()
    ]
    return sorted(matches, key=lambda match: (-match.score, match.id))


def _score(scores: Sequence[float]) -> float:
    second = max(scores[1], 0.0) if len(scores) > 1 else 0.0
    return round(scores[0] + SECOND * second, 6)
