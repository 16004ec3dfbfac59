"""The fields of BibTeX entries: values put together, and what a child inherits from its parent."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = re.compile(r"[^\s#{}\",=]+")
_BLANK = re.compile(r"\s*")
_PARENT = ("crossref", "xdata", "xref")
_TITLE_IN_CHILD = "booktitle"
_OWN = frozenset({"title", "shorttitle", "sorttitle", "subtitle", "author", "abstract", "doi",
                  "url",
                  "eprint", "pages", "keywords", "file", "note", "ids", "crossref"})  # fmt: skip
"""Fields of a parent that say nothing of its child."""


class Entry(NamedTuple):
    """An entry as it is written."""

    line: int
    kind: str
    key: str
    fields: Mapping[str, str]
    """By lower-case name, still in LaTeX."""
    faults: tuple[str, ...]
    """What of it is not BibTeX and was taken as it stands."""


def entry_of(block: Any, strings: Mapping[str, str]) -> Entry:
    """The entry of a parsed block; the first of doubled fields is kept."""
    fields: dict[str, str] = {}
    faults = []
    for field in block.fields:
        name = field.key.lower().strip()
        value, whole = value_of(str(field.value), strings)
        if not whole:
            faults.append(f"the {name} does not end where its braces do")
        if name in fields and fields[name] != value:
            faults.append(f"a second {name} is left out")
        fields.setdefault(name, value)
    line = (block.start_line or 0) + 1
    return Entry(line, block.entry_type.lower(), block.key, fields, tuple(faults))


def strings_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The abbreviations of a file, which may be made of earlier ones, by lower-case name."""
    known = {month: month.capitalize() for month in _MONTHS}
    for name, raw in pairs:
        known[name.lower()] = value_of(raw, known)[0]
    return known


def value_of(raw: str, strings: Mapping[str, str]) -> tuple[str, bool]:
    """The value of `"a" # name # {b}`, and whether the whole of it could be read so."""
    text, parts, at = raw.strip(), [], 0
    while at < len(text):
        end = _end(text, at)
        if end is None:
            return _bare(text), False
        part = text[at:end]
        quoted = part[0] in '{"'
        parts.append(part[1:-1] if quoted else strings.get(part.lower(), part))
        at = _skipped(text, end)
        if at < len(text) and text[at] != "#":
            return _bare(text), False
        at = _skipped(text, at + 1)
    return "".join(parts), True


def inherited(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, each with the fields of the parent that its `crossref` names."""
    listed = list(entries)
    by_key = {entry.key.lower(): entry for entry in listed if entry.key}
    return [_with_parent(entry, by_key) for entry in listed]


def _with_parent(entry: Entry, by_key: Mapping[str, Entry]) -> Entry:
    fields, seen, child = dict(entry.fields), {entry.key.lower()}, entry
    while names := next((child.fields[f] for f in _PARENT if child.fields.get(f)), ""):
        parent = by_key.get(names.split(",")[0].strip().lower())
        if parent is None or parent.key.lower() in seen:
            break
        seen.add(parent.key.lower())
        handed = {k: v for k, v in parent.fields.items() if k not in _OWN}
        if parent.fields.get("title"):
            handed.setdefault(_TITLE_IN_CHILD, parent.fields["title"])
        fields = {**handed, **fields}
        child = parent
    return entry._replace(fields=fields)


def _end(text: str, at: int) -> int | None:
    """Where the part of a value that begins at `at` ends; None where it does not."""
    opening = text[at]
    if opening not in '{"':
        found = _NAME.match(text, at)
        return found.end() if found else None
    depth = 0
    for here in range(at, len(text)):
        sign = text[here]
        if sign in "{}" and text[here - 1 : here] != "\\":
            depth += 1 if sign == "{" else -1
        if (opening == "{" and depth == 0) or (
            opening == '"' and sign == '"' and depth == 0 and here > at
        ):
            return here + 1
    return None


def _skipped(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _bare(text: str) -> str:
    """A value that could not be read, without the brace or quote before and behind it."""
    bare = text[1:] if text[:1] in '{"' else text
    return bare[:-1] if bare[-1:] == '"' or (bare[-1:] == "}" and "{" not in bare) else bare
