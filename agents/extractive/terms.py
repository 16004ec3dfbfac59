"""Terms: the stems that stand for what a text is about, spelt one way.

Differs from `litassay.text.words.stems` in folding spellings that split a concept in two:
`pre-training`, `pre training` and `pretraining`; `-ise` and `-ize`; `stable` and `stability`.
"""

import re
from functools import lru_cache

from litassay.text.words import STOP_WORDS, stem, words

_JOINED = re.compile(
    r"\b(pre|fine|non|multi|over|semi|anti|post|co|hyper|micro|in(?=.context))-(?=\w)"
)
_OPEN = re.compile(r"\b(pre|fine|in|multi|data) (?=train|tun|context learn|task|modal|lingual|set)")
_GLUED = re.compile(r"(?<=[a-z])\.(?=[a-z])")
_PLURAL_SHORT = re.compile(r"(?<=^[b-df-hj-np-tv-xz]{2})s$|(?<=^[b-df-hj-np-tv-xz]{3})s$")
"""The s of `LMs` and `LLMs`, which the stemmer keeps."""
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)\b)")
_ONE_STEM = {
    "stabl": "stabil",
    "summari": "summar",
    "analys": "analyz",
    "biass": "bias",
    "explan": "explain",
    "explanatori": "explain",
    "ontologi": "ontolog",
    "behaviour": "behavior",
    "modell": "model",
    "labell": "label",
    "defens": "defend",
    "defenc": "defend",
    "unstabl": "instabil",
}
"""Derivations that the stemmer keeps apart although they name one thing."""


def _respell(text: str) -> str:
    """Lower case with joined prefixes and -ize."""
    text = _JOINED.sub(r"\1", text.lower().replace("‐", "-").replace("‑", "-"))
    return _BRITISH.sub("iz", _OPEN.sub(r"\1", _GLUED.sub(" ", text)))


_KEPT = ("activat", "attribution", "transformer", "generative", "relational")
"""Beginnings of words that the stemmer throws together with `active`, `attribute`, …"""


@lru_cache(maxsize=131072)
def _term(word: str) -> str:
    kept = next((k for k in _KEPT if word.startswith(k)), None)
    if kept:
        return kept
    found = stem(_PLURAL_SHORT.sub("", word))
    return _ONE_STEM.get(found, found)


@lru_cache(maxsize=16384)
def terms(text: str) -> tuple[str, ...]:
    """Stems of the words that carry a topic, in order; compounds are given by their parts."""
    parts = (p for word in words(_respell(text)) for p in re.split(r"[-'’]", word))
    return tuple(_term(p) for p in parts if p not in STOP_WORDS and (len(p) > 1 or p.isdigit()))
