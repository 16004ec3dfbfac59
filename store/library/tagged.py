"""Splits exports with a tag before each field (RIS, PubMed, Web of Science, Refer) into records.

It knows how each of them writes a tag, not what the tags mean.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Dialect(NamedTuple):
    """How one format writes its records."""

    tag: re.Pattern[str]
    """A line that begins a field, with groups `tag` and `value`."""
    first: frozenset[str]
    """Tags with which a record begins."""
    last: frozenset[str] = frozenset()
    """Tags after which nothing belongs to the record."""


RIS = Dialect(
    re.compile(r"\s?(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<value>.*)|\s*)$"),
    frozenset({"TY"}),
    frozenset({"ER"}),
)
NBIB = Dialect(re.compile(r"(?P<tag>[A-Z]{2,4}) *-(?: (?P<value>.*)|\s*)$"), frozenset({"PMID"}))
WOS = Dialect(
    re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|\s*)$"),
    frozenset({"PT"}),
    frozenset({"ER", "EF"}),
)
REFER = Dialect(re.compile(r"%(?P<tag>\S)(?: (?P<value>.*)|\s*)$"), frozenset({"0"}))
_ONE_BLANK = re.compile(r"^\s?TY - ", re.M)


class Tagged(NamedTuple):
    """One record."""

    line: int
    """On which it begins, from 1."""
    fields: Mapping[str, Sequence[str]]
    """Values by tag, in their order; lines of one value are kept apart by a line end."""

    def all(self, *tags: str) -> list[str]:
        """The values of all these tags, in the order of the tags."""
        return [value for tag in tags for value in self.fields.get(tag, ()) if value]

    def first(self, *tags: str) -> str:
        """The first value that is not empty."""
        return next(iter(self.all(*tags)), "")


def records(text: str, dialect: Dialect) -> Iterator[Tagged]:
    """The records of a text, whatever stands before, between and behind them."""
    strict = dialect is RIS and not _ONE_BLANK.search(text)
    fields: dict[str, list[str]] = {}
    began, tag = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        found = dialect.tag.match(line.rstrip())
        if found and strict and not line.lstrip().startswith(f"{found['tag']}  -"):
            found = None
        if not found:
            if tag:
                fields[tag][-1] += f"\n{line.strip()}"
            continue
        name = found["tag"]
        if name in dialect.first or (name in dialect.last and fields):
            if fields:
                yield _record(began, fields)
            fields, began, tag = {}, number, ""
        if name in dialect.first or fields:
            tag = name
            fields.setdefault(tag, []).append((found["value"] or "").strip())
    if fields:
        yield _record(began, fields)


def _record(line: int, fields: Mapping[str, Sequence[str]]) -> Tagged:
    return Tagged(line, {tag: [v.strip() for v in values] for tag, values in fields.items()})
