"""The words of a query made safe for a database's syntax: no term can become an operator. Pure."""

import re

from litassay.text.words import STOP_WORDS
from litassay.types import Query

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)
MOST_WORDS = 12
"""Words of a question that are asked; the longest questions would match nothing."""
MOST_TERMS = 8
"""Terms of one concept that are asked; services refuse very long queries."""


def plain_term(term: str) -> str:
    """A term as words between single blanks: letters, digits and what stands inside a word."""
    return " ".join(_WORD.findall(term))


def concepts(query: Query) -> tuple[tuple[str, ...], ...]:
    """The Boolean form with plain terms; the words of the text as one group where it has none."""
    groups = tuple(_distinct(map(plain_term, group))[:MOST_TERMS] for group in query.concepts)
    found = tuple(group for group in groups if group)
    if found:
        return found
    words = content_words(query.text)
    return (words,) if words else ()


def content_words(text: str) -> tuple[str, ...]:
    """The words of a question that carry a topic; all of them where none does."""
    found = _WORD.findall(text)
    topical = [w for w in found if w.lower() not in STOP_WORDS]
    return _distinct(topical or found)[:MOST_WORDS]


def free_text(query: Query) -> str:
    """Words for a service that ranks free text: the first term of each concept, or the text's.

    In lower case, so that no word of it is read as an operator.
    """
    if any(plain_term(term) for group in query.concepts for term in group):
        return " ".join(group[0] for group in concepts(query)).lower()
    return " ".join(content_words(query.text)).lower()


def boolean(query: Query, *, before: str = "", joined: str = "AND", either: str = "OR") -> str:
    """`("a b" OR "c") AND "d"`: every term quoted, `before` written before each."""
    groups = [
        f" {either} ".join(f'{before}"{term}"' for term in group) for group in concepts(query)
    ]
    bracketed = [f"({group})" if len(groups) > 1 else group for group in groups]
    return f" {joined} ".join(bracketed)


def _distinct(found: object) -> tuple[str, ...]:
    assert hasattr(found, "__iter__")
    return tuple(dict.fromkeys(term for term in found if term))
