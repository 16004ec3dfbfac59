"""Reads BibTeX. The citation keys are not used as ids: two files may use one for two papers."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.text.identifiers import is_arxiv
from litassay.text.latex import text_of, unknown_commands
from litassay.text.names import joined, of_text
from litassay.types import Paper
from store.library.bibtex_value import Entry, entry_of, inherited, strings_of
from store.library.documents import whole_text
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item

_AS_WRITTEN = frozenset(
    {"url", "doi", "eprint", "author", "editor", "pmid", "file", "howpublished"}
)
"""Fields whose `~`, `%` and braces are not LaTeX, or are read before they are decoded."""
_ARXIV_TEXT = re.compile(
    r"arxiv(?:\.org)?(?:/abs/|:|\s+preprint\s+arxiv:)\s*(\S+)|^abs/(\S+)", re.I
)
_URL = re.compile(r"https?://[^\s{}]+")
_PART = re.compile(r"(?:\\.|\{(?:[^{}]|\{[^{}]*\})*\}|[^,{])+", re.S)
_NAMED_PARTS = re.compile(r"(family|given|prefix|suffix)\s*=\s*\"?([^,\"]+)\"?", re.I)
_KNOWN = frozenset({"comment", "string", "preamble"})
SHOWN = 5
"""Faults and commands that are named one by one."""


def read_bibtex(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The entries of the file, those that do not parse as bad records.

    Raises:
        InputError: There is no entry in it, or it cannot be read as text.
        StorageError: The disk failed.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry as Block
    from bibtexparser.model import ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of, we report
    text, notes = whole_text(path)
    library = parse_string(text, parse_stack=[])
    strings = strings_of((s.key, s.value) for s in library.strings)
    failed = {b: getattr(b, "ignore_error_block", None) for b in library.failed_blocks}
    blocks = [*library.entries, *(b for b in failed.values() if isinstance(b, Block))]
    entries = inherited(entry_of(block, strings) for block in blocks)
    bad = [
        BadRecord((b.start_line or 0) + 1, f"not BibTeX: {_first_line(b)}")
        for b, inner in failed.items()
        if isinstance(b, ParsingFailedBlock) and not isinstance(inner, Block)
    ]
    if not entries and not bad:
        raise InputError(f"{path.name!r} holds no BibTeX entry")
    notes = (*notes, *_faults(entries), *_unread(entries))
    return Intake(len(entries) + len(bad), _items(entries, bad, mapping), notes)


def _items(
    entries: Sequence[Entry], bad: Sequence[BadRecord], mapping: Mapping[str, str]
) -> Iterator[Item]:
    """One item for each entry, in the order of the file."""
    all_of_them: list[Entry | BadRecord] = [*entries, *bad]
    for one in sorted(all_of_them, key=lambda one: one.line):
        if isinstance(one, BadRecord):
            yield Item(one.line, one)
        else:
            yield Item(one.line, _outcome(one, mapping), files=_files(one.fields.get("file", "")))


def _outcome(entry: Entry, mapping: Mapping[str, str]) -> Paper | BadRecord:
    """The paper of one entry, or why there is none."""
    plain = {k: v if k in _AS_WRITTEN else text_of(v) for k, v in entry.fields.items()}
    try:
        return paper_from(renamed(_record(entry, plain), plain, mapping))
    except Unusable as error:
        return BadRecord(entry.line, str(error))


def _record(entry: Entry, plain: Mapping[str, str]) -> dict[str, Any]:
    """The entry under our field names."""
    title, subtitle = plain.get("title", ""), plain.get("subtitle", "")
    return {
        "title": f"{title}: {subtitle}" if title and subtitle else title,
        "authors": _people(entry.fields.get("author", "")),
        "editors": _people(entry.fields.get("editor", "")),
        "year": plain.get("year") or plain.get("date"),
        "venue": _first(plain, "booktitle", "journal", "journaltitle", "maintitle", "series")
        or (_first(plain, "eventtitle", "school", "institution", "publisher")),
        "abstract": plain.get("abstract"),
        "doi": plain.get("doi"),
        "url": _url(plain),
        "pmid": plain.get("pmid") or (plain.get("eprint") if _is(plain, "pubmed") else None),
        "pmcid": plain.get("pmcid") or plain.get("pmc"),
        "arxiv": _arxiv(plain),
        "kinds": [plain.get(k, "") for k in ("type", "pubstate", "entrysubtype")],
        "keywords": re.split(r"[,;]", plain.get("keywords", "")),
        "notes": [plain.get(k, "") for k in ("note", "annote", "addendum", "annotation")],
        "retracted": plain.get("retracted"),
    }


def _first(plain: Mapping[str, str], *names: str) -> str | None:
    return next((plain[name] for name in names if plain.get(name, "").strip()), None)


def _is(plain: Mapping[str, str], service: str) -> bool:
    said = f"{plain.get('archiveprefix', '')} {plain.get('eprinttype', '')}"
    return service in said.lower()


def _url(plain: Mapping[str, str]) -> str | None:
    """The address, also where it stands in another field, without the escapes of LaTeX."""
    said = plain.get("url") or plain.get("howpublished") or ""
    found = _URL.search(re.sub(r"\\(?=[_%&#~])|\{\\_\}", lambda m: "_" * (len(m[0]) > 1), said))
    return found.group() if found else None


def _arxiv(plain: Mapping[str, str]) -> str | None:
    """The arXiv id where DBLP, Google Scholar, Mendeley or Zotero write it."""
    said = plain.get("arxivid") or plain.get("eprint") or ""
    unsaid = not (plain.get("archiveprefix") or plain.get("eprinttype"))
    if said and (_is(plain, "arxiv") or (unsaid and is_arxiv(said))):
        return said
    fields = (
        plain.get(k, "") for k in ("journal", "journaltitle", "note", "volume", "number", "url")
    )
    found = next(filter(None, map(_ARXIV_TEXT.search, fields)), None)
    name = (found[1] or found[2]).rstrip(".,;)") if found else ""
    return name if name and is_arxiv(name) else None


def _files(text: str) -> tuple[str, ...]:
    """The paths in `Name:path:type;…`, as Zotero and JabRef write them, or in a bare path."""
    found = []
    for part in re.split(r"(?<!\\);", text.strip()):
        pieces = [p.replace("\\:", ":").replace("\\;", ";").replace("\\\\", "/")
                  for p in re.split(r"(?<!\\):", part)]  # fmt: skip
        found.append(pieces[1] if len(pieces) >= 3 else pieces[-1])
    return tuple(filter(None, found))


def _people(text: str) -> list[dict[str, str]]:
    """Names as they are shown; a name in braces is one name."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    found = (_person(one) for one in split_multiple_persons_names(text) if one.lower() != "others")
    return [{"literal": one} for one in found if one]


