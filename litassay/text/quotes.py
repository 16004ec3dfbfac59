"""Finding a quote in a stored passage, however it was re-typed.

A quote is found when it occurs as it is, or after folding what re-typing changes: Unicode
compatibility forms and accents' encodings, quotation marks and dashes, white space, and hyphens
between letters (a word may be broken at a line end, or be written with and without one). Case,
numbers and every other character are kept, and a quote begins and ends with whole words. The
offsets returned always point into the passage as it is stored.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from litassay.types import Paper, Span

_FOLD = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
    }
)  # fmt: skip


_HYPHEN = re.compile(r"(?<=[^\W_])- ?(?=[^\W_])")


class Normalised(NamedTuple):
    """Normalised text and, for each of its characters, the offset it came from."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=512)
def normalise(source: str) -> Normalised:
    """Fold what re-typing changes; keep where each character came from."""
    out: list[str] = []
    offsets: list[int] = []
    for at, raw in enumerate(source):
        for char in raw if raw.isascii() else _decomposed(raw):
            if char.isspace():
                if not out or out[-1] == " ":
                    continue
                char = " "
            out.append(char)
            offsets.append(at)
    return _join_hyphenated(out, offsets)


def _decomposed(char: str) -> str:
    return unicodedata.normalize("NFKD", char.translate(_FOLD)).translate(_FOLD)


def _join_hyphenated(out: list[str], offsets: list[int]) -> Normalised:
    """Drop hyphens between letters, and blanks behind hyphens between letters or digits."""
    text = "".join(out)
    dropped: set[int] = set()
    for found in _HYPHEN.finditer(text):
        letters = text[found.start() - 1].isalpha() and text[found.end()].isalpha()
        dropped.update(range(found.start() + (0 if letters else 1), found.end()))
    kept = [i for i in range(len(out)) if i not in dropped]
    return Normalised("".join(out[i] for i in kept), tuple(offsets[i] for i in kept))


def find_quote(quote: str, passage: str) -> tuple[int, int] | None:
    """Start and end of the quote in the passage, or None. An exact match is preferred."""
    if not quote.strip():
        return None
    for at in _occurrences(quote, passage):
        if _whole_words(passage, at, at + len(quote)):
            return at, at + len(quote)
    needle, hay = normalise(quote).text.strip(), normalise(passage)
    for at in _occurrences(needle, hay.text):
        end = at + len(needle)
        if _whole_words(hay.text, at, end) and _whole_characters(hay.offsets, at, end):
            return hay.offsets[at], hay.offsets[end - 1] + 1
    return None


def _occurrences(needle: str, hay: str) -> Iterator[int]:
    at = hay.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = hay.find(needle, at + 1)


def _whole_words(text: str, start: int, end: int) -> bool:
    """True when neither end lies inside a word, or between a letter and its accent."""
    inside_start = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = text[end : end + 1]
    inside_end = after.isalnum() and text[end - 1].isalnum()
    accent = bool(after) and unicodedata.combining(after) > 0
    return not (inside_start or inside_end or accent)


def _whole_characters(offsets: tuple[int, ...], start: int, end: int) -> bool:
    """True when neither end lies inside what was one character, such as a ligature."""
    splits_first = start > 0 and offsets[start - 1] == offsets[start]
    splits_last = end < len(offsets) and offsets[end] == offsets[end - 1]
    return not (splits_first or splits_last)


def locate(quote: str, paper: Paper) -> Span | None:
    """The first span of the paper that holds the quote; None when it was never said."""
    for index, passage in enumerate(paper.passages):
        found = find_quote(quote, passage.text)
        if found:
            start, end = found
            return Span(
                paper_id=paper.id,
                passage=index,
                start=start,
                end=end,
                quote=passage.text[start:end],
                locator=passage.locator,
            )
    return None
