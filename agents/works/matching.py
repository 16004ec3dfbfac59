"""Whether two records describe one work: by identifier, else by title, year and first author.

The rules favour precision: titles may differ by spelling, not by a word that carries meaning or
by a number, and identifiers that exclude each other decide.
"""

import html
import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import OSA

from litassay.text.identifiers import (
    acl_of_doi,
    arxiv_of_doi,
    is_preprint_doi,
    unversioned_doi,
)
from litassay.text.words import STOP_WORDS
from litassay.types import Paper

_MARKUP = re.compile(r"<[^<>]{1,60}>|\\[a-zA-Z]+|[${}]")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_RETRACTED = re.compile(r"^\W*(?:retracted(?: article| paper)?|withdrawn)\b\W+", re.IGNORECASE)
_NOTICE = re.compile(
    r"^\W*(?:(?:author|publisher)(?:'s)? )?(?P<kind>corrections?|corrigendum|erratum|errata|"
    r"retraction|reply|response|comments?|commentary|addendum|expression of concern|review of)\b"
    r"(?=:| to\b| on\b| for\b| of\b| note\b)",
    re.IGNORECASE,
)
_SUFFIX = {"jr", "sr", "ii", "iii", "iv", "phd", "md"}
_ROMAN = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
ABSTRACT_WORDS = 30
"""Words of an abstract from which equal ones mean one text."""
TYPO_LENGTH = 5
"""Letters a word needs before one edit in it counts as a slip of spelling."""


class WorkKey(NamedTuple):
    """What two records are compared by."""

    ids: frozenset[str]
    exclusive: frozenset[tuple[str, str]]
    """(scheme, value) of identifiers of which one work has one."""
    notice: str
    """`correction`, `reply`, … when the record is about another work."""
    title: tuple[str, ...]
    head: tuple[str, ...]
    """The title up to its colon or dash; equal to `title` when it has none."""
    names: tuple[frozenset[str], ...]
    """Folded words of each author's name, initials left out."""
    families: tuple[str, ...]
    year: int | None
    preprint: bool
    abstract: str
    """Letters and digits of a long abstract, folded; empty for a short one."""


