"""Numbers told in one breath: `2.1 BLEU and 3.4 METEOR`, `93.1, 88.4 and 90.2 %`."""

import re
from typing import NamedTuple

from agents.extractive.marked import METRIC, Marked

_JOIN = re.compile(
    rf"^(?:\s+(?:percentage\s+)?points?)?(?:\s*(?:\((?P<bracketed>{METRIC})\)|(?P<m>{METRIC}))"
    rf"(?:\s+(?:scores?|points?))?)?\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*)(?:by\s+"
    rf")?(?:(?:up to|about|around|over|nearly|almost|~|≈|∼|\+)\s*)?$"
)
_RANGE = re.compile(r"^\s*%?\s*(?:[-–—~−‐‑]|to|up to|through|or)?\s*$")


class Listed(NamedTuple):
    """Numbers joined by commas and `and`, in order."""

    numbers: tuple[int, ...]
    own: tuple[str | None, ...]
    """For each number but the last the metric that stands between it and the next."""


def number_lists(text: Marked, wanted: frozenset[int]) -> list[Listed]:
    """The numbers that may report something, grouped; of a range neither end.

    Args:
        text: A marked sentence.
        wanted: The numbers that could be results.
    """
    gaps = [text.text[text.at(i)[1] : text.at(i + 1)[0]] for i in range(len(text.numbers) - 1)]
    ranged = _ranged(text, gaps)
    found: list[Listed] = []
    for i in sorted(set(range(len(text.numbers))) - ranged):
        joined = _JOIN.match(gaps[i - 1]) if i else None
        if joined and found and found[-1].numbers[-1] == i - 1 and _like(text, i, joined):
            last = found[-1]
            own = (*last.own, joined["m"] or joined["bracketed"])
            found[-1] = Listed((*last.numbers, i), own)
        else:
            found.append(Listed((i,), ()))
    return [f for f in found if wanted.issuperset(f.numbers)]


def _like(text: Marked, i: int, joined: re.Match[str]) -> bool:
    """The number and the one before it are of one unit, or each of its own metric."""
    units = {text.numbers[i - 1].unit, text.numbers[i].unit}
    own = joined["m"] or joined["bracketed"]
    return len(units) == 1 or bool(own and units == {"", "points"})


def _ranged(text: Marked, gaps: list[str]) -> set[int]:
    ends: set[int] = set()
    for i, gap in enumerate(gaps):
        left = text.text[: text.at(i)[0]]
        spread = _RANGE.match(gap) and not re.search(r"\bfrom\s+[~≈]?$", left)
        if spread or (gap.strip() == "and" and re.search(r"\bbetween\s+$", left)):
            ends |= {i, i + 1}
    return ends
