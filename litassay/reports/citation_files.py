"""The references as BibTeX, RIS and CSL-JSON; libraries write what a library writes right."""

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from litassay.reports.document import Reference

_LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
"""What TeX would take for a command; every other character is written as it is, in UTF-8."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Name(NamedTuple):
    """An author's name in its parts; one word alone is a family name."""

    given: str
    particle: str
    family: str
    suffix: str


def name_parts(display: str) -> Name:
    """The parts of a display name, by the rules of BibTeX (Patashnik 1988, `van` is a particle)."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    plain = " ".join(re.sub(r"[{}\\,]", " ", display).split())
    try:
        found = parse_single_name_into_parts(plain)
    except InvalidNameError:
        return Name("", "", plain, "")
    first, von, last, jr = (
        " ".join(part) for part in (found.first, found.von, found.last, found.jr)
    )
    return Name(first, von, last or plain, jr)


def keys(references: Sequence[Reference]) -> dict[int, str]:
    """A citation key for each reference, such as `liu2023`, unique by a letter behind it."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for ref in references:
        stem = _key(ref)
        tries = [stem, *(f"{stem}{chr(n)}" for n in range(ord("b"), ord("z") + 1))]
        key = next((k for k in tries if k not in taken), f"{stem}-{ref.number}")
        taken.add(key)
        found[ref.number] = key
    return found


def _key(ref: Reference) -> str:
    family = name_parts(ref.authors[0]).family if ref.authors else "anonymous"
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().lower()
    return (re.sub(r"[^a-z]", "", plain) or "author") + str(ref.year or "nd")


def kind(ref: Reference) -> str:
    """CSL's type: an article of a journal, a paper of a conference, or a bare article."""
    if ref.preprint or not ref.venue:
        return "article"
    held = re.search(r"\b(proceedings|conference|workshop)\b", ref.venue, re.IGNORECASE)
    return "paper-conference" if held else "article-journal"


def csl_items(references: Sequence[Reference]) -> list[dict[str, Any]]:
    """The references as CSL-JSON items, with their keys as ids."""
    ids = keys(references)
    return [_item(ref, ids[ref.number]) for ref in references]


def _item(ref: Reference, key: str) -> dict[str, Any]:
    authors = [name_parts(a) for a in ref.authors]
    fields: dict[str, Any] = {
        "id": key,
        "type": kind(ref),
        "title": _line(ref.title),
        "author": [
            {k: v for k, v in {
                "family": n.family, "given": n.given, "non-dropping-particle": n.particle,
                "suffix": n.suffix,
            }.items() if v}
            for n in authors
        ],
        "issued": {"date-parts": [[ref.year]]} if ref.year is not None else None,
        "container-title": _line(ref.venue),
        "DOI": ref.doi,
        "URL": ref.url,
        "note": "RETRACTED" if ref.retracted else "",
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def csl(references: Sequence[Reference]) -> str:
    """The references as a CSL-JSON array."""
    return json.dumps(csl_items(references), indent=1, ensure_ascii=False) + "\n"


def bibtex(references: Sequence[Reference]) -> str:
    """The references as BibTeX in UTF-8; text that TeX would obey is escaped."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field

    types = {"paper-conference": "inproceedings", "article-journal": "article", "article": "misc"}
    entries: list[Block] = []
    for ref, key in zip(references, keys(references).values(), strict=True):
        book = "booktitle" if kind(ref) == "paper-conference" else "journal"
        fields = {
            "title": f"{{{_tex(ref.title)}}}",
            "author": " and ".join(_tex_name(name_parts(a)) for a in ref.authors),
            "year": str(ref.year or ""),
            book: _tex(ref.venue),
            "doi": _bare(ref.doi or ""),
            "url": _bare(ref.url),
            "note": "RETRACTED" if ref.retracted else "",
        }
        kept = [Field(name, value) for name, value in fields.items() if value]
        entries.append(Entry(types[kind(ref)], key, kept))
    return write_string(Library(entries)).strip() + "\n" if entries else ""


def _tex_name(name: Name) -> str:
    """`van Family, Suffix, Given`; a family name of several words stays together."""
    family = " ".join(part for part in (_tex(name.particle), _tex(name.family)) if part)
    if not name.given:
        return f"{{{family}}}"
    return ", ".join(part for part in (family, _tex(name.suffix), _tex(name.given)) if part)


def _tex(text: str) -> str:
    escaped = "".join(_LATEX.get(c, c) for c in _line(text))
    return re.sub(r"([-'`,])(?=\1)", r"\1{}", escaped)  # TeX would join two into one character


def _bare(text: str) -> str:
    """An identifier or address, whose braces would end the field."""
    return _line(text).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def ris(references: Sequence[Reference]) -> str:
    """The references as RIS."""
    import rispy

    class Plain(rispy.RisWriter):  # type: ignore[misc]
        """Without the number that it writes before each reference."""

        def set_header(self, count: int) -> str:  # noqa: ARG002
            return ""

    types = {"paper-conference": "CONF", "article-journal": "JOUR", "article": "GEN"}
    entries = []
    for ref in references:
        entry: dict[str, Any] = {"type_of_reference": types[kind(ref)]}
        venue = "secondary_title" if kind(ref) == "paper-conference" else "journal_name"
        fields = {
            "authors": [_ris_name(name_parts(a)) for a in ref.authors],
            "title": _line(ref.title),
            "year": str(ref.year or ""),
            venue: _line(ref.venue),
            "doi": _line(ref.doi or ""),
            "urls": [_line(ref.url)] if ref.url else [],
            "notes": ["RETRACTED"] if ref.retracted else [],
        }
        entries.append(entry | {name: value for name, value in fields.items() if value})
    return rispy.dumps(entries, implementation=Plain).lstrip() if entries else ""


def _ris_name(name: Name) -> str:
    family = " ".join(part for part in (name.particle, name.family) if part)
    return ", ".join(part for part in (family, name.given, name.suffix) if part)
