"""Words that a page breaks at the end of a line, put together again. Pure.

It knows no dictionary: what else stands on the page decides.
"""

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BROKEN = re.compile(r"(?<![^\W_])(?P<first>[^\W_]+(?:-[^\W_]+)*)[-‐]$")
_MARKED = re.compile(
    r"(?P<first>[^\W_]+(?:-[^\W_]+)*)[\x02\ufffe](?:\r?\n)?(?P<last>[^\W_]+(?:-[^\W_]+)*)"
)
"""A break that PDFium saw; it leaves the hyphen out and goes on without a line end."""


def words_of(text: str) -> frozenset[str]:
    """The words of a page, in lower case, with their hyphens."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def rejoined(text: str) -> str:
    """The text of a page with the words that PDFium marked as broken put together."""
    if "\x02" not in text and "\ufffe" not in text:
        return text
    known = words_of(re.sub(r"\w*[\x02\ufffe]\w*", " ", text))
    for _ in range(2):  # a word may be broken twice
        text = _MARKED.sub(
            lambda m: f"{m['first']}{_sign(m['first'], m['last'], known)}{m['last']}", text
        )
    return text.replace("\x02", "").replace("\ufffe", "")


def joined(text: str, following: str, known: Collection[str] = ()) -> str:
    """Two lines as one, with a blank between them unless the first ends within a word."""
    broken, rest = _BROKEN.search(text), _WORD.match(following)
    if broken and rest and _in_capitals(text, following):
        sign = "-" if f"{broken['first']}-{rest.group()}".lower() in known else ""
        return f"{text[:-1]}{sign}{following}"
    if not broken or not rest or following[:1].isupper():
        return f"{text} {following}" if not broken or not rest else f"{text}{following}"
    return f"{text[:-1]}{_sign(broken['first'], rest.group(), known)}{following}"


def _in_capitals(text: str, following: str) -> bool:
    """True between two lines in capitals: a break there is a word's, not that of an acronym."""
    before = "".join(text.split()[-2:])
    return before.isupper() and " " in text and following.isupper() and " " in following


def _sign(first: str, last: str, known: Collection[str]) -> str:
    """The hyphen, where it belongs to the word (`state-of-the-/art`); else nothing.

    It belongs to it where the page writes the word with it elsewhere, where a part has another
    hyphen, or where a part is no letters (`Table 2-/4`, `SARS-CoV-/2`).
    """
    whole = f"{first}{last}".lower()
    if f"{first}-{last}".lower() in known:
        return "-"
    if whole in known:
        return ""
    letters = first[-1].isalpha() and last[0].islower()
    return "" if letters and "-" not in first and "-" not in last else "-"
