"""What services say about retraction, and how a record carries it. Pure."""

import re
from collections.abc import Iterable

RETRACTS = "announces the retraction of "
"""Begins the flag of a notice; `doi:…` or `pmid:…` of the retracted work follows."""
WITHDRAWING = frozenset({"retraction", "withdrawal", "removal", "partial_retraction"})
"""Kinds of update that take a work back."""
CONCERN = "an expression of concern was published"
CORRECTED = "a correction was published"

_TITLE = re.compile(
    r"^\W*(?:retracted(?: (?:article|paper|chapter|publication|review|study|preprint))?"
    r"|withdrawn(?: (?:article|paper|preprint))?|temporary removal|removed)"
    r"\b\s*(?:[:\])\-–—.]|$)"
    r"|[(\[{]\s*(?:retracted|withdrawn)\b(?! from)[^()\[\]{}]{0,120}[)\]}]\W*$",
    re.I,
)
_KIND = re.compile(r"(?:retracted|withdrawn)\b(?! from)|(?:is |has been )retracted\b", re.I)
_KEYWORDS = frozenset({"retracted", "retracted publication", "retracted article"})
_YES = frozenset({"true", "yes", "y", "t", "1", "1.0", "retracted", "withdrawn"})
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|work|preprint) (?:has been|is|was) "
    r"(?:withdrawn|retracted)|^\W*(?:withdrawn|retracted)\b(?! from)|withdrawn by the authors?\b",
    re.I,
)


def is_retracted(
    title: str,
    *,
    said: object = None,
    kinds: Iterable[str] = (),
    notes: Iterable[str] = (),
    keywords: Iterable[str] = (),
) -> bool:
    """Whether a record says in any way that its work was taken back: the rule for every way in.

    Args:
        title: `RETRACTED: …`, `… (Retracted article. See vol. 3)`.
        said: The value of a field of that name: true, 1, `"yes"`, `"true"` and their like.
        kinds: Types of publication: `Retracted Publication`, `retracted-article`.
        notes: Comments: `Retracted`, `This paper has been withdrawn by the authors`.
        keywords: Of these only the type itself counts: works on retractions have the word, too.
    """
    return (
        said_in_title(title)
        or str(said).strip().lower() in _YES
        or any(_KIND.match(kind.strip().replace("-", " ")) for kind in kinds)
        or any(map(said_in_note, notes))
        or any(word.strip().lower() in _KEYWORDS for word in keywords)
    )


def said_in_title(title: str) -> bool:
    """The title says so of the work itself: `RETRACTED: …`."""
    return bool(_TITLE.search(title))


def said_in_note(note: str) -> bool:
    """A comment or the first words of an abstract say that the authors took it back."""
    return bool(_WITHDRAWN.search(note[:300]))


def retracts(flags: Iterable[str]) -> frozenset[str]:
    """`doi:…` or `pmid:…` of the works that a record with these flags takes back."""
    return frozenset(f.removeprefix(RETRACTS) for f in flags if f.startswith(RETRACTS))
