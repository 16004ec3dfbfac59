"""Which way a claim points for a question that can be answered by yes or no, or by a degree.

A claim takes a side only when it names what the question is about as what acts (or is judged, or
compared) and the outcome as what is acted on, in a clause that asserts the change. Anything else
is open: a missing direction costs less than a false one. The rule and how often it is right:
docs/decisions/0057-a-direction-needs-its-subject.md.
"""

import re
from functools import lru_cache

from agents.extractive.asked import Asked, asked, takes_side
from agents.extractive.comparing import lean_of_comparison
from agents.extractive.effects import Lean, lean_of_effect
from agents.extractive.judging import lean_of_quality
from agents.extractive.marking import marked, names_of
from agents.extractive.other_names import other_names
from agents.extractive.polarity import QUALITIES
from agents.extractive.terms import terms

__all__ = ["Lean", "asks_direction", "lean"]

_ADJECTIVES = {
    "robust": "robust",
    "accuraci": "accurate",
    "fluenci": "fluent",
    "effici": "efficient",
    "stabil": "stable",
    "faith": "faithful",
    "divers": "diverse",
    "reliabl": "reliable",
    "factual": "factual",
    "consist": "consistent",
    "calibr": "calibrated",
}
"""Stem of an outcome → the adjective that says the same of a model."""


def asks_direction(question: str) -> bool:
    """True for yes/no questions and for `How stable are …`."""
    return takes_side(question)


@lru_cache(maxsize=8192)
def lean(claim: str, question: str, near: str = "") -> Lean:
    """Which answer the claim speaks for; open when it takes no side of the question as asked.

    Args:
        claim: One claim.
        question: The question.
        near: Title and abstract of the claim's paper, where a context (`on GLUE`) may be named.
    """
    found = asked(question)
    if found is None:
        return "open"
    where = claim if found.form == "quality" else f"{claim} {near}"
    if not all(_within(c, where) for c in found.contexts):
        return "open"
    if found.form == "comparison":
        return _compared(claim, found)
    return _acted(claim, found, near) if found.form == "effect" else _judged(claim, found)


def _within(context: str, text: str) -> bool:
    """The context's words, or another name of it, stand in the text."""
    there = set(terms(text))
    names = [names_of(context), (terms(v) for v in other_names(context))]
    return any(set(name) <= there for group in names for name in group)


def _acted(claim: str, found: Asked, near: str) -> Lean:
    if found.change is None:
        return "open"
    adjective = _ADJECTIVES.get(terms(found.outcome)[-1], "") if terms(found.outcome) else ""
    names = {"SSS": names_of(found.subject), "OOO": names_of(found.outcome)}
    if adjective:
        claim = re.sub(rf"\b{adjective}\b", "oox", claim, flags=re.IGNORECASE)
    text = marked(claim, names, near).replace("oox", "OOX")
    return lean_of_effect(text, found.change, f"{found.quality} {found.outcome}")


def _compared(claim: str, found: Asked) -> Lean:
    names = {"AAA": names_of(found.subject), "BBB": names_of(found.rival)}
    sign = found.change.sign if found.change else 1
    head = found.subject.split()[-1]
    if head == found.rival.split()[-1] and head != found.subject:
        claim = re.sub(r"(?<=[a-z] )(?:ones|counterparts?)\b", head, claim)
    return lean_of_comparison(marked(claim, names), sign, found.outcome)


def _judged(claim: str, found: Asked) -> Lean:
    """The noun of `faithful explanations` has to be named too, unless it is a plain one."""
    said, against = QUALITIES[found.quality]
    noun = [t for t in terms(found.outcome) if t not in _PLAIN]
    if not set(noun) <= set(terms(claim)):
        return "open"
    text = marked(claim, {"SSS": names_of(found.subject), "NOUN": [tuple(noun)] if noun else []})
    text = re.sub(rf"\b(?:{against})\b", "QNEG", text)
    text = re.sub(rf"\b(?:{said})\b", "QPOS", text)
    if not found.contexts and re.search(r"\b(?:QPOS|QNEG) (?:to|against)\b", text):
        return "open"
    return lean_of_quality(text, found.change.sign if found.change else 1)


_PLAIN = frozenset(terms("metric measure method tool model way approach indicator choice system"))
