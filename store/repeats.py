"""Longer values that a journal holds already: written once, and pointed at from then on.

The same abstract is found by many queries, the same instructions go into many prompts, the same
page answers many requests. The second time, the line says where the value stands:

    {"as_in_line": 3, "at": ["answer", "papers", 0]}

It points only at a line before its own. A value that has itself a field of this name is written as
`{"as_in_line": 0, "value": …}`.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

SHORTEST = 200
"""Characters, of an object those of its JSON. What is shorter is written again: it reads better."""
MOST_IN_LINE = 150_000_000
"""Characters and values of one line with its pointers followed; a body has at most 64 MB."""
MOST_IN_ALL = 1_000_000_000
"""The same of all lines of a journal together."""

_LINE, _AT, _VALUE = "as_in_line", "at", "value"
Place = tuple[int, tuple[str | int, ...]]
"""A line, and the field names and list positions that lead to a value in it."""
Places = dict[bytes, Place]
"""By digest of the value."""


class Repeats:
    """The first place of every longer value of a journal.

    Args:
        write: Gives the JSON text of a value, the same for the same value.
    """

    def __init__(self, write: Callable[[Any], str]) -> None:
        self._write = write
        self._first: Places = {}

    def shortened(self, line: int, fields: Mapping[str, Any]) -> tuple[dict[str, Any], Places]:
        """The fields of a line, with a pointer for each value that an earlier line holds.

        Returns:
            The fields, and the places of what is new in them, to be learnt once it is written.
        """
        new: Places = {}
        return {n: self._short(value, (line, (n,)), new) for n, value in fields.items()}, new

    def learn(self, new: Places) -> None:
        """Remember the values of a line that was written."""
        self._first |= new

    def _short(self, value: Any, place: Place, new: Places) -> Any:
        digest = self._digest(value)
        known = self._first.get(digest)
        if known:
            return {_LINE: known[0], _AT: list(known[1])}
        if digest:
            new.setdefault(digest, place)
        line, at = place
        if isinstance(value, Mapping):
            inner = {name: self._short(v, (line, (*at, name)), new) for name, v in value.items()}
            return {_LINE: 0, _VALUE: inner} if _LINE in value else inner
        if isinstance(value, list | tuple):
            return [self._short(v, (line, (*at, n)), new) for n, v in enumerate(value)]
        return value

    def _digest(self, value: Any) -> bytes:
        """Names a value that is worth a pointer; empty for others."""
        if isinstance(value, str):
            text = f'"{value}' if len(value) >= SHORTEST else ""  # no JSON object begins so
        elif isinstance(value, Mapping):
            text = self._write(value)
        else:
            return b""
        content = text.encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).digest() if len(text) >= SHORTEST else b""


def restored(value: Any, before: Callable[[int], Any]) -> Any:
    """The value with what its pointers point at in their place.

    Args:
        value: A value as a line holds it.
        before: The fields of an earlier line, themselves restored.

    Raises:
        LookupError, TypeError, ValueError: a pointer points at nothing.
    """
    if isinstance(value, list):
        return [restored(v, before) for v in value]
    if not isinstance(value, dict):
        return value
    if _LINE not in value or _VALUE in value:
        inner = dict(value[_VALUE]) if _LINE in value else value
        return {name: restored(v, before) for name, v in inner.items()}
    found = before(value[_LINE])
    for step in value[_AT]:
        found = found[step]
    return found


class Extent:
    """How large the lines of a journal are with their pointers followed, without following them.

    Pointers to pointers let a short file stand for more than any memory holds: twelve lines that
    each name the line before twenty times are 20^12 values. What is pointed at is one value in
    memory, so that it is measured once.
    """

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._total = 0

    def add(self, value: Any) -> None:
        """Count a restored value, which must live as long as this.

        Raises:
            ValueError: it stands for more than a journal may hold.
        """
        size = self._size(value)
        self._total += size
        if size > MOST_IN_LINE or self._total > MOST_IN_ALL:
            raise ValueError("its pointers stand for more than a journal may hold")

    def _size(self, value: Any) -> int:
        if isinstance(value, str):
            return 1 + len(value)
        if not isinstance(value, dict | list):
            return 1
        known = self._known.get(id(value))
        if known is None:
            inner = value.values() if isinstance(value, dict) else value
            known = self._known[id(value)] = 1 + sum(map(self._size, inner))
        return known
