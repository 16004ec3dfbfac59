"""What a reader hands over: a paper, or why there is none, and where in the file."""

from collections.abc import Iterator
from typing import NamedTuple

from litassay.types import Paper


class BadRecord(NamedTuple):
    """A record that was skipped."""

    line: int
    """Where it begins in the file, from 1 (0 when the format does not say)."""
    why: str


class Item(NamedTuple):
    """One record of a file: the paper, or the reason why it cannot be used."""

    line: int
    outcome: Paper | BadRecord


class Intake(NamedTuple):
    """The records of a file, in its order, and how many there are (bad ones included)."""

    total: int
    items: Iterator[Item]
