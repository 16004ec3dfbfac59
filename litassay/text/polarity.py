"""Which way a sentence points: negation, direction words, antonyms, hedges."""

import re
from functools import lru_cache
from typing import NamedTuple

from litassay.text.opposites import ANTONYMS, DOWN, HEDGES, NEGATIONS, NULLS, UP
from litassay.text.words import STOP_WORDS, stem

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.;:,()]", re.UNICODE)
_HYPHENS = frozenset("-‐‑")
_BREAKS = frozenset(".;:(),")
_CONTRAST = frozenset(["but", "however", "whereas", "while", "although", "though", "yet"])
SCOPE = 6
"""How many words after a negation it reaches, unless a clause ends first."""


class Token(NamedTuple):
    """A word as polarity sees it."""

    word: str
    stem: str
    content: bool
    """Carries a topic."""
    negated: bool
    """Stands in the scope of an odd number of negations."""
    direction: int
    """+1 for more or better, -1 for less or worse, 0 for neither; negation not applied."""


class Reading(NamedTuple):
    """The words of a text with their polarity."""

    tokens: tuple[Token, ...]
    negations: int
    """Negation words in all."""
    hedges: int
    """Words such as `may` or `suggest`."""
    nulls: int
    """Phrases that say that nothing happens: `no effect`, `not associated`, `similar`."""

    @property
    def up(self) -> int:
        """Words of increase, negation applied."""
        return sum(t.direction * (-1 if t.negated else 1) > 0 for t in self.tokens)

    @property
    def down(self) -> int:
        """Words of decrease, negation applied."""
        return sum(t.direction * (-1 if t.negated else 1) < 0 for t in self.tokens)


@lru_cache(maxsize=65536)
def read(text: str) -> Reading:
    """Read the polarity of one sentence or window."""
    found = list(_TOKEN.finditer(text))
    raw = [m.group().lower().replace("’", "'") for m in found]
    left = negations = hedges = 0
    tokens: list[Token] = []
    for i, word in enumerate(raw):
        if word in _BREAKS or word in _CONTRAST:
            left = 0
            continue
        if _negates(word, raw[i + 1] if i + 1 < len(raw) else ""):
            negations, left = negations + 1, SCOPE
            continue
        compound = text[found[i].end() : found[i].end() + 1] in _HYPHENS
        tokens.append(_token(word, left > 0, compound))
        hedges += word in HEDGES
        left = max(0, left - 1)
    return Reading(tuple(tokens), negations, hedges, len(NULLS.findall(text)))


def _negates(word: str, following: str) -> bool:
    if word == "not" and following == "only":
        return False
    if word == "no" and following in ("matter", "doubt", "longer"):
        return following == "longer"
    return word in NEGATIONS or word.endswith("n't")


def _token(word: str, negated: bool, compound: bool) -> Token:
    """`low` has no direction where it begins a compound: `low-resource`."""
    root = stem(word)
    direction = 0 if compound else 1 if root in UP else -1 if root in DOWN else 0
    content = (len(word) > 1 and word not in STOP_WORDS) or direction != 0
    return Token(word, root, content, negated, direction)


class Conflict(NamedTuple):
    """Two texts that point opposite ways about words they share."""

    kind: str
    """`direction`, `negation` or `antonym`."""
    claim: str
    evidence: str
    """The word on either side, for the reader."""


@lru_cache(maxsize=65536)
def conflicts(claim: str, evidence: str) -> tuple[Conflict, ...]:
    """Where the evidence says the opposite of the claim, word by aligned word."""
    a, b = read(claim), read(evidence)
    shared = {t.stem for t in a.tokens if t.content} & {t.stem for t in b.tokens if t.content}
    return (*_directions(a, b, shared), *_antonyms(a, b, shared), *_negations(a, b, shared))


def _near(tokens: tuple[Token, ...], at: int, shared: set[str], reach: int = 5) -> set[str]:
    """Shared content words around a position, directions left out."""
    window = tokens[max(0, at - reach) : at] + tokens[at + 1 : at + 1 + reach]
    return {t.stem for t in window if t.stem in shared and not t.direction}


def _signed(t: Token) -> int:
    return -t.direction if t.negated else t.direction


def _directions(a: Reading, b: Reading, shared: set[str]) -> list[Conflict]:
    """Direction words of the claim that meet only opposite ones around the same words."""
    found = []
    marks = [(j, t) for j, t in enumerate(b.tokens) if t.direction]
    for i, t in enumerate(a.tokens):
        around = _near(a.tokens, i, shared) if t.direction else set()
        if not around:
            continue
        scored = [(len(around & _near(b.tokens, j, shared)), _signed(o), o) for j, o in marks]
        same = max((n for n, s, _ in scored if s == _signed(t)), default=0)
        against = max((x for x in scored if x[1] == -_signed(t)), default=None, key=lambda x: x[0])
        if against and against[0] > same:
            found.append(Conflict("direction", t.word, against[2].word))
    return found


def _antonyms(a: Reading, b: Reading, shared: set[str]) -> list[Conflict]:
    """Words of the claim whose opposite, and not themselves, stands in the evidence."""
    there = {t.stem: t for t in b.tokens}
    found = []
    for t in a.tokens:
        if t.stem in shared or t.stem in there:
            continue
        opposite = (there[o] for o in ANTONYMS.get(t.stem, ()) if o in there)
        other = next((o for o in opposite if o.negated == t.negated), None)
        if other is not None:
            found.append(Conflict("antonym", t.word, other.word))
    return found


def _negations(a: Reading, b: Reading, shared: set[str]) -> list[Conflict]:
    """Shared words that are negated on one side only."""
    found = []
    for root in sorted(shared):
        here = {t.negated for t in a.tokens if t.stem == root}
        there = {t.negated for t in b.tokens if t.stem == root}
        if here.isdisjoint(there):
            found.append(Conflict("negation", _said(root, here), _said(root, there)))
    return found


def _said(root: str, negated: set[bool]) -> str:
    return f"not … {root}" if True in negated else root
