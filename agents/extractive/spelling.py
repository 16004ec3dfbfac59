"""Words of a question that may be misspelt, and the common word that is one slip away.

A word is never put right silently: it may as well be a new name. Both readings are looked for.
"""

from collections.abc import Mapping

from rapidfuzz.distance import OSA

from agents.extractive.frequencies import Frequencies
from agents.extractive.terms import terms
from litassay.text.words import WORD

_COMMON = 500
"""Abstracts that hold a word before it is trusted to be meant."""
_SHORTEST = 6
"""Letters of a stem below which one slip may make another word."""


def readings(text: str, frequencies: Frequencies) -> dict[str, str]:
    """Word as written → the word it may stand for, for lower-case words that are in no abstract.

    A word whose other reading the text uses too is meant as it is written.
    """
    written = {m.group() for m in WORD.finditer(text)}
    found = {word: _word(word, frequencies) for word in sorted(written)}
    return {word: other for word, other in found.items() if other not in written}


def reread(text: str, words: Mapping[str, str]) -> str:
    """The text with these words in the place of those that they belong to."""
    return WORD.sub(lambda m: words.get(m.group(), m.group()), text)


def _word(word: str, frequencies: Frequencies) -> str:
    key = terms(word)
    known = len(key) != 1 or key[0] in frequencies.counts
    if known or not word.islower() or not word.isalpha() or len(key[0]) < _SHORTEST:
        return word
    return _nearest(key[0], word, frequencies)


def _nearest(term: str, word: str, frequencies: Frequencies) -> str:
    """The most common term at distance one with the same first letter; else the word itself."""
    near = [
        t
        for t, count in frequencies.counts.items()
        if count >= _COMMON
        and t[0] == term[0]
        and abs(len(t) - len(term)) <= 1
        and OSA.distance(t, term, score_cutoff=1) == 1
    ]
    best = min(near, key=lambda t: (-frequencies.counts[t], t), default="")
    if not best:
        return word
    right = frequencies.words[best]
    plural = word.endswith("s") and not right.endswith("s")
    return f"{right}s" if plural else right
