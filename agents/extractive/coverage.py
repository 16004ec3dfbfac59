"""How far a text speaks to each concept: named outright, by another name, or by its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.extractive.concepts import Concept
from agents.extractive.frequencies import Frequencies
from agents.extractive.terms import terms

_GAP = 1
"""So many foreign words may stand between two words of a named phrase."""
_SCATTERED = 0.75
"""Worth of a phrase whose words stand in one text but apart."""
_NARROWER = 0.85
"""Worth of an instance or abbreviation of the concept."""


@dataclass(frozen=True)
class Coverage:
    """Measures how well texts cover concepts."""

    frequencies: Frequencies

    def of(self, concept: Concept, segments: Sequence[tuple[str, ...]]) -> float:
        """0 to 1 over the segments (sentences as terms) taken as one text."""
        direct = self._phrase(concept.terms, segments)
        others = (self._named(terms(v), segments) for v in concept.variants)
        return max(direct, _NARROWER * max(others, default=0.0))

    def _named(self, wanted: tuple[str, ...], segments: Sequence[tuple[str, ...]]) -> float:
        """1 when the words stand together in a segment, else 0."""
        return float(any(_together(wanted, s) for s in segments))

    def _phrase(self, wanted: tuple[str, ...], segments: Sequence[tuple[str, ...]]) -> float:
        if self._named(wanted, segments):
            return 1.0
        best = max((self._words(wanted, s) for s in segments), default=0.0)
        spread = self._words(wanted, [t for s in segments for t in s])
        return max(_SCATTERED * spread, 0.9 * best)

    def _words(self, wanted: tuple[str, ...], there: Sequence[str]) -> float:
        """Share of the rarity of the wanted terms that is there."""
        weights = {t: max(0.05, self.frequencies.rarity(t)) for t in wanted}
        return sum(weights[t] for t in weights.keys() & set(there)) / sum(weights.values())


def _together(wanted: tuple[str, ...], segment: tuple[str, ...]) -> bool:
    """The wanted terms follow each other with small gaps, or two stand side by side reversed."""
    if not wanted or not set(wanted) <= set(segment):
        return False
    if len(wanted) == 2 and wanted[::-1] in pairwise(segment):
        return True
    return any(_follows(wanted, segment, at) for at, t in enumerate(segment) if t == wanted[0])


def _follows(wanted: tuple[str, ...], segment: tuple[str, ...], at: int) -> bool:
    """True when the rest of the wanted terms comes in order, each within the gap."""
    for term in wanted[1:]:
        window = segment[at + 1 : at + 2 + _GAP]
        if term not in window:
            return False
        at += 1 + window.index(term)
    return True
