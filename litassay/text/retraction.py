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
    r"^\W*(?:retracted(?: article| paper| chapter)?|withdrawn)\b\s*[:\]\-–—.]", re.I
)
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|work|preprint) (?:has been|is|was) "
    r"(?:withdrawn|retracted)|^(?:withdrawn|retracted)\b|withdrawn by the authors?\b",
    re.I,
)


def said_in_title(title: str) -> bool:
    """The title says so of the work itself: `RETRACTED: …`."""
    return bool(_TITLE.match(title))


def said_in_note(note: str) -> bool:
    """A comment or the first words of an abstract say that the authors took it back."""
    return bool(_WITHDRAWN.search(note[:300]))


def retracts(flags: Iterable[str]) -> frozenset[str]:
    """`doi:…` or `pmid:…` of the works that a record with these flags takes back."""
    return frozenset(f.removeprefix(RETRACTS) for f in flags if f.startswith(RETRACTS))
