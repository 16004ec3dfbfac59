"""Misspelt words of a question, put right when a common word is one slip away."""

from rapidfuzz.distance import OSA

from agents.extractive.frequencies import Frequencies
from agents.extractive.terms import terms
from litassay.text.words import WORD

_COMMON = 500
"""Abstracts that hold a word before it is trusted to be meant."""
_SHORTEST = 6
"""Letters of a stem below which one slip may make another word."""


def corrected(text: str, frequencies: Frequencies) -> str:
    """The text with lower-case words that are in no abstract replaced by their likely spelling."""
    return WORD.sub(lambda m: _word(m.group(), frequencies), text)


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
