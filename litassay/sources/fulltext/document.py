"""What was read from one file: passages with their places, and what it says about itself.

Only the standard library is imported here: the child process that reads files starts with it.
"""

import re
from typing import Any, NamedTuple

SHORTEST_PASSAGE = 40
"""Characters; less is a label, a cell or a formula."""
_WORDLIKE = re.compile(r"[^\W\d_]{2,}")


class Place(NamedTuple):
    """A passage."""

    locator: str
    """`p. 7`, `§ 4 Results` or `§ 4 Results, p. 7`."""
    text: str


class Document(NamedTuple):
    """One file."""

    passages: tuple[Place, ...] = ()
    refused: str = ""
    """Why there is no text, in words; empty where there is."""
    note: str = ""
    """What was left out, in words: `read to page 80 of 212`."""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    abstract: str = ""
    doi: str = ""
    arxiv: str = ""
    pmid: str = ""
    pmcid: str = ""
    retracted: bool = False
    guessed: bool = False
    """True where it says who it is by a page's layout alone, not in marked fields."""

    def as_json(self) -> dict[str, Any]:
        """Itself as a JSON object."""
        return self._asdict()

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Document":
        """Itself from what `as_json` gave.

        Raises:
            TypeError, ValueError, KeyError: it is something else.
        """
        passages = tuple(Place(str(where), str(text)) for where, text in value.pop("passages"))
        return cls(passages, authors=tuple(map(str, value.pop("authors"))), **value)


def is_prose(text: str) -> bool:
    """True for text that holds sentences rather than a table's cells or a formula's symbols."""
    if len(text) < SHORTEST_PASSAGE:
        return False
    letters = sum(len(word) for word in _WORDLIKE.findall(text))
    return letters >= 0.6 * len(text.replace(" ", ""))
