"""The sentences of a paper, each with where it stands: passage, heading, place from first to last.

It reads headings as the text has them; what they mean is for `roles` to judge.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from litassay.text.sentences import Sentence, sentences
from litassay.types import Passage

_QUOTED_WHOLE = 60
"""Words of a quoted sentence above which it is an abstract in quotation marks."""
_MOST = 600
"""Sentences of one paper that are read: an abstract has ten, a full text some hundreds."""
_CAPITALS = r"[A-Z][A-Z &/,]{4,60}?[:.]? (?=(?:A )?[A-Z\d][^A-Z]|An )"
_COLON = r"[A-Z][a-z]+(?: (?:and |& )?[A-Z]?[a-z]+){0,3}: (?=[A-Z\d])"
_HEADING = re.compile(rf"{_CAPITALS}|{_COLON}")
"""How a structured abstract opens a part: `RESULTS We found …`, `Results: We found …`."""
_NUMBERING = re.compile(r"^\W*(?:(?:\d+|[IVX]+)(?:\.\d+)*\.?\s+)?")


class Placed(NamedTuple):
    """A sentence without the heading that it opens with, and where it stands."""

    passage: int
    start: int
    end: int
    """`passages[passage].text[start:end]` is the sentence as it stands."""
    text: str
    section: str
    """The headings above it in small letters, or `abstract`; empty where only a page is known."""
    position: float
    """0 for the first sentence of its passage, 1 for the last; a lone one is the last."""


def placed(passages: Sequence[Passage]) -> tuple[Placed, ...]:
    """Every sentence of the passages, in order."""
    found: list[Placed] = []
    for index, passage in enumerate(passages):
        section = _section(passage.locator)
        pieces = _pieces(passage.text)
        for at, piece in enumerate(pieces):
            opened = _HEADING.match(piece.text) if section else None
            cut = opened.end() if opened and passage.locator == "abstract" else 0
            section = opened.group().strip(" :.").lower() if opened and cut else section
            position = at / (len(pieces) - 1) if len(pieces) > 1 else 1.0
            said = " ".join(piece.text[cut:].split())
            found.append(Placed(index, piece.start + cut, piece.end, said, section, position))
    return tuple(found[:_MOST])


def _section(locator: str) -> str:
    """`§ 4 Results / 4.1 Errors` → `results errors`."""
    if not locator.startswith("§"):
        return "abstract" if locator == "abstract" else ""
    parts = locator.removeprefix("§").split(" / ")
    return " ".join(_NUMBERING.sub("", part).lower() for part in parts)


def _pieces(text: str) -> list[Sentence]:
    """Sentences; a text that stands in quotation marks as a whole is split inside them."""
    found: list[Sentence] = []
    for piece in sentences(text):
        quoted = piece.text[0] in '“"' and piece.text[-1] in '”"'
        if quoted and len(piece.text.split()) > _QUOTED_WHOLE:
            at = piece.start + 1
            inner = sentences(piece.text[1:-1])
            found += [Sentence(at + s.start, at + s.end, s.text) for s in inner]
        else:
            found.append(piece)
    return found
