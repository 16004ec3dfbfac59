"""The key concepts of a question: the phrases whose combination a useful paper must speak to."""

import re
from dataclasses import dataclass

from agents.extractive.frequencies import Frequencies
from agents.extractive.other_names import kindred, other_names, same_names
from agents.extractive.predicates import breaks_after_plural, predicates, without_judgement
from agents.extractive.setting import setting
from agents.extractive.spelling import readings, reread
from agents.extractive.terms import terms
from agents.extractive.vocabulary import ADJECTIVAL, EDGE, PREDICATES, QUALITIES
from litassay.text.words import STOP_WORDS, WORD

_ASIDE = 0.5
"""Worth of what follows the first clause of a question, and of a judgement like `stable`."""
_SETTING = 0.25
"""Worth of the benchmark on which something is asked: a paper may name others, or none."""
_ASIDES = re.compile(
    r"[,;?.]\s+(?:and\s+)?(?:what|which|how|why|are|is|do|does|can)\b|\band (?:what|how|why"
    r"|are they|do"
    r" they)\b|\b(?:situations?|cases?|settings?) (?:where|in which)\b|\b(?:rather than"
    r"|instead of)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W*(?:what|which|how|why|when|where|who|do|does|did|are|is|was|were|can|could|should|will"
    r"|would"
    r"|have|has|had|to what|describe|suggest|explain|list|discuss)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 4
"""A longer run of content words is cut before its last words: it holds two concepts."""


_Phrase = tuple[int, str, bool]
"""Offset, words, and whether it is a predicate that stands alone."""


@dataclass(frozen=True)
class Concept:
    """A phrase of the question and other ways of saying it."""

    name: str
    """As the question words it."""
    terms: tuple[str, ...]
    variants: tuple[str, ...]
    """Abbreviations, long forms and narrower names."""
    weight: float
    """0 to 1: how much it says about the topic, from the rarity of its terms."""


def concepts(text: str, frequencies: Frequencies) -> tuple[Concept, ...]:
    """The concepts of a question in its order, each once."""
    found: dict[tuple[str, ...], Concept] = {}
    other = readings(text, frequencies)
    asked = reread(text, other)
    written = {right: word for word, right in other.items()}
    focus, where = _focus(asked), setting(asked)
    phrases, alone = _read(asked)
    for at, right, predicate in phrases:
        phrase = reread(right, written)
        key = terms(phrase)
        if key and not any(set(key) <= set(earlier) for earlier in found):
            aside = (predicate and not alone) or at >= focus or right.lower() in QUALITIES
            share = _SETTING if at in where else _ASIDE if aside else 1.0
            weight = round(share * _lightest(right, frequencies), 4)
            found[key] = Concept(phrase, key, _variants(phrase, right), weight)
    return tuple(found.values())


def _variants(phrase: str, right: str) -> tuple[str, ...]:
    """Other names; for a phrase that may be misspelt (`right`: put right) the other reading too."""
    reading = (right,) if right != phrase else ()
    return (*reading, *_nouns(right), *other_names(right), *kindred(right))


def _lightest(phrase: str, frequencies: Frequencies) -> float:
    """The least weight of the phrase and of its abbreviation or long form."""
    return min(_weight(k, frequencies) for k in map(terms, (phrase, *same_names(phrase))))


def _focus(text: str) -> int:
    """Where the first clause that asks ends: what follows it qualifies what is asked."""
    for aside in _ASIDES.finditer(text):
        if _ASKS.match(text[: aside.start()]):
            return aside.start()
    return len(text)


def _weight(key: tuple[str, ...], frequencies: Frequencies) -> float:
    """Rarity of the rarest term, raised by the others: a phrase is rarer than its words."""
    rarities = sorted((frequencies.rarity(t) for t in key), reverse=True)
    return min(1.0, rarities[0] + 0.3 * sum(rarities[1:]))


def _read(text: str) -> tuple[list[_Phrase], bool]:
    """The phrases, and True where one word and what is said of it are the whole question."""
    phrases = _phrases(text)
    things = [p for _, p, said in phrases if not said and p.lower() not in QUALITIES]
    alone = len(things) == 1 and len(terms(things[0])) == 1
    return (_phrases(text, every=True) if alone else phrases), alone


def _phrases(text: str, *, every: bool = False) -> list[_Phrase]:
    """Runs of content words between function words, predicates and punctuation.

    `every`: also predicates that are not telling.
    """
    runs: list[list[re.Match[str]]] = [[]]
    end = 0
    said, starts = predicates(text), breaks_after_plural(text)
    for match in WORD.finditer(text):
        gap, word, at = text[end : match.start()], match.group(), match.start()
        end = match.end()
        if re.search(r"[^\s\-/]", gap) or _breaks(word) or at in said or at in starts:
            runs.append([])
        if at in said:
            runs += [[match] if every or said[at].telling else [], []]
        elif not _breaks(word):
            runs[-1].append(match)
    return [
        (run[0].start(), phrase, run[0].start() in said)
        for run in runs
        for phrase in _cut(_trim([m.group() for m in run]))
    ]


def _breaks(word: str) -> bool:
    lower = word.lower()
    return lower in STOP_WORDS or lower in PREDICATES or _adverb(lower)


def _adverb(lower: str) -> bool:
    return lower.endswith("ly") and len(lower) > 6 and not lower.endswith(("omaly", "ssembly"))


def _trim(run: list[str]) -> list[str]:
    """Without generic words at either end: `leading methods`, `… problem`."""
    while run and run[0].lower() in EDGE:
        run = run[1:]
    run = list(without_judgement(run))
    while run and run[-1].lower() in EDGE:
        run = run[:-1]
    return run


def _cut(run: list[str]) -> list[str]:
    """The run as one phrase, or as several: a judgement or a known term stands alone."""
    whole = " ".join(run)
    if len(run) < 2 or other_names(whole):
        return [whole] if run else []
    if run[-1].lower() in QUALITIES:
        return [*_cut(run[:-1]), run[-1]]
    for size in range(len(run) - 1, 0, -1):
        for at in range(len(run) - size, -1, -1):
            if other_names(" ".join(run[at : at + size])):
                before, after = _trim(run[:at]), _trim(run[at + size :])
                return [*_cut(before), " ".join(run[at : at + size]), *_cut(after)]
    if len(run) <= _MOST_WORDS:
        return [whole]
    return [" ".join(run[:2]), " ".join(run[2:])]


def _nouns(phrase: str) -> tuple[str, ...]:
    """The noun of a judging adjective: `stable` → `stability`."""
    noun = QUALITIES.get(phrase.lower())
    return (noun,) if noun else ()


def names_a_thing(concept: Concept) -> bool:
    """False for a lone adjective: it qualifies, and cannot stand where a noun must."""
    lone = concept.name.lower()
    return " " in lone or not (lone in QUALITIES or lone.endswith(ADJECTIVAL))


def quality(text: str) -> str:
    """What `How stable are …` asks to be judged, as a noun (`stability`); else empty."""
    match = re.match(r"\W*how (\w+) (?:are|is|was|were|do|does|can)\b", text, re.IGNORECASE)
    return QUALITIES.get(match.group(1).lower(), "") if match else ""
