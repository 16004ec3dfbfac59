"""The words of a query against the words of the records: BM25 as SQLite's FTS5 computes it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from litassay.text.words import STOP_WORDS
from store.library.records import Records

TITLE_WEIGHT = 3.0
"""What a word in the title counts, one in the abstract being 1 (tuned on SciFact train)."""
MAX_TERMS = 64
"""Distinct words of a query that are looked up; questions have fewer."""
MAX_POSTINGS = 60_000
"""Occurrences that one search may read. The commonest words are left out of a search that would
read more: in 48,000 abstracts, a word that half of them have tells little and costs the most."""
_WORD = re.compile(r"[^\W_]+")
_SCORES = "SELECT words.rowid, -bm25(words, ?, 1.0) FROM words WHERE words MATCH ?"
_SCORES_IN_YEARS = """SELECT words.rowid, -bm25(words, ?, 1.0)
FROM words JOIN papers p ON p.rowid = words.rowid WHERE words MATCH ? AND p.year BETWEEN ? AND ?"""


class Years(NamedTuple):
    """A range of years, both included."""

    first: int
    last: int


def years_between(year_from: int | None, year_to: int | None) -> Years | None:
    """The range, None when it is open on both sides."""
    if year_from is None and year_to is None:
        return None
    return Years(year_from or 0, 9999 if year_to is None else year_to)


def terms_of(text: str) -> list[str]:
    """Distinct lower-case words in order; stop words only if there is no other."""
    found = list(dict.fromkeys(w.lower() for w in _WORD.findall(text)))
    return ([w for w in found if w not in STOP_WORDS] or found)[:MAX_TERMS]


def lexical_scores(records: Records, text: str, years: Years | None) -> dict[int, float]:
    """BM25 of every record that shares a word with the text, by row; higher is better.

    A record without a year is outside of any range of years.
    """
    terms = _affordable(records, terms_of(text))
    if not terms:
        return {}
    values: list[object] = [TITLE_WEIGHT, _expression(terms)]
    if years:
        return dict(records.rows(_SCORES_IN_YEARS, [*values, *years]))
    return dict(records.rows(_SCORES, values))


def _affordable(records: Records, terms: Sequence[str]) -> list[str]:
    """The terms without those whose occurrences are too many to be read; the rarest stays."""
    if len(terms) * records.count() <= MAX_POSTINGS:
        return list(terms)
    frequency = {t: records.frequency(_expression([t])) for t in terms}
    kept: set[str] = set()
    spent = 0
    for term in sorted(terms, key=lambda t: (frequency[t], t)):
        spent += frequency[term]
        if kept and spent > MAX_POSTINGS:
            break
        kept.add(term)
    return [t for t in terms if t in kept]


def _expression(terms: Sequence[str]) -> str:
    """Any of the terms, in FTS5's syntax.

    Terms are quoted, and made of letters and digits: nothing in a text is read as syntax.
    """
    return " OR ".join(f'"{term}"' for term in terms)
