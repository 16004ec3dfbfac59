"""Reads tables: CSV, tab-separated and XLSX, as databases and people export them.

The headings of Scopus, Web of Science, PubMed, Embase, Cochrane, Zotero, IEEE Xplore, Dimensions,
Lens and OpenAlex are known; `--map title=Heading` names any other column.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.text.names import all_initials_first, of_text
from litassay.types import Paper
from store.library.documents import whole_text
from store.library.fields import FIELDS, Unusable, paper_from
from store.library.intake import BadRecord, Intake, Item

_HEADINGS = {
    "title": "title documenttitle articletitle primarytitle ti name displayname papertitle",
    "authors": "authorfullnames authornames authors author authors authorsfull au af creators "
    "authorshipsauthordisplayname",
    "editors": "editors editor ed be",
    "year": "publicationyear year pubyear py date publicationdate datepublished coverdate",
    "venue": "sourcetitle journal journalbook publicationtitle source journaltitle so venue "
    "containertitle anthologytitle booktitle primarylocationsourcedisplayname secondarytitle",
    "abstract": "abstract abstractnote ab summary description",
    "doi": "doi di doilink bookdoi articledoi",
    "url": "url link sourceurl ur externalurl pdflink urls",
    "pmid": "pmid pubmedid medlinepmid pm pubmed",
    "pmcid": "pmcid pmc",
    "arxiv": "arxiv arxivid",
    "openalex": "openalex openalexid",
    "kinds": "documenttype publicationtype itemtype dt type",
    "keywords": "manualtags",
    "notes": "extra notes note",
    "retracted": "retracted isretracted",
    "citation_count": "citedby timescited citationcount citedbycount",
    "files": "fileattachments",
}
"""Headings without blanks and signs, in lower case, by our field; the first that is there wins."""
_FIELD = {h: f for f, names in _HEADINGS.items() for h in names.split()}
_RANK = {h: n for names in _HEADINGS.values() for n, h in enumerate(names.split())}
_DELIMITERS = "\t,;|"
_LEAD = 12
"""Lines that may stand above the headings."""
_SCOPUS_ID = re.compile(r"\s*\(\d{6,}\)")
MAX_CELL = 1_000_000
"""Characters of one cell."""


def read_table(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The rows of a CSV or tab-separated file.

    Raises:
        InputError: No column holds titles, or the file cannot be read as text.
        StorageError: The disk failed.
    """
    text, notes = whole_text(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(MAX_CELL)
    head = text.split("\n", _LEAD)[:_LEAD]
    delimiter = max(_DELIMITERS, key=lambda d: max((line.count(d) for line in head), default=0))
    rows = csv.reader(text.split("\n"), delimiter=delimiter, strict=False)
    intake = of_rows(path.name, _numbered(rows), mapping)
    return intake._replace(notes=(*notes, *intake.notes))


def read_xlsx(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The rows of the first sheet of a workbook.

    Raises:
        InputError: No column holds titles, it is no workbook, or openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        hint = "install litassay[xlsx], or save the sheet as CSV"
        raise InputError(f"{path.name!r} is a workbook, and openpyxl is not there", hint) from error
    try:
        sheet: Any = load_workbook(path, read_only=True, data_only=True).active
        rows = [[_cell(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # what openpyxl raises on damaged files is not listed
        raise InputError(f"{path.name!r} is no workbook that can be read: {error}") from error
    return of_rows(path.name, iter(enumerate(rows, 1)), mapping)


def of_rows(
    name: str, rows: Iterator[tuple[int, Sequence[str]]], mapping: Mapping[str, str]
) -> Intake:
    """The records of a table whose headings stand in one of its first rows."""
    columns: dict[str, int] = {}
    seen: Sequence[str] = ()
    for number, row in rows:
        columns = _columns(row, mapping)
        seen = seen or row
        if "title" in columns or number >= _LEAD:
            break
    if "title" not in columns:
        shown = ", ".join(repr(cell) for cell in list(seen)[:8])
        raise InputError(
            f"no column of {name!r} is known to hold titles (first row: {shown})",
            "name it: --map title=HEADING",
        )
    body = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not body:
        raise InputError(f"{name!r} holds headings and no row")
    used = ", ".join(f"{field} from {row_heading!r}" for field, row_heading in _used(row, columns))
    return Intake(len(body), _items(body, columns), (f"columns: {used}",))


def _columns(row: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """The column of each field that the headings name."""
    cells = [cell.strip().lstrip("\ufeff") for cell in row]
    found: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(cells):
        plain = re.sub(r"[\W_]", "", cell.lower())
        field = _FIELD.get(plain) or (plain if plain in FIELDS else None)
        rank = _RANK.get(plain, 99)
        if field and (field not in found or rank < found[field][0]):
            found[field] = rank, at
    columns = {field: at for field, (_, at) in found.items()}
    return columns | {
        ours: cells.index(theirs) for ours, theirs in mapping.items() if theirs in cells
    }


def _used(row: Sequence[str], columns: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    return ((field, row[at].strip().lstrip("\ufeff")) for field, at in columns.items())


def _items(rows: Iterable[tuple[int, Sequence[str]]], columns: Mapping[str, int]) -> Iterator[Item]:
    for number, row in rows:
        record: dict[str, Any] = {f: row[at] for f, at in columns.items() if at < len(row)}
        for field in ("authors", "editors"):
            record[field] = _people(record.get(field) or "")
        record["kinds"] = re.split(r"\s*;\s*", record.get("kinds") or "")
        record["keywords"] = re.split(r"\s*;\s*", record.get("keywords") or "")
        count = record.get("citation_count") or ""
        record["citation_count"] = int(count) if count.isdigit() else None
        files = tuple(filter(None, re.split(r"\s*;\s*", record.pop("files", ""))))
        outcome: Paper | BadRecord
        try:
            outcome = paper_from(record)
        except Unusable as error:
            outcome = BadRecord(number, str(error))
        yield Item(number, outcome, files=files)


def _people(text: str) -> list[dict[str, str]]:
    """Names of one cell: `Smith, John; Lee, Kim`, `Smith J, Lee K`, `John Smith, Kim Lee`."""
    bare = _SCOPUS_ID.sub("", text).strip().rstrip(".") if text else ""
    if ";" in bare or "|" in bare or "\n" in bare:
        parts = re.split(r"\s*[;|\n]\s*", bare)
    elif re.search(r"\band\b", bare):
        parts = re.split(r"\s+and\s+", bare)
    else:
        pieces = [p.strip() for p in bare.split(",")]
        one = len(pieces) == 2 and " " not in pieces[0]
        parts = [bare] if one else pieces
    found = [of_text(p) for p in parts if p.strip()]
    return [{"literal": n} for n in all_initials_first(found)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value.year) if hasattr(value, "year") else str(value)


def _numbered(rows: Any) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with the line on which they begin."""
    line = 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"the table is damaged at line {rows.line_num}: {error}") from error
        yield line, row
        line = rows.line_num + 1
