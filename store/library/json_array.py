"""Where the items of a JSON array stand in a text, found without reading what they hold.

So an item that cannot be read spoils no other.
"""

import re
from typing import NamedTuple

_FIRST = re.compile(r"\s*(?P<object>\{[^\[\]{}]*\"items\"\s*:\s*)?\[")
_MARK = re.compile(r"\"(?:[^\"\\]++|\\.)*+\"|[\[\]{},]", re.DOTALL)
_BLANK = re.compile(r"\s*")
MOST_ITEMS = 300_000
"""Items of one array; a larger list is split before it is added."""


class Stretch(NamedTuple):
    """One item."""

    line: int
    """On which it begins, from 1."""
    text: str


def stretches(text: str) -> list[Stretch]:
    """The items of an array, or of `{"items": [...]}`.

    Raises:
        ValueError: There is no such array, it does not end, or something stands behind it.
    """
    first = _FIRST.match(text)
    if not first:
        raise ValueError("is not an array of items")
    bounds, end = _bounds(text, first.end())
    if not first["object"] and text[end + 1 :].strip():
        raise ValueError("goes on behind the end of its array")
    found, line, counted = [], 1, 0
    for start, stop in bounds:
        begin = _begin(text, start)
        line += text.count("\n", counted, begin)
        counted = begin
        found.append(Stretch(line, text[begin:stop]))
    blank = len(found) == 1 and not found[0].text.strip()
    return [] if blank else found


def _begin(text: str, start: int) -> int:
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


def _bounds(text: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """Start and end of each item, and where the array ends."""
    bounds, depth, begin = [], 1, start
    for found in _MARK.finditer(text, start):
        mark = found.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        if depth == 0 or (depth == 1 and mark == ","):
            bounds.append((begin, found.start()))
            begin = found.end()
            if len(bounds) > MOST_ITEMS:
                raise ValueError(
                    f"holds more than {MOST_ITEMS:,} items: split it; it should be one"
                )
        if depth == 0:
            return bounds, found.start()
    raise ValueError(f"ends within item {len(bounds) + 1}")
