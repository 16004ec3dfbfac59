"""Certainty of a review finding in GRADE's words, by a rule that prints its reasons.

It starts at high and is lowered for what is known to weaken a body of evidence. The table is in
docs/rating.md. GRADE's other domain, publication bias, cannot be seen from here.
"""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from litassay.types import Certainty, Paper, Weight

LEVELS: tuple[Certainty, ...] = get_args(Certainty)
"""The best first."""
FEW = 3
"""Fewer independent groups than this on the side of the verdict lower certainty by one step."""
DIVIDED = 1 / 3
"""Share of the groups that do not agree with the verdict from which it is inconsistent."""
OLD = 8
"""Years between the newest paper that speaks and the newest paper of the run."""


class Body(NamedTuple):
    """What is known of the evidence of one finding."""

    deciding: Sequence[Weight]
    """Weights of the papers that speak."""
    papers: Sequence[Paper]
    """Those papers, in the same order."""
    agreeing: int
    """Independent groups on the side of the verdict."""
    backing: int
    """Independent groups that the verdict rests on; all that speak where it is mixed."""
    heard: int
    """Independent groups that speak at all."""
    newest: int | None
    """Year of the newest paper of the run."""


class Graded(NamedTuple):
    """A level and why it is not higher."""

    level: Certainty
    reasons: tuple[str, ...]


def certainty(body: Body) -> Graded:
    """The level of a body of evidence; very low where no paper speaks."""
    if not body.deciding:
        return Graded("very_low", ("no paper speaks to it",))
    found = [*_indirect(body), *_inconsistent(body), *_few(body), *_texts(body), *_old(body)]
    steps = sum(step for step, _ in found)
    return Graded(LEVELS[min(steps, len(LEVELS) - 1)], tuple(reason for _, reason in found))


def _indirect(body: Body) -> list[tuple[int, str]]:
    apart = sum(w.indirect for w in body.deciding)
    if apart == len(body.deciding):
        return [(1, "indirect: every paper speaks of other conditions than asked")]
    if 2 * apart > len(body.deciding):
        return [(1, "indirect: most papers speak of other conditions than asked")]
    return []


def _inconsistent(body: Body) -> list[tuple[int, str]]:
    apart = body.heard - body.agreeing
    if body.heard > 1 and apart >= DIVIDED * body.heard:
        return [(1, "inconsistent: a third of the groups or more do not agree")]
    return []


def _few(body: Body) -> list[tuple[int, str]]:
    if body.backing >= FEW:
        return []
    return [(1, "only two groups")] if body.backing == 2 else [(2, "a single group")]


def _texts(body: Body) -> list[tuple[int, str]]:
    found = []
    if all(span.locator == "abstract" for w in body.deciding for span in w.spans):
        found.append((1, "abstracts only"))
    preprints = sum(p.preprint for p in body.papers)
    if 2 * preprints > len(body.papers):
        found.append((1, "most papers are preprints"))
    return found


def _old(body: Body) -> list[tuple[int, str]]:
    years = [p.year for p in body.papers if p.year is not None]
    if years and body.newest is not None and body.newest - max(years) > OLD:
        return [(1, "old: nothing from the eight years before the newest paper found")]
    return []
