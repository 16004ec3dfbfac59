"""Searches that ask for a combination of concepts, in free text and in boolean form."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from agents.extractive.concepts import Concept
from agents.extractive.fit import core
from agents.extractive.other_names import COMMON
from agents.extractive.vocabulary import ADJECTIVAL
from litassay.types import Query, Question, SubQuestion

_ONE_NUMBER = ("ss", "us", "is", "ing", "ness", "ics")
_MOST_TERMS = 6
"""Terms of one boolean group: databases limit the length of a query."""


def group(concept: Concept) -> tuple[str, ...]:
    """The boolean group of a concept: the phrase, other number and spelling, other names."""
    name = concept.name
    forms = [name, other_number(name), *_respelt(name), *concept.variants]
    return tuple(dict.fromkeys(f for f in forms if f))[:_MOST_TERMS]


def other_number(phrase: str) -> str:
    """The plural of a singular phrase or the reverse; empty where the rule is not sure."""
    last = phrase.split()[-1] if phrase.split() else ""
    if last.isupper() and last not in COMMON:
        return ""
    if len(last) < 3 or not last.isalpha() or last.endswith((*_ONE_NUMBER, *ADJECTIVAL)):
        return ""
    if last.endswith("ies"):
        return phrase[:-3] + "y"
    if last.endswith("s"):
        return phrase[:-1]
    if last.endswith("y") and last[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + "s"


def _respelt(phrase: str) -> list[str]:
    """Hyphens closed or opened: `pre-training` → `pretraining`, `pre training`."""
    return [phrase.replace("-", ""), phrase.replace("-", " ")] if "-" in phrase else []


def build(
    question: Question, text: str, found: Iterable[Concept], part: str = "", turn: int = 0
) -> Query:
    """One query with the question's limits on years."""
    return Query(
        text=text,
        concepts=tuple(group(c) for c in found),
        sub_question=part,
        round=turn,
        year_from=question.year_from,
        year_to=question.year_to,
        undated=question.undated,
    )


def first_queries(
    question: Question,
    found: Sequence[Concept],
    parts: Sequence[tuple[SubQuestion, Sequence[Concept]]],
    reading: str = "",
) -> tuple[Query, ...]:
    """The whole question, its core, pairs of core concepts, other names, each sub-question.

    `reading` is the question with another spelling, when it has one.
    """
    needed = core(found)
    renamed = [renaming(needed, c) for c in needed if c.variants]
    queries = [
        build(question, question.text, found),
        build(question, reading, found if reading else ()),
        build(question, names(needed), needed),
        *(build(question, names(pair), pair) for pair in combinations(needed, 2)),
        *(build(question, text, needed) for text in renamed),
    ]
    for part, theirs in parts:
        asked = core(theirs) or needed
        text = names(theirs or needed)
        queries.append(build(question, text, asked, part.id))
    return distinct(queries)


def renaming(found: Iterable[Concept], concept: Concept) -> str:
    """The concepts in a row, one of them by two of its other names."""
    return " ".join(" ".join(c.variants[:2]) if c == concept else c.name for c in found)


def names(found: Iterable[Concept]) -> str:
    """The concepts' names in a row."""
    return " ".join(c.name for c in found)


def distinct(queries: Iterable[Query], tried: Iterable[Query] = ()) -> tuple[Query, ...]:
    """Without empty queries and those whose text was asked before."""
    seen = {_key(q) for q in tried}
    kept = []
    for query in queries:
        if _key(query) and _key(query) not in seen:
            seen.add(_key(query))
            kept.append(query)
    return tuple(kept)


def _key(query: Query) -> str:
    return " ".join(query.text.lower().split())
