"""Verbs and judging adjectives of a question, which belong to no concept: `… attacks fool …`."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agents.extractive.vocabulary import JUDGEMENTS, PREDICATES, QUALITIES
from litassay.text.words import STOP_WORDS, WORD, words

_ASKED = re.compile(
    r"(?:^|[,;.?!]\s+|\b(?:and|how|why|when|where|extent|ways?|conditions?|what|which)\s+"
    r"(?:well |often |much )?)\W*"
    r"(?:(?P<does>do|does|did|can|could|will|would|should|may|might)|(?P<be>is|are|was|were))\b"
    r"|^\W*(?P<which>what|which)\b",
    re.IGNORECASE,
)
"""An auxiliary before its subject, or what asks for the subject itself."""
_VERBS = frozenset(
    words(
        """
        alleviate amplify annotate avoid beat boost capture classify collapse contain contradict
        converge damage deceive decide defend degrade destroy detect disagree diverge eliminate
        emerge encode ensure exceed exhibit explain expose fail follow fool forget generalise
        generalize generate guarantee hallucinate harm help hurt identify ignore imitate inherit
        interpret justify learn leak maintain match memorise memorize mimic mislead obey outperform
        overfit possess predict prefer preserve prevent produce provide recognise recognize reflect
        remember remove replace represent reproduce resist retain reveal rival simulate solve
        substitute succeed suffer summarise summarize surpass survive tolerate transfer translate
        underfit understand withstand worsen write
        """
    )
)
"""Base forms that are seldom nouns where a verb may stand."""
_INFINITIVE = re.compile(
    r"\b(?:to|(?:helps?|lets?|makes?)\s+(?:[\w-]+\s+){1,3}?)\s*"
    rf"(?P<verb>{'|'.join(sorted(_VERBS))})\b",
    re.IGNORECASE,
)
"""`used to write SQL`, `help authors write SQL`."""
_DULL = JUDGEMENTS | set(words("agree behave fail hold matter occur succeed suffer"))
"""Words that say nothing of a topic, also without an object."""
_MADE = re.compile(r"\w{3,}(?:ify|i[sz]e)$")
_NOUNS = frozenset(words("exercise expertise enterprise franchise merchandise paradise premise"))
_JUDGES = re.compile(r"\w{3,}(?:ful|less|able|ible|ous)$")
_SINGULAR = ("ss", "us", "is", "ics", "news", "ous")
_OBJECT = frozenset(words("the a an their its our all any some each every both these those more"))


class Predicate(NamedTuple):
    """Where a word that is said of the subject begins, and whether it names what is asked."""

    start: int
    telling: bool
    """An adjective of judgement or a verb without an object: `Does X hallucinate?`."""


def predicates(text: str) -> dict[int, Predicate]:
    """By offset: verbs after `do`, `can`, `to`; what follows `Are the Xs …`."""
    found = (_found(text, match) for match in _ASKED.finditer(text))
    bare = (Predicate(m.start("verb"), False) for m in _INFINITIVE.finditer(text))
    return {p.start: p for p in (*bare, *found) if p}


def breaks_after_plural(text: str) -> frozenset[int]:
    """Offsets of words that follow the plural subject of `are`: a new phrase begins there."""
    return frozenset(
        here.start()
        for match in _ASKED.finditer(text)
        if (match["be"] or "").lower() in ("are", "were")
        for before, here in list(_pairs(text, match.end()))[:6]
        if before and _plural(before.group()) and _content(here.group())
    )


def _found(text: str, asked: re.Match[str]) -> Predicate | None:
    """The predicate that belongs to one auxiliary; None where no rule finds it."""
    seen = False
    for before, here in _pairs(text, asked.end()):
        word = here.group()
        lower = word.lower()
        if lower in PREDICATES:
            return None
        if seen and _content(word) and _is_one(asked, before.group() if before else "", word):
            telling = lower in QUALITIES or (_telling(text, here) and lower not in _DULL)
            return Predicate(here.start(), telling)
        seen = seen or _content(word)
    return None


def _is_one(asked: re.Match[str], before: str, word: str) -> bool:
    """True for a verb after `do`; after `is`, for an adjective that judges."""
    lower = word.lower()
    if asked["be"]:
        return word.islower() and (lower in QUALITIES or bool(_JUDGES.match(lower)))
    if asked["which"]:
        return lower in _VERBS and _plural(before)
    follows = asked["does"].lower() != "does" and _plural(before)
    bare = word.islower() and word.isalpha() and not lower.endswith(("s", "ed", "ing", "al", "ic"))
    made = bool(_MADE.match(lower)) and lower not in _NOUNS
    return lower in _VERBS or (bare and (follows or made))


def _telling(text: str, here: re.Match[str]) -> bool:
    """True where no object follows: the word ends its clause or a preposition comes next."""
    after = WORD.search(text, here.end())
    if not after or re.search(r"[^\s]", text[here.end() : after.start()]):
        return True
    lower = after.group().lower()
    return lower in STOP_WORDS and lower not in _OBJECT


def _pairs(text: str, start: int) -> Iterator[tuple[re.Match[str] | None, re.Match[str]]]:
    """Each word of the clause with the word right before it, None at a function word."""
    before: re.Match[str] | None = None
    end = start
    for here in WORD.finditer(text, start):
        if re.search(r"[^\s\-/\"“”'()]", text[end : here.start()]):
            return
        yield before, here
        before, end = (here if _content(here.group()) else None), here.end()


def _content(word: str) -> bool:
    return word.lower() not in STOP_WORDS


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.lower().endswith(_SINGULAR)


def without_judgement(run: Sequence[str]) -> Sequence[str]:
    """A run without adjectives that only judge at its end: `beam search worse`."""
    while len(run) > 1 and run[-1].lower() in JUDGEMENTS:
        run = run[:-1]
    return run
