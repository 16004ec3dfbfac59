"""Cutting off how a sentence is introduced, as in `Our results show that …`, and nothing else.

Which openings say nothing of their own is learnt (`litassay eval train frames`); a hedge (`suggest
that`) and a condition (`on three data sets, we find that`) stay. The words that are left are the
authors', in their order.
"""

import re
from functools import cache
from importlib.resources import as_file, files

from litassay.text.ngram_model import NgramModel

_OPENINGS = (re.compile(r"(?:\S+ ){1,14}?that,? "), re.compile(r"(?:\S+ ){0,3}\S+?, "))
"""Up to the first `that`, or a few words up to a comma."""
_GOES = 0.6
"""Chance from which an opening is cut; its errors: docs/extractive-crew.md."""
_MOST = 3
_FEWEST_WORDS = 5
_FIRST_PERSON = re.compile(r"\b(?:we|us|our|ours|i|my|me|mine)\b", re.IGNORECASE)
_NUMERAL_I = re.compile(r"\(i\)|\bI(?:-|\.| ?(?:and|to) II)", re.IGNORECASE)


def unframed(sentence: str) -> str:
    """What the sentence states, where that is a whole sentence without a first person.

    Where it is not (`… that our method helps`), or nothing is said to be shown (`Moreover, the
    model …`), the sentence as it is: it can only be quoted.
    """
    rest, stated = sentence, False
    for _ in range(_MOST):
        opening = _opening(rest)
        rest, stated = rest[len(opening) :], stated or "that" in opening.lower()
    spoilt = in_first_person(rest) or " and that " in rest or len(rest.split()) < _FEWEST_WORDS
    return rest[:1].upper() + rest[1:] if stated and not spoilt else sentence


def in_first_person(text: str) -> bool:
    """True when the authors speak of themselves."""
    return bool(_FIRST_PERSON.search(_NUMERAL_I.sub(" ", text)))


def _opening(text: str) -> str:
    """The longest opening that can go; empty for none."""
    for pattern in _OPENINGS:
        opening = pattern.match(text)
        if opening and _model().chance("goes", [opening.group()])[0] >= _GOES:
            return opening.group()
    return ""


@cache
def _model() -> NgramModel:
    with as_file(files("agents.extractive") / "weights" / "frames.json") as path:
        return NgramModel.read(path)
