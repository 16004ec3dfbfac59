"""Reads BibTeX. The citation keys are not used as ids: two files may use one for two papers."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.types import Paper
from store.library.documents import whole_text
from store.library.fields import Unusable, paper_from, renamed
from store.library.intake import BadRecord, Intake, Item
from store.library.latex import latex_decoder

_AS_WRITTEN = frozenset({"url", "doi", "eprint", "author", "editor", "pmid"})
"""Fields whose `~`, `%` and braces are not LaTeX, or are read before they are decoded."""
_ARXIV = re.compile(r"arxiv", re.IGNORECASE)


def read_bibtex(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The entries of the file, those that do not parse as bad records.

    Raises:
        InputError: There is no entry in it, or it cannot be read as text.
        StorageError: The disk failed.
    """
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of, we report
    text, notes = whole_text(path)
    library = parse_string(text)
    blocks = sorted([*library.entries, *library.failed_blocks], key=lambda b: b.start_line or 0)
    if not blocks:
        raise InputError(f"{path.name!r} holds no BibTeX entry")
    return Intake(len(blocks), _items(blocks, mapping), notes)


def _items(blocks: list[Any], mapping: Mapping[str, str]) -> Iterator[Item]:
    """One item for each entry."""
    decode = latex_decoder()
    for block in blocks:
        line = (block.start_line or 0) + 1
        yield Item(line, _outcome(block, line, mapping, decode))


def _outcome(
    block: Any, line: int, mapping: Mapping[str, str], decode: Callable[[str], str]
) -> Paper | BadRecord:
    """The paper of one entry, or what is wrong with it."""
    from bibtexparser.model import DuplicateBlockKeyBlock, ParsingFailedBlock

    repeated = isinstance(block, DuplicateBlockKeyBlock)
    if repeated:  # the key of an entry means nothing here
        block = block.ignore_error_block
    if isinstance(block, ParsingFailedBlock):
        return BadRecord(line, f"not BibTeX: {_first_line(block.error)}")
    fields = {
        f.key.lower(): _bare(str(f.value)) if repeated else str(f.value) for f in block.fields
    }
    try:
        return paper_from(renamed(_record(fields, decode), fields, mapping))
    except Unusable as error:
        return BadRecord(line, str(error))


def _record(fields: Mapping[str, str], decode: Callable[[str], str]) -> dict[str, Any]:
    """The entry under our field names."""
    plain = {k: v if k in _AS_WRITTEN else decode(v) for k, v in fields.items()}
    eprint_kind = f"{plain.get('archiveprefix', '')} {plain.get('eprinttype', '')}"
    return {
        "title": plain.get("title"),
        "authors": _authors(fields.get("author") or fields.get("editor") or "", decode),
        "year": plain.get("year") or plain.get("date"),
        "venue": plain.get("booktitle") or plain.get("journal") or plain.get("journaltitle"),
        "abstract": plain.get("abstract"),
        "doi": plain.get("doi"),
        "url": plain.get("url"),
        "pmid": plain.get("pmid"),
        "arxiv": plain.get("eprint") if _ARXIV.search(eprint_kind) else None,
    }


def _authors(text: str, decode: Callable[[str], str]) -> list[Any]:
    """Names as `Given Family`; a name in braces is one name."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    names: list[Any] = []
    for name in split_multiple_persons_names(text):
        whole = name.startswith("{") and name.endswith("}") and "," not in name
        if name.lower() != "others":
            names.append({"name": decode(name)} if whole else decode(name))
    return names


def _bare(value: str) -> str:
    """The value without the braces or quotes around it, which a repeated entry still has."""
    bare = value.strip()
    return bare[1:-1] if bare[:1] + bare[-1:] in ("{}", '""') else bare


def _first_line(error: Exception) -> str:
    """What the parser says of a failed entry, without its advice."""
    text = str(getattr(error, "abort_reason", "") or error or type(error).__name__)
    return text.splitlines()[0].partition(". Note")[0]
