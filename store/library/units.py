"""What of a paper is indexed: its abstract as one unit, its full text by passages.

A unit is what a search finds; it leads back to a passage, which is what is read and quoted.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litassay.types import Paper

LONGEST = 2_400
"""Characters of a unit of full text: about a column of print. A longer passage is indexed in
pieces; a mean vector over more than this tells little about any part of it."""
SHORTEST = 200
"""A rest shorter than this stays with the piece before it."""
TITLE_WEIGHT = 3
"""Times that the words of a title count in the unit of the abstract (tuned on SciFact train)."""


class Unit(NamedTuple):
    """A stretch of text that is indexed by itself."""

    passage: int
    """Which of `paper.passages`; 0 for a paper that has only a title."""
    words: str
    """What the word index reads."""
    meaning: str
    """What its vector is made from."""


def units_of(paper: Paper) -> tuple[Unit, ...]:
    """At least one: the title with the abstract, then the pieces of the full text in order."""
    return tuple(_units(paper))


def _units(paper: Paper) -> Iterator[Unit]:
    title, abstract = paper.title, paper.abstract
    yield Unit(
        0,
        " . ".join([title] * TITLE_WEIGHT + [abstract]),
        ". ".join(filter(None, (title, abstract))),
    )
    for number, passage in enumerate(paper.full_text, 1 if abstract else 0):
        head = f"{title}. {passage.locator}"
        for piece in pieces(passage.text):
            yield Unit(number, f"{head} . {piece}", f"{head}. {piece}")


def pieces(text: str) -> Iterator[str]:
    """The text in stretches of at most LONGEST characters, cut after a sentence or a blank."""
    while len(text) > LONGEST + SHORTEST:
        cut = max(text.rfind(mark, LONGEST // 2, LONGEST) for mark in ("\n", ". ", "? ", "! "))
        if cut < 0:
            cut = text.rfind(" ", LONGEST // 2, LONGEST)
        cut = LONGEST if cut < 0 else cut + 1
        yield text[:cut]
        text = text[cut:]
    yield text


def passages_of(paper: Paper, units: Sequence[int]) -> tuple[int, ...]:
    """Which of `paper.passages` the units are of, in their order, each once."""
    own = units_of(paper)
    named = (own[unit].passage for unit in units if unit < len(own))
    return tuple(dict.fromkeys(number for number in named if number < len(paper.passages)))
