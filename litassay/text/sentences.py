"""Sentences with their offsets."""

from functools import lru_cache
from typing import NamedTuple

import sentencex


class Sentence(NamedTuple):
    """A sentence without surrounding blanks: `text == source[start:end]`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def sentences(source: str) -> tuple[Sentence, ...]:
    """Split `source` into sentences, in order; blank pieces are left out."""
    found: list[Sentence] = []
    position = 0
    for piece in sentencex.segment("en", source):
        at = source.find(piece, position)
        if at < 0:  # the splitter normalised something inside: resynchronise on the stripped text
            piece = piece.strip()
            at = source.find(piece, position)
            if at < 0:
                continue
        position = at + len(piece)
        text = piece.strip()
        if text:
            start = at + piece.index(text)
            found.append(Sentence(start, start + len(text), text))
    return tuple(found)
