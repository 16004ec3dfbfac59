"""The words of a query against the words of the records: BM25 as SQLite's FTS5 computes it."""

import re

from litassay.text.words import STOP_WORDS
from store.library.records import Records

TITLE_WEIGHT = 3.0
"""What a word in the title counts, one in the abstract being 1 (tuned on SciFact train)."""
MAX_TERMS = 64
"""Distinct words of a query that are looked up; questions have fewer."""
_WORD = re.compile(r"[^\W_]+")
_SCORES = """SELECT p.id, -bm25(words, ?, 1.0) FROM words JOIN papers p ON p.rowid = words.rowid
WHERE words MATCH ?"""


def match_expression(text: str) -> str:
    """The FTS5 expression for free text: any of its words; stop words only if there is no other.

    Each word is quoted and made of letters and digits, so no part of the text is FTS5 syntax.
    """
    found = list(dict.fromkeys(w.lower() for w in _WORD.findall(text)))
    telling = [w for w in found if w not in STOP_WORDS] or found
    return " OR ".join(f'"{w}"' for w in telling[:MAX_TERMS])


def lexical_scores(
    records: Records, text: str, year_from: int | None, year_to: int | None
) -> dict[str, float]:
    """BM25 of every record that shares a word with the text, by id; higher is better.

    A record without a year is outside of any range of years.
    """
    expression = match_expression(text)
    if not expression:
        return {}
    sql, values = _SCORES, [TITLE_WEIGHT, expression]
    if year_from is not None or year_to is not None:
        sql += " AND p.year BETWEEN ? AND ?"
        values += [year_from or 0, 9999 if year_to is None else year_to]
    return {str(i): float(str(s)) for i, s in records.rows(sql, values)}
