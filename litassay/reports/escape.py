"""Text into Markdown without becoming markup: whatever a document says stays data."""

import re
from collections.abc import Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$#!&^])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto):|\bwww\.")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LIST_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def escape(text: str) -> str:
    """One line of Markdown that renders as exactly this text, with no link, image or HTML."""
    line = " ".join(_CONTROL.sub("", text.replace("\n", " ").replace("\t", " ")).split())
    line = _SPECIAL.sub(r"\\\1", line)
    line = _LINK.sub(lambda m: m.group()[:-1] + "\\" + m.group()[-1], line)
    return _LIST_START.sub(lambda m: m.group(1) + m.group(2)[:-1] + "\\" + m.group(2)[-1], line)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """A Markdown table; cells are Markdown already."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(cell or "–" for cell in row) + " |" for row in rows]
