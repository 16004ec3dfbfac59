"""One record as a mapping of field names to values becomes a Paper, whatever its types are."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from litassay.errors import InputError
from litassay.text.identifiers import (
    arxiv,
    arxiv_of_doi,
    arxiv_of_url,
    doi,
    doi_of_url,
    is_arxiv,
    is_preprint_doi,
    openalex,
    pmcid,
    pmid,
)
from litassay.text.language import marks
from litassay.text.markup import unmarked
from litassay.text.names import names
from litassay.text.retraction import is_retracted
from litassay.types import Paper, Passage, WorkIds
from store.library.cleaning import clean, clean_line
from store.library.shelfmark import normal_acl, paper_id

FIELDS = (
    "id", "title", "authors", "year", "venue", "booktitle", "doi", "abstract", "url", "arxiv",
    "pmid", "pmcid", "openalex", "s2", "full_text", "retracted", "preprint", "citation_count",
    "editors", "kinds", "keywords", "notes",
)  # fmt: skip
"""What is read of a record; everything else is ignored."""
MAX_TITLE = 2_000
MAX_ABSTRACT = 100_000
"""Characters; ten times the longest abstract of the ACL Anthology (12,694)."""
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


class Unusable(ValueError):
    """A record without what a paper needs; the message says what."""


def paper_from(record: Mapping[str, Any]) -> Paper:
    """The paper that a record describes.

    Raises:
        Unusable: There is no title, or title or abstract are not text or far too long.
    """
    title = clean_line(unmarked(_limited(record, "title", MAX_TITLE)))
    if not title:
        raise Unusable("no title")
    abstract = clean(unmarked(_limited(record, "abstract", MAX_ABSTRACT)))
    ids, own = _ids(record), _word(record.get("id"))
    authors, year = authors_of(record), year_of(record.get("year"))
    venue = _venue(record)
    return Paper(
        id=paper_id(own, ids, title, year, authors),
        title=title,
        authors=authors,
        year=year,
        venue=venue,
        abstract=abstract,
        url=_url(record, ids),
        ids=ids,
        retracted=is_retracted(
            title,
            said=_said(record, "retracted", "is_retracted", "isRetracted", "is-retracted"),
            kinds=_texts(record.get("kinds")),
            notes=_texts(record.get("notes")),
            keywords=_texts(record.get("keywords")),
        ),
        preprint=_is_preprint(record, ids, venue),
        full_text=_passages(record.get("full_text")),
        citation_count=_count(record.get("citation_count")),
        flags=marks(title, abstract),
    )


def _is_preprint(record: Mapping[str, Any], ids: WorkIds, venue: str) -> bool:
    """The record says so, or its only home is a preprint server."""
    said = str(record.get("preprint")).lower() in ("true", "1", "yes")
    published = venue and not re.match(r"arxiv|corr\b|biorxiv|medrxiv", venue, re.I)
    if ids.doi:
        return said or (is_preprint_doi(ids.doi) and not published)
    return said or bool(ids.arxiv and not ids.acl and not published)


def _said(record: Mapping[str, Any], *names: str) -> Any:
    """The first of these fields that is there."""
    return next((record[n] for n in names if record.get(n) is not None), None)


def _texts(value: Any) -> tuple[str, ...]:
    """A text or a list of texts as several."""
    return tuple(
        v for v in (value if isinstance(value, (list, tuple)) else [value]) if isinstance(v, str)
    )


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """`["title=paper_title"]` as a mapping of our field names to theirs.

    Raises:
        InputError: A pair has no `=`, or its first half is no field of ours.
    """
    mapping = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not theirs or ours not in FIELDS:
            hint = f"write FIELD=THEIRS with one of: {', '.join(FIELDS)}"
            raise InputError(f"--map {pair!r} is not valid", hint)
        mapping[ours] = theirs
    return mapping


def renamed(
    record: Mapping[str, Any], theirs: Mapping[str, Any], mapping: Mapping[str, str]
) -> dict[str, Any]:
    """`record` with the fields of `mapping` (ours: theirs) taken from the original record."""
    return {**record, **{our: theirs.get(their) for our, their in mapping.items()}}


def year_of(value: Any) -> int | None:
    """The year in `2020`, `2020.0`, `"2020a"`, `"2020-05-01"`; None when there is none.

    Raises:
        Unusable: It is a number with more digits than any number that means something.
    """
    if isinstance(value, float) and math.isinf(value):
        raise Unusable("year is too large a number")
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def authors_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the authors in order; those of the editors where no author is named."""
    for field in ("authors", "editors"):
        found = tuple(clean_line(unmarked(n)) for n in names(record.get(field)))
        if any(found):
            return tuple(filter(None, found))
    return ()


