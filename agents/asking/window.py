"""How long a server says that its context window is, when it refuses a prompt."""

import re

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:context|window|n_ctx|sequence)[^.\d]{{0,60}}?(?:is|of|limit:?|size:?|\(|=|:)\s*"
        rf"{_NUMBER}",
        rf"n_ctx\D{{1,4}}{_NUMBER}",
        rf"> {_NUMBER} maximum",
        rf"maximum (?:of|is|allowed)\D{{0,20}}{_NUMBER}",
        rf"{_NUMBER}[- ]token (?:context|limit|window)",
    )
)
_LEAST = 256
"""Tokens; a smaller number is none of a window."""


def told_window(message: str) -> int | None:
    """The window that a refusal names; None where it names none."""
    for pattern in _TOLD:
        if found := pattern.search(message):
            size = int(found.group(1).replace(",", ""))
            return size if size >= _LEAST else None
    return None