def _person(text: str) -> str:
    """One name of BibTeX: `First von Last`, `von Last, Jr, First`, `{A Group}`, or named parts."""
    named = {k.lower(): text_of(v).strip() for k, v in _NAMED_PARTS.findall(text)}
    if "family" in named:
        family = " ".join(filter(None, (named.get("prefix"), named["family"])))
        return joined(named.get("given", ""), family, named.get("suffix", ""))
    bare = text.strip()
    if bare.startswith("{") and bare.endswith("}") and _PART.fullmatch(bare):
        return " ".join(text_of(bare).split())
    parts = [" ".join(text_of(part).split()) for part in _PART.findall(bare)]
    if len(parts) == 3 and of_text(", ".join(parts)).count(","):  # BibTeX has the suffix second
        return joined(parts[2], parts[0], parts[1])
    return of_text(", ".join(parts)) if len(parts) > 1 else "".join(parts)


def _faults(entries: Sequence[Entry]) -> Iterator[str]:
    """What was wrong with entries that were kept."""
    faulty = [entry for entry in entries if entry.faults]
    for entry in faulty[:SHOWN]:
        yield f"line {entry.line}: {'; '.join(entry.faults)}; the entry is kept as it stands"
    if len(faulty) > SHOWN:
        yield f"{len(faulty) - SHOWN:,} more entries with such faults are kept as they stand"


def _unread(entries: Sequence[Entry]) -> Iterator[str]:
    """The commands of LaTeX that stay in titles and abstracts."""
    names: set[str] = set()
    for entry in entries:
        for field in ("title", "abstract", "booktitle", "journal"):
            if "\\" in entry.fields.get(field, ""):
                names |= unknown_commands(entry.fields[field])
    if names:
        shown = ", ".join(f"\\{name}" for name in sorted(names)[:SHOWN])
        more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
        yield f"LaTeX that is not known stays as written: {shown}{more}"


def _first_line(block: Any) -> str:
    """What the parser says of a failed entry, without its advice."""
    error = block.error
    text = str(getattr(error, "abort_reason", "") or error or type(error).__name__)
    return text.splitlines()[0].partition(". Note")[0]
