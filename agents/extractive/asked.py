"""What a yes/no question asks: what acts on what, which of two is ahead, or what something is like.

A question that fits none of the three forms asks for no side that rules could read off a claim.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agents.extractive.polarity import Change, asked_change, quality_of

_SIDE = re.compile(
    r"^\W*(?:does|do|did|can|could|will|would|should|is|are|was|were)\b"
    r"(?! there (?!any evidence|evidence))",
    re.IGNORECASE,
)
"""`Have … been developed` and `Are there …` ask what exists: no side to take."""
_DEGREE = re.compile(r"^\W*how (?P<word>\w+) (?:is|are|was|were) (?P<rest>.+)$", re.IGNORECASE)
_NEXT = re.compile(r"[,;?.]\s+(?:and\s+)?(?:what|which|how|why|when|is|are|do|does|can)\b.*$", re.I)
_PREPOSITION = (
    r"(?:on|in|for|of|to|against|across|over|under|at|with|when|during|among|from|within|without"
    r"|as|while|despite|if|using|by)"
)
_ARTICLE = re.compile(r"^(?:the|a|an|any|there any evidence that|there evidence that)\s+", re.I)
_AGAINST = re.compile(
    r"\b(?:than|(?:when )?compared (?:to|with)|in comparison (?:to|with)|versus|vs\.?"
    r"|relative to|as opposed to|over)\s+",
    re.IGNORECASE,
)
_BEATS = r"(?:outperform|beat|surpass|exceed|outscore)"
_BEAT = re.compile(rf"\s(?P<verb>{_BEATS}|underperform)\s+", re.IGNORECASE)
_COMPARATIVE = (
    r"(?:more|less|better|worse|higher|lower|greater|faster|slower|stronger|weaker|superior"
    r"|inferior|cheaper|safer|easier|harder|fewer|larger|smaller)"
)
_MIDDLE = re.compile(
    rf"\s(?P<said>(?:an?\s|the\s|{_COMPARATIVE}\b|as\s|(?:achieve|have|give|yield|produce|generate"
    r"|perform|work|do|provide|lead|correlate|make|generali[sz]e|show|learn|need|require|reach"
    r"|obtain|improve|write|reduce|be|transfer|capture|help|offer)\s).*)$",
    re.IGNORECASE,
)
_LOSING = re.compile(r"\b(?:worse|inferior|slower|weaker|underperform|harder|less|fewer)\b", re.I)
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "more",
        "less",
        "better",
        "worse",
        "higher",
        "lower",
        "greater",
        "superior",
        "inferior",
        "as",
        "metric",
        "metrics",
        "model",
        "models",
        "method",
        "methods",
        "approach",
        "achieve",
        "have",
        "give",
        "yield",
        "produce",
        "generate",
        "perform",
        "work",
        "do",
        "provide",
        "lead",
        "to",
        "correlate",
        "make",
        "show",
        "of",
        "be",
        "it",
        "results",
        "result",
        "performance",
        "performs",
        "at",
        "reach",
        "obtain",
        "offer",
        "measure",
        "good",
        "in",
        "on",
        "for",
        "with",
        "choice",
        "results",
    ]
)


_PLAIN = frozenset(("performance", "results", "effectiveness", "performances"))


@dataclass(frozen=True)
class Asked:
    """A question that takes a side, taken apart."""

    form: Literal["effect", "comparison", "quality"]
    subject: str
    """What acts, what is judged, or the first of the two that are compared."""
    outcome: str = ""
    """What is acted on; for a comparison the measure that is named, empty for none."""
    rival: str = ""
    """The second of the two that are compared."""
    change: Change | None = None
    """The change asked for, or the quality with its sign."""
    contexts: tuple[str, ...] = ()
    """Where: a claim must stand in each."""
    quality: str = ""
    """What is judged; for an effect the plain word before `on unseen tasks`: `performance`."""


def takes_side(question: str) -> bool:
    """True for yes/no questions and for `How stable are …`."""
    degree = _DEGREE.match(question)
    return bool(_SIDE.match(question)) or bool(degree and quality_of(degree["word"]))


@lru_cache(maxsize=256)
def asked(question: str) -> Asked | None:
    """The question taken apart; None when no rule can read it."""
    text = _NEXT.sub("", " ".join(question.split())).strip(" ?.!")
    degree = _DEGREE.match(text)
    if degree:
        return _degree(degree["word"], degree["rest"])
    if not _SIDE.match(text):
        return None
    body = re.sub(r"^\W*\w+\s+", "", text)
    body = re.sub(r"^there (?:any )?evidence that\s+", "", body, flags=re.IGNORECASE)
    if re.search(r"\bor\b", body):
        return None
    if _BEAT.search(body) or _compares(body):
        return _comparison(body)
    return _effect(body) or _judged(body)


def _compares(body: str) -> bool:
    against = _AGAINST.search(body)
    return bool(against and (against.group().split()[0].lower() != "over" or _preferred(body)))


def _preferred(body: str) -> bool:
    return bool(re.search(rf"\b{_COMPARATIVE}\b", body, re.IGNORECASE))


def _degree(word: str, rest: str) -> Asked | None:
    judged = quality_of(word)
    if judged is None:
        return None
    name, sign = judged
    subject, contexts = _cut(rest)
    change = Change("quality", sign)
    return Asked("quality", subject, change=change, contexts=contexts, quality=name)


def _comparison(body: str) -> Asked | None:
    """Which of two is ahead; None when the two cannot be told."""
    beat = _BEAT.search(body)
    if beat:
        rival, contexts = _cut(body[beat.end() :])
        sign = -1 if beat["verb"].lower() == "underperform" else 1
        return _pair(body[: beat.start()], rival, "", sign, contexts)
    against = _AGAINST.search(body)
    if against is None:
        return None
    rival, contexts = _cut(body[against.end() :])
    before = body[: against.start()].rstrip(" ,")
    middle = _MIDDLE.search(before)
    if middle is None:
        return None
    said, more = _cut(middle["said"])
    measure = " ".join(w for w in said.split() if w.lower() not in _EMPTY)
    sign = -1 if _LOSING.search(said) else 1
    return _pair(before[: middle.start()], rival, measure, sign, (*more, *contexts))


def _pair(one: str, other: str, measure: str, sign: int, contexts: tuple[str, ...]) -> Asked | None:
    one, other = _bare(one), _bare(other)
    if not one or not other:
        return None
    change = Change("rank", sign)
    return Asked("comparison", one, measure, other, change, contexts)


def _effect(body: str) -> Asked | None:
    """`X improves Y on Z`: the first verb of change parts subject and outcome."""
    words = body.split()
    for at in range(1, len(words) - 1):
        change = asked_change(words[at])
        if change is None or words[at - 1].lower() in ("to", "the"):
            continue
        subject = re.sub(r"\s+(?:\w+ly|help|to|really|actually)$", "", " ".join(words[:at]))
        rest = _bare(re.sub(r"^(?:to\s+)?improve\s+", "", " ".join(words[at + 1 :])))
        outcome, contexts = _cut(rest)
        if not outcome:
            return None
        plain = ""
        if contexts and outcome.lower() in _PLAIN:
            plain, outcome, contexts = outcome, contexts[0], contexts[1:]
        return Asked("effect", _bare(subject), outcome, "", change, contexts, plain)
    return None


def _judged(body: str) -> Asked | None:
    """`X is reliable for Z`: the first word of quality parts subject and the rest."""
    words = body.split()
    for at in range(1, len(words)):
        judged = quality_of(words[at])
        if judged is None:
            continue
        subject = re.sub(r"\s+(?:an?|the|more|less|very|really)$", "", " ".join(words[:at]))
        _, contexts = _cut(f"it {' '.join(words[at + 1 :])}")
        noun = " ".join(words[at + 1 :])
        noun = re.split(rf"\b{_PREPOSITION}\b", noun, maxsplit=1)[0].strip()
        name, sign = judged
        change = Change("quality", sign)
        return Asked("quality", _bare(subject), noun, "", change, contexts, name)
    return None


def _cut(text: str) -> tuple[str, tuple[str, ...]]:
    """The first noun phrase, and what its prepositions introduce."""
    pieces = re.split(rf"\s+{_PREPOSITION}\s+", f" {text}", flags=re.IGNORECASE)
    rest = tuple(_bare(p) for p in pieces[1:] if _bare(p))
    return _bare(pieces[0]), rest


def _bare(text: str) -> str:
    return _ARTICLE.sub("", text.strip(" ,;?")).strip()
