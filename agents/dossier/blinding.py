"""Taking people and venues out of text, so that a work is judged by what it says."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from litassay.types import Paper

_NAME = r"[^\W\d_a-z][\w'’-]+"
_CITATION = re.compile(
    rf"\(?\b{_NAME}(?:\s+(?:and|&)\s+{_NAME}(?=,?\s*\(?\d{{4}})|\s+et\s+al\b\.?)"
    r"(?:,?\s*\(?\d{4}[a-z]?\)?)?"
)
_CAPITALS = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:(?:van|von|de|der|la|di|da)\s+)*[A-Z][\w.'’-]*)+")
_LONGEST_NAME = 5
_SHORTEST_VENUE = 12
"""Shorter venue names (`ACL`, `Nature`) are also ordinary words or topics."""


class Blind(NamedTuple):
    """The names that are taken out."""

    people: frozenset[str]
    venues: tuple[str, ...]

    def redact(self, text: str) -> str:
        """The text with citations, people and venues replaced by bracketed words."""
        for venue in self.venues:
            text = text.replace(venue, "[venue]")
        text = _CITATION.sub("[citation]", text)
        return _CAPITALS.sub(lambda m: self._without_people(m.group()), text)

    def _without_people(self, phrase: str) -> str:
        words = phrase.split()
        for size in range(min(_LONGEST_NAME, len(words)), 1, -1):
            for at in range(len(words) - size + 1):
                if " ".join(words[at : at + size]).rstrip(".,") in self.people:
                    rest = " ".join(words[at + size :])
                    tail = f" {self._without_people(rest)}" if rest else ""
                    return " ".join([*words[:at], "[author]"]) + tail
        return phrase


def blind(papers: Iterable[Paper]) -> Blind:
    """What to take out when these papers are shown."""
    listed = tuple(papers)
    people = frozenset(" ".join(a.split()) for p in listed for a in p.authors if " " in a.strip())
    venues = {p.venue for p in listed if len(p.venue) >= _SHORTEST_VENUE}
    return Blind(people, tuple(sorted(venues, key=lambda v: (-len(v), v))))