def _text(record: Mapping[str, Any], field: str) -> str:
    """The text of a field; a list of sentences is joined. Raises Unusable for other types."""
    value = record.get(field)
    if value is None or (isinstance(value, float) and math.isnan(value)):  # pandas' missing value
        return ""
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return " ".join(v.strip() for v in value)
    if not isinstance(value, str):
        raise Unusable(f"{field} is {_kind(value)}, not text")
    return value


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", dict: "an object"}
    return names.get(type(value), "a list of mixed things")


def _limited(record: Mapping[str, Any], field: str, most: int) -> str:
    text = _text(record, field)
    if len(text) > most:
        raise Unusable(f"{field} has {len(text):,} characters, and at most {most:,} are taken")
    return text


def _word(value: Any) -> str:
    """A short identifier from a text or a whole number; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return clean_line(str(value))[:200]


def _ids(record: Mapping[str, Any]) -> WorkIds:
    """The identifiers that the record carries, in their normal forms."""
    own, url = _word(record.get("id")), _word(record.get("url"))
    known = doi(_word(record.get("doi"))) or doi_of_url(url) or (doi(own) if "10." in own else None)
    number = arxiv(_word(record.get("arxiv"))) or (arxiv(own) if is_arxiv(own) else None)
    number = number or arxiv_of_url(url)
    if number is None and (registered := arxiv_of_doi(known)):
        number = registered, None
    return WorkIds(
        doi=known,
        arxiv=number[0] if number else None,
        arxiv_version=number[1] if number else None,
        pmid=pmid(record.get("pmid")) or pmid(own if own.lower().startswith("pmid") else None),
        pmcid=pmcid(_word(record.get("pmcid"))),
        openalex=openalex(_word(record.get("openalex"))),
        s2=_word(record.get("s2")) or None,
        acl=normal_acl(own) or normal_acl(url),
    )


def _venue(record: Mapping[str, Any]) -> str:
    """The book or journal title; else the venue, joined when it is a list of short names."""
    for field in ("booktitle", "venue"):
        value = record.get(field)
        parts = value if isinstance(value, list) else [value]
        if text := ", ".join(
            clean_line(unmarked(p)) for p in parts if isinstance(p, str) and p.strip()
        ):
            return text
    return ""


def _url(record: Mapping[str, Any], ids: WorkIds) -> str:
    """The record's own web address, or the one that follows from an identifier."""
    given = _word(record.get("url"))
    if given.startswith(("http://", "https://")) and " " not in given:
        return given
    if ids.acl:
        return f"https://aclanthology.org/{ids.acl}/"
    if ids.doi:
        return f"https://doi.org/{ids.doi}"
    return f"https://arxiv.org/abs/{ids.arxiv}" if ids.arxiv else ""


def _passages(value: Any) -> tuple[Passage, ...]:
    """Full text given as one text or as a list of {locator, text}."""
    if isinstance(value, str):
        value = [{"locator": "full text", "text": value}]
    parts: Iterable[Any] = value if isinstance(value, list) else ()
    found = []
    for part in parts:
        if isinstance(part, Mapping) and isinstance(part.get("text"), str) and part["text"].strip():
            locator = part.get("locator")
            where = clean_line(locator) if isinstance(locator, str) else ""
            found.append(Passage(locator=where or "full text", text=clean(part["text"])))
    return tuple(found)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
