"""Finding a quote in a stored passage, however it was re-typed.

A quote is found when it occurs exactly after Unicode compatibility normalisation, with quotes and
dashes folded, white space collapsed, words joined that were hyphenated at a line end, and case
kept. The offsets returned always point into the passage as it is stored.
"""

import unicodedata
from typing import NamedTuple

from litassay.types import Paper, Span

_FOLD = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
    }
)  # fmt: skip


class Normalised(NamedTuple):
    """Normalised text and, for each of its characters, the offset it came from."""

    text: str
    offsets: tuple[int, ...]


def normalise(source: str) -> Normalised:
    """Fold what re-typing changes; keep where each character came from."""
    out: list[str] = []
    offsets: list[int] = []
    for at, raw in enumerate(source):
        for char in unicodedata.normalize("NFKC", raw.translate(_FOLD)).translate(_FOLD):
            if char.isspace():
                if not out or out[-1] == " ":
                    continue
                char = " "
            out.append(char)
            offsets.append(at)
    return _join_hyphenated(out, offsets, source)


def _join_hyphenated(out: list[str], offsets: list[int], source: str) -> Normalised:
    """Drop `- ` between letters where the source breaks the line there."""
    kept: list[str] = []
    where: list[int] = []
    i = 0
    while i < len(out):
        breaks = (
            out[i] == "-"
            and 0 < i < len(out) - 2
            and out[i + 1] == " "
            and out[i - 1].isalpha()
            and out[i + 2].islower()
            and "\n" in source[offsets[i] : offsets[i + 2]]
        )
        if breaks:
            i += 2
            continue
        kept.append(out[i])
        where.append(offsets[i])
        i += 1
    return Normalised("".join(kept), tuple(where))


def find_quote(quote: str, passage: str) -> tuple[int, int] | None:
    """Start and end of the quote in the passage, or None. An exact match is preferred."""
    if not quote.strip():
        return None
    at = passage.find(quote)
    if at >= 0:
        return at, at + len(quote)
    needle = normalise(quote).text.strip()
    hay = normalise(passage)
    at = hay.text.find(needle) if needle else -1
    if at < 0:
        return None
    return hay.offsets[at], hay.offsets[at + len(needle) - 1] + 1


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