def fold(text: str) -> str:
    """Lower case without accents, mark-up and entities."""
    plain = _MARKUP.sub(" ", html.unescape(text))
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers of a folded text, split where letters meet digits."""
    return tuple(_TOKEN.findall(fold(text)))


def family(name: str) -> str:
    """The folded family name, from `Family, Given` or `Given Family`."""
    if "," in name:
        return "".join(tokens(name.split(",")[0]))
    parts = [p for p in name.split() if "".join(tokens(p)) not in _SUFFIX]
    return "".join(tokens(parts[-1])) if parts else ""


def key(paper: Paper) -> WorkKey:
    """Everything the comparison needs, computed once a record."""
    title = _RETRACTED.sub("", html.unescape(paper.title))
    notice = _NOTICE.match(title)
    head = re.split(r"[:?]\s|\s[-–—]\s", title, maxsplit=1)[0]
    named = [a for a in paper.authors if a.strip()]
    return WorkKey(
        ids=identifiers(paper),
        exclusive=_exclusive(paper),
        notice=notice.group("kind").lower()[:5] if notice else "",
        title=tokens(title),
        head=tokens(head),
        names=tuple(frozenset(t for t in tokens(a) if len(t) > 1) for a in named),
        families=tuple(family(a) for a in named),
        year=paper.year,
        preprint=paper.preprint or is_preprint_doi(paper.ids.doi),
        abstract="".join(words) if len(words := tokens(paper.abstract)) >= ABSTRACT_WORDS else "",
    )


def identifiers(paper: Paper) -> frozenset[str]:
    """`scheme:value` of everything that names the work; equal ones mean one work."""
    ids = paper.ids
    arxiv = ids.arxiv or arxiv_of_doi(ids.doi)
    acl = ids.acl or acl_of_doi(ids.doi)
    found = {f"record:{paper.id}", *(f"record:{other}" for other in paper.merged_ids), *ids.also}
    if ids.doi:
        found.add(f"doi:{unversioned_doi(ids.doi)}")
    if arxiv:
        found.add(f"arxiv:{arxiv}")
    if acl:
        found.add(f"acl:{acl}")
    for scheme in ("pmid", "pmcid", "openalex", "s2"):
        value = getattr(ids, scheme)
        if value:
            found.add(f"{scheme}:{value}")
    return frozenset(found)


def _exclusive(paper: Paper) -> frozenset[tuple[str, str]]:
    ids = paper.ids
    values = {
        "doi": None if is_preprint_doi(ids.doi) else ids.doi,
        "arxiv": ids.arxiv or arxiv_of_doi(ids.doi),
        "acl": ids.acl or acl_of_doi(ids.doi),
        "pmid": ids.pmid,
        "pmcid": ids.pmcid,
    }
    return frozenset((scheme, value) for scheme, value in values.items() if value)


def excluded(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """True when some scheme names both and never the same."""
    for scheme in {s for s, _ in one} & {s for s, _ in other}:
        if not {v for s, v in one if s == scheme} & {v for s, v in other if s == scheme}:
            return True
    return False


def twins(one: WorkKey, other: WorkKey) -> bool:
    """The same title, first author and long abstract: one text, whatever identifiers it was given.

    A publisher may list a paper twice, in two volumes.
    """
    same = one.title == other.title and one.notice == other.notice
    return same and bool(one.abstract) and one.abstract == other.abstract and _same_lead(one, other)


def alike(one: WorkKey, other: WorkKey) -> int:
    """How surely title, year and first author name one work: 3 sure, 0 not."""
    if one.notice != other.notice or not one.title or not other.title:
        return 0
    gap = _year_gap(one, other)
    if gap is None:
        return 0
    lead = _same_lead(one, other)
    same = one.title == other.title or "".join(one.title) == "".join(other.title)
    if same:
        return _exact(one, other, lead)
    if not lead:
        return 0
    if _spelt_alike(one.title, other.title):
        return 2
    return 1 if _subtitle_dropped(one, other) and _shared_authors(one, other) else 0


def _exact(one: WorkKey, other: WorkKey, lead: bool) -> int:
    """Equal titles: the first author decides, or a long title when one side names nobody.

    Where neither names anybody (standards, notices, series) a title is not enough.
    """
    if lead:
        return 3 if len(one.title) > 1 or one.year == other.year else 0
    if not one.families and not other.families:
        return 0
    if not one.families or not other.families:
        return 2 if len(one.title) >= 5 and one.year == other.year else 0
    return 2 if _shared_authors(one, other) else 0


def _year_gap(one: WorkKey, other: WorkKey) -> int | None:
    """Years between the two where that is possible for one work; None where it is not."""
    if one.year is None or other.year is None:
        return 0
    gap = abs(one.year - other.year)
    if one.preprint == other.preprint:
        return gap if gap <= 1 else None
    later = other.year - one.year if one.preprint else one.year - other.year
    return gap if -1 <= later <= 3 else None


def _same_lead(one: WorkKey, other: WorkKey) -> bool:
    """The first authors may be one person, in either order of names, with initials or a slip."""
    if not one.families or not other.families:
        return False
    a, b = one.families[0], other.families[0]
    if a == b or (min(len(a), len(b)) >= TYPO_LENGTH and OSA.distance(a, b) <= 1):
        return True
    return a in other.names[0] or b in one.names[0]


def _shared_authors(one: WorkKey, other: WorkKey) -> bool:
    """At least half of the shorter by-line, and two people where both have two."""
    a, b = set(one.families), set(other.families)
    shared, shorter = len(a & b), min(len(a), len(b))
    return shorter > 0 and shared * 2 >= shorter and shared >= min(2, shorter)


def _numbers(title: tuple[str, ...]) -> list[str]:
    return sorted(t for t in title if t.isdigit() or t in _ROMAN)


def _spelt_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Equal but for function words, word division and at most two slips of spelling."""
    if _numbers(one) != _numbers(other) or min(len(one), len(other)) < 3:
        return False
    left = [t for t in one if t not in STOP_WORDS]
    right = [t for t in other if t not in STOP_WORDS]
    if "".join(left) == "".join(right):
        return True
    for token in list(left):
        if token in right:
            left.remove(token)
            right.remove(token)
    if "".join(left) == "".join(right):
        return True
    return 0 < len(left) == len(right) <= 2 and all(
        min(len(a), len(b)) >= TYPO_LENGTH and OSA.distance(a, b) <= 1
        for a, b in zip(left, right, strict=True)
    )


def _subtitle_dropped(one: WorkKey, other: WorkKey) -> bool:
    """One title is the other without its subtitle."""
    short, long = sorted((one, other), key=lambda k: len(k.title))
    return long.head == short.title and (len(short.title) >= 3 or one.year == other.year)
