"""Names of people and groups as they are shown: `Laurens van der Berg Jr.`. Pure.

It knows the orders in which reference lists write a name, not whose name it is.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

_SUFFIX = re.compile(
    r"(?:[Jj]r|JR|[Ss]r|SR|[Ee]sq|Ph\.?\s?D|M\.?\s?D)\.?|I{2,3}|IV|VI{1,3}|\d(?:st|nd|rd|th)"
)
"""One letter is no suffix: `Bednarska, V.` is somebody's initial."""
_INITIALS = re.compile(r"(?P<family>\S.*?)\s+(?P<initials>(?:[^\W\d_a-z]\.?-?){1,4})(?P<more> .+)?")
_GROUP = re.compile(
    r"\b(?:group|consortium|collaborat\w*|committee|organi[sz]ation|association|society|institute|"
    r"network|team|investigators|agency|ministry|department|university|foundation|project)\b", re.I
)  # fmt: skip
_SPLIT = re.compile(r"\s+and\s+|\s*;\s*|\s*\n\s*")


def names(value: Any) -> tuple[str, ...]:
    """Names in order from a list of names or of name parts, or from one text (`A and B; C`)."""
    if isinstance(value, str):
        value = _SPLIT.split(value)
    if not isinstance(value, (list, tuple)):
        return ()
    found = (name(one) for one in value)
    return tuple(n for n in found if n and n.lower().rstrip(".") not in ("others", "et al"))


def name(one: Any) -> str:
    """One name from a text (`Family, Given`), or from parts as CSL and others call them."""
    if isinstance(one, Mapping):
        return _of_parts(one)
    return of_text(one) if isinstance(one, str) else ""


def of_text(text: str) -> str:
    """`Given Family Jr.` from `Family, Given, Jr.`, `Family, Jr., Given` or itself."""
    bare = " ".join(text.split()).rstrip(",;")
    parts = [part.strip() for part in bare.split(",")]
    if len(parts) == 2 and not _GROUP.search(bare):
        if _SUFFIX.fullmatch(parts[1]):
            return f"{parts[0]} {parts[1]}"
        return joined(parts[1], parts[0])
    if len(parts) == 3 and not _GROUP.search(bare):
        suffix = next((p for p in parts[1:] if _SUFFIX.fullmatch(p)), "")
        if suffix:
            given = next(p for p in reversed(parts) if p is not suffix)
            return joined(given, parts[0], suffix)
    return bare


def initials_first(text: str) -> str:
    """`Haas-Kogan DA` as `DA Haas-Kogan`; any other name as it is."""
    bare = " ".join(text.split())
    found = None if "," in bare else _INITIALS.fullmatch(bare)
    if not found or (found["more"] and not _SUFFIX.fullmatch(found["more"].strip())):
        return bare
    return f"{found['initials']} {found['family']}{found['more'] or ''}"


def joined(given: str, family: str, suffix: str = "") -> str:
    """The parts of a name in the order in which they are spoken."""
    if given and family and _is_han(given) and _is_han(family):
        return f"{family}{given}"
    return " ".join(part for part in (given, family, suffix) if part)


def _of_parts(parts: Mapping[str, Any]) -> str:
    """A name in parts; one that is given whole stays as it is, commas and all."""

    def said(*keys: str) -> str:
        value = next((v for v in map(parts.get, keys) if isinstance(v, str) and v.strip()), "")
        return " ".join(value.split())

    family = said("family", "last", "lastName", "last_name", "surname")
    if not family:
        whole = said("literal", "collab")
        return whole or (of_text(said("name")) if said("name") else said("given", "first"))
    dropped = said("dropping-particle")
    particle = said("non-dropping-particle", "particle", "prefix")
    given = said("given", "first", "firstName", "first_name", "initials")
    full = " ".join(part for part in (dropped, particle, family) if part)
    return joined(given, full, said("suffix"))


def all_initials_first(found: Sequence[str]) -> tuple[str, ...]:
    """The names, turned where all of them have initials behind the family name (`Green A`)."""
    turned = tuple(map(initials_first, found))
    whole = all(t != f or _GROUP.search(f) for t, f in zip(turned, found, strict=True))
    return turned if whole else tuple(found)


def _is_han(text: str) -> bool:
    return all(
        "CJK" in unicodedata.name(c, "") or "HANGUL" in unicodedata.name(c, "") for c in text
    )
