"""What of a paper is indexed: its abstract as one unit, its full text section by section.

A unit is what a search finds; it leads back to passages, which are what is read and quoted.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litassay.types import Paper, Passage

LONGEST = 2_400
"""Characters of a passage that is one unit; a longer one is indexed in pieces, for a mean vector
over more than this tells little about any part of it."""
SECTION = 1_200
"""Characters up to which passages of one section are one unit (about three paragraphs)."""
SHORTEST = 200
"""A rest shorter than this stays with the piece before it."""
TITLE_WEIGHT = 3
"""Times that the words of a title count in the unit of the abstract (tuned on SciFact train)."""
_PAGE = re.compile(r",? ?pp?\. ?[\d–-]+$")


class Unit(NamedTuple):
    """A stretch of text that is indexed by itself."""

    passages: tuple[int, ...]
    """Which of `paper.passages`; none for a paper that has only a title."""
    words: str
    """What the word index reads."""
    meaning: str
    """What its vector is made from."""


def units_of(paper: Paper) -> tuple[Unit, ...]:
    """At least one: the title with the abstract, then the full text in its order."""
    return tuple(_units(paper))


def _units(paper: Paper) -> Iterator[Unit]:
    title, abstract = paper.title, paper.abstract
    words = " . ".join([title] * TITLE_WEIGHT + [abstract])
    yield Unit((0,) if abstract else (), words, ". ".join(filter(None, (title, abstract))))
    for run in _runs(paper.full_text):
        numbers = tuple(number + bool(abstract) for number, _ in run)
        head = f"{title}. {_section(run[0][1])}"
        for piece in pieces("\n".join(passage.text for _, passage in run)):
            yield Unit(numbers, f"{head} . {piece}", f"{head}. {piece}")


def _runs(passages: Sequence[Passage]) -> Iterator[list[tuple[int, Passage]]]:
    """Passages with their numbers, those of one section together while they are short."""
    run: list[tuple[int, Passage]] = []
    size = 0
    for number, passage in enumerate(passages):
        longer = size + len(passage.text)
        if run and (longer > SECTION or _section(passage) != _section(run[-1][1])):
            yield run
            run, longer = [], len(passage.text)
        run.append((number, passage))
        size = longer
    if run:
        yield run


def _section(passage: Passage) -> str:
    """The passage's heading without its page."""
    return _PAGE.sub("", passage.locator)


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
    found = (number for unit in units if unit < len(own) for number in own[unit].passages)
    return tuple(dict.fromkeys(found))
