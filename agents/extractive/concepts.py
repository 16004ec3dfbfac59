"""The key concepts of a question: the phrases whose combination a useful paper must speak to."""

import re
from dataclasses import dataclass

from agents.extractive.abbreviations import other_forms
from agents.extractive.frequencies import Frequencies
from agents.extractive.terms import terms
from agents.extractive.vocabulary import ADJECTIVAL, EDGE, PREDICATES, QUALITIES
from litassay.text.words import STOP_WORDS, WORD

_MOST_WORDS = 4
"""A longer run of content words is cut before its last words: it holds two concepts."""


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
    for phrase in _phrases(text):
        key = terms(phrase)
        if key and not any(set(key) <= set(other) for other in found):
            names = (*_nouns(phrase), *other_forms(phrase))
            found[key] = Concept(phrase, key, names, _weight(key, frequencies))
    return tuple(found.values())


def _weight(key: tuple[str, ...], frequencies: Frequencies) -> float:
    """Rarity of the rarest term, raised by the others: a phrase is rarer than its words."""
    rarities = sorted((frequencies.rarity(t) for t in key), reverse=True)
    return min(1.0, rarities[0] + 0.3 * sum(rarities[1:]))


def _phrases(text: str) -> list[str]:
    """Runs of content words between function words, predicates and punctuation."""
    runs: list[list[str]] = [[]]
    end = 0
    for match in WORD.finditer(text):
        gap, word = text[end : match.start()], match.group()
        end = match.end()
        if re.search(r"[^\s\-/]", gap) or _breaks(word):
            runs.append([])
        if not _breaks(word):
            runs[-1].append(word)
    return [p for run in runs for p in _cut(_trim(run))]


def _breaks(word: str) -> bool:
    lower = word.lower()
    return lower in STOP_WORDS or lower in PREDICATES or _adverb(lower)


def _adverb(lower: str) -> bool:
    return lower.endswith("ly") and len(lower) > 6 and not lower.endswith(("omaly", "ssembly"))


def _trim(run: list[str]) -> list[str]:
    """Without generic words at either end: `leading methods`, `… problem`."""
    while run and run[0].lower() in EDGE:
        run = run[1:]
    while run and run[-1].lower() in EDGE:
        run = run[:-1]
    return run


def _cut(run: list[str]) -> list[str]:
    """The run as one phrase, or as two when it is too long or ends in a judgement."""
    if len(run) > 1 and run[-1].lower() in QUALITIES:
        return [" ".join(run[:-1]), run[-1]]
    if len(run) <= _MOST_WORDS:
        return [" ".join(run)] if run else []
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
