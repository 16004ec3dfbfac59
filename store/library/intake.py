"""What a reader hands over: a paper, or why there is none, and where in the file."""

from collections.abc import Iterator
from typing import NamedTuple

from litassay.types import Paper


class BadRecord(NamedTuple):
    """A record that was skipped."""

    line: int
    """Where it begins in the file, from 1 (0 when the format does not say)."""
    why: str
    item: int = 0
    """Which item of the file it is, from 1, where items may share a line; else 0."""

    @property
    def place(self) -> str:
        """Where to look for it: `line 7`, `item 3 (line 1)`."""
        if self.item and self.line:
            return f"item {self.item} (line {self.line})"
        return f"item {self.item}" if self.item else f"line {self.line}" if self.line else "a file"


class Item(NamedTuple):
    """One record of a file: the paper, or the reason why it cannot be used."""

    line: int
    outcome: Paper | BadRecord
    number: int = 0
    """Which item of the file it is, where items may share a line; else 0."""
    files: tuple[str, ...] = ()
    """Documents that the record names as its own, as it writes their paths."""


class Intake(NamedTuple):
    """The records of a file, in its order, and how many there are (bad ones included)."""

    total: int
    items: Iterator[Item]
    notes: tuple[str, ...] = ()
    """What the user should know about how the file was read."""
