"""Says what a replayed run asked that its journal does not hold, and how it differs."""

import difflib
import json
from collections.abc import Sequence
from typing import Any

from litassay.errors import ReplayDiverged
from store.journal import Entry, Kind, key_of

MOST_LINES = 60
"""Lines of difference that are shown."""


def explain(
    kind: Kind, request: dict[str, Any], ask: int, stage: str, entries: Sequence[Entry]
) -> ReplayDiverged:
    """The error for a request that is not in the journal, with the difference to the nearest."""
    who = f"{kind} request of {stage!r}" if stage else f"{kind} request"
    key = key_of(kind, request)
    candidates = [e for e in entries if e.kind == kind]
    same = [e for e in candidates if e.key == key]
    if same:
        return ReplayDiverged(
            f"the {who} was recorded {len({e.ask for e in same})} times (line {same[-1].n}) "
            f"and is now made once more (ask {ask + 1})",
            "the run now repeats a call that it did not repeat",
        )
    if not candidates:
        return ReplayDiverged(
            f"the {who} is not in the journal, which holds no {kind} request at all:\n"
            + "\n".join(_lines(request)[:MOST_LINES])
        )
    near = _nearest(request, candidates)
    return ReplayDiverged(
        f"the {who} is not in the journal; the nearest is line {near.n}:\n"
        + _difference(near, request)
    )


def _nearest(request: dict[str, Any], candidates: Sequence[Entry]) -> Entry:
    from rapidfuzz import fuzz, process

    wanted = "\n".join(_lines(request))
    texts = ["\n".join(_lines(entry.request)) for entry in candidates]
    found = process.extractOne(wanted, texts, scorer=fuzz.ratio)
    return candidates[found[2] if found else 0]


def _difference(recorded: Entry, request: dict[str, Any]) -> str:
    lines = list(
        difflib.unified_diff(
            _lines(recorded.request),
            _lines(request),
            f"recorded (line {recorded.n})",
            "asked now",
            lineterm="",
            n=2,
        )
    )
    more = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], *([f"… {more} more lines"] if more > 0 else [])])


def _lines(value: Any, indent: str = "") -> list[str]:
    """The value as lines for a reader: one field a line, texts broken where they break."""
    if isinstance(value, dict):
        return [x for name, v in sorted(value.items()) for x in _field(str(name), v, indent)]
    if isinstance(value, list):
        return [x for i, v in enumerate(value) for x in _field(f"[{i}]", v, indent)]
    text = value if isinstance(value, str) else json.dumps(value)
    return [indent + line for line in text.split("\n")]


def _field(name: str, value: Any, indent: str) -> list[str]:
    lines = _lines(value, indent + "  ")
    if len(lines) == 1 and not isinstance(value, dict | list):
        return [f"{indent}{name}: {lines[0].strip()}"]
    return [f"{indent}{name}:", *lines]
