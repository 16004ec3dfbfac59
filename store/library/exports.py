"""Reads the exports of databases and reference managers that put a tag before each field.

RIS (of Zotero, EndNote, Ovid, Embase, Scopus, Web of Science, Cochrane), PubMed's NBIB, Web of
Science's own, and Refer (EndNote's `.enw`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.text.identifiers import doi, doi_of_url, is_arxiv
from litassay.text.names import all_initials_first, of_text
from litassay.types import Paper
from store.library.documents import whole_text
from store.library.fields import Unusable, paper_from, renamed, year_of
from store.library.intake import BadRecord, Intake, Item
from store.library.tagged import NBIB, REFER, RIS, WOS, Dialect, Tagged, records

_IDENTIFIER = re.compile(r"(?P<value>\S+)\s*\[doi\]")


def read_ris(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The references of a RIS file.

    Raises:
        InputError: There is none in it, or it cannot be read as text.
        StorageError: The disk failed.
    """
    return _read(path, mapping, RIS, _ris, "RIS reference (a line that begins 'TY  -')")


def read_nbib(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The records of PubMed's own format. Raises as `read_ris`."""
    return _read(path, mapping, NBIB, _nbib, "PubMed record (a line that begins 'PMID-')")


def read_wos(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The records of Web of Science's own format. Raises as `read_ris`."""
    return _read(path, mapping, WOS, _wos, "Web of Science record (a line 'PT J')")


def read_refer(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The references of a Refer file. Raises as `read_ris`."""
    return _read(path, mapping, REFER, _refer, "Refer record (a line that begins '%0')")


def _read(
    path: Path,
    mapping: Mapping[str, str],
    dialect: Dialect,
    named: Callable[[Tagged], dict[str, Any]],
    what: str,
) -> Intake:
    text, notes = whole_text(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    total = sum(1 for _ in records(text, dialect))
    if not total:
        raise InputError(f"{path.name!r} holds no {what}")
    return Intake(total, _items(text, dialect, named, mapping), notes)


def _items(
    text: str,
    dialect: Dialect,
    named: Callable[[Tagged], dict[str, Any]],
    mapping: Mapping[str, str],
) -> Iterator[Item]:
    """One item for each record."""
    for one in records(text, dialect):
        theirs = {tag: values[0] if len(values) == 1 else list(values)
                  for tag, values in one.fields.items()}  # fmt: skip
        outcome: Paper | BadRecord
        try:
            outcome = paper_from(renamed(named(one), theirs, mapping))
        except Unusable as error:
            outcome = BadRecord(one.line, str(error))
        yield Item(one.line, outcome, files=tuple(one.all("L1", "L4", "FI", "%>")))


def _ris(one: Tagged) -> dict[str, Any]:
    """A reference in RIS under our field names."""
    addresses = one.all("UR", "L2", "LK", "M3", "L1", "N1")
    number = next(filter(None, map(doi_of_url, addresses)), None)
    urls = one.all("UR", "L2", "LK")
    return {
        "title": _line(one.first("TI", "T1", "CT", "BT")),
        "authors": _people(one.all("AU", "A1")),
        "editors": _people(one.all("ED", "A2", "A3")),
        "year": _dated(one.all("PY", "Y1", "DA", "Y2")),
        "venue": _line(one.first("JF", "T2", "JO", "JA", "J2", "J1", "BT", "T3", "PB")),
        "abstract": one.first("AB", "N2"),
        "doi": _doi(one.all("DO", "M3", "L3")) or number,
        "url": next((u for u in urls if not doi_of_url(u)), next(iter(urls), None)),
        "arxiv": next((v for v in one.all("M1", "UR", "AN", "PB", "L2") if is_arxiv(v)), None),
        "pmid": _pubmed(one),
        "pmcid": next((v for v in one.all("C2", "AN") if v.upper().startswith("PMC")), None),
        "kinds": one.all("M3", "PT", "TY"),
        "keywords": one.all("KW", "DE"),
        "notes": one.all("N1", "RN", "C1", "U1"),
    }


def _pubmed(one: Tagged) -> str | None:
    """The PubMed id, which databases write into the accession number."""
    said = " ".join(one.all("DB", "DP", "UR", "U2", "N1")).lower()
    numbers = [v for v in one.all("AN", "C6", "ID", "U2") if re.fullmatch(r"\d{6,8}", v)]
    is_medline = any(word in said for word in ("medline", "pubmed", "nlm", "d=med"))
    return numbers[0] if numbers and is_medline else None


def _nbib(one: Tagged) -> dict[str, Any]:
    """A PubMed record under our field names."""
    named = _IDENTIFIER.search(" ".join(one.all("LID", "AID", "SO")))
    full = one.all("FAU")
    people = [of_text(n) for n in full] if full else list(all_initials_first(one.all("AU")))
    return {
        "title": _line(one.first("TI", "BTI", "CTI", "TT")).rstrip("."),
        "authors": [{"literal": n} for n in [*people, *one.all("CN")]],
        "editors": one.all("FED", "ED"),
        "year": _dated(one.all("DP", "DEP", "EDAT")),
        "venue": _line(one.first("JT", "TA", "BTI")),
        "abstract": _line(one.first("AB", "OAB")),
        "doi": named["value"] if named else None,
        "pmid": one.first("PMID"),
        "pmcid": one.first("PMC") or None,
        "kinds": one.all("PT"),
        "retracted": True if one.all("RIN") else None,
    }


def _wos(one: Tagged) -> dict[str, Any]:
    """A record of Web of Science under our field names; its names stand a line each."""
    return {
        "title": _line(one.first("TI")),
        "authors": _people([n for v in one.all("AF") or one.all("AU") for n in v.split("\n")]),
        "editors": _people([n for v in one.all("BE") or one.all("ED") for n in v.split("\n")]),
        "year": _dated(one.all("PY", "EA", "PD")),
        "venue": _line(one.first("SO", "SE", "CT")),
        "abstract": _line(one.first("AB")),
        "doi": _doi(one.all("DI", "D2")),
        "pmid": one.first("PM"),
        "kinds": [kind for v in one.all("DT") for kind in re.split(r";\s*", _line(v))],
    }


def _refer(one: Tagged) -> dict[str, Any]:
    """A reference in Refer under our field names."""
    return {
        "title": _line(one.first("T")),
        "authors": _people(one.all("A")),
        "editors": _people(one.all("E")),
        "year": _dated(one.all("D", "8")),
        "venue": _line(one.first("J", "B", "S", "I")),
        "abstract": one.first("X"),
        "doi": _doi(one.all("R")) or next(filter(None, map(doi_of_url, one.all("U"))), None),
        "url": one.first("U"),
        "kinds": one.all("9", "0"),
        "keywords": [k for v in one.all("K") for k in v.split("\n")],
        "notes": one.all("Z"),
    }


def _people(found: list[str]) -> list[dict[str, str]]:
    """Names as they are shown: `Family, Given`, or initials behind the name in all of them."""
    return [{"literal": of_text(name)} for name in all_initials_first([f for f in found if f])]


def _dated(values: list[str]) -> str | None:
    """The first of several dates that names a year."""
    return next((value for value in values if year_of(value)), None)


def _doi(values: list[str]) -> str | None:
    return next(filter(None, map(doi, values)), None)


def _line(text: str) -> str:
    return " ".join(text.split())
