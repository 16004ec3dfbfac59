"""Tells by its content what a file is; its name decides only where the content does not."""

import re
from pathlib import Path

from store.library.packed import unpacked

HEAD = 65_536
"""Bytes that are looked at."""
_BY_TEXT = (
    ("ris", re.compile(r"^\s?TY  ?- ", re.M)),
    ("nbib", re.compile(r"^PMID ?- ", re.M)),
    ("web of science", re.compile(r"^(?:FN |VR \d|PT [A-Z]$)", re.M)),
    ("refer", re.compile(r"^%0 ", re.M)),
    ("bibtex", re.compile(r"^\s*@\s*[a-zA-Z]+\s*[{(]", re.M)),
)
_BY_ROOT = {
    "pubmedarticleset": "pubmed xml",
    "pubmedarticle": "pubmed xml",
    "pubmedbookarticleset": "pubmed xml",
    "article": "document",
    "pmc-articleset": "document",
    "html": "document",
    "records": "endnote xml",
    "xml": "endnote xml",
    "rdf": "zotero rdf",
}
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?(?P<name>[\w.-]+)")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.S)
_BY_NAME = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "csl", ".bib": "bibtex", ".ris": "ris",
    ".nbib": "nbib", ".csv": "table", ".tsv": "table", ".tab": "table", ".xlsx": "xlsx",
    ".xlsm": "xlsx", ".pdf": "document", ".xml": "document", ".nxml": "document",
    ".jats": "document", ".html": "document", ".htm": "document", ".ciw": "web of science",
    ".enw": "refer", ".rdf": "zotero rdf", ".biblatex": "bibtex",
}  # fmt: skip
_TEXTS = frozenset({".txt", ".text", ".cgi", ""})
"""Endings under which databases save exports of any kind."""


def kind_of(path: Path) -> str:
    """The kind of a file; empty where it is none that is read.

    Raises:
        InputError: It is a gzip file that is damaged.
        StorageError: The disk failed.
    """
    name = path.name.lower().removesuffix(".gz")
    ending = Path(name).suffix
    with unpacked(path) as file:
        head = file.read(HEAD)
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return "document"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx" if ending in (".xlsx", ".xlsm") else ""
    text = head.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    start = text.lstrip()[:1]
    if start == "<":
        return _of_xml(text)
    if start in ("{", "["):
        return _of_json(text, ending)
    known = _BY_NAME.get(ending, "")
    if known in ("jsonl", "csl", "table", "xlsx", "document"):
        return known
    for kind, pattern in _BY_TEXT:
        if pattern.search(text):
            return kind
    if ending in _TEXTS:
        return "table" if _has_headings(text) else ""
    return known


def _of_xml(text: str) -> str:
    root = _ROOT.search(_COMMENT.sub("", text))
    name = root["name"].lower() if root else ""
    kind = _BY_ROOT.get(name, "")
    if kind == "endnote xml" and "<record>" not in text:
        return ""
    return kind


def _of_json(text: str, ending: str) -> str:
    if ending in (".jsonl", ".ndjson"):
        return "jsonl"
    if text.lstrip().startswith("["):
        return "csl"
    first = text.lstrip().split("\n", 2)
    lines = len(first) > 1 and first[0].rstrip().endswith("}") and first[1].lstrip()[:1] == "{"
    return "jsonl" if lines else "csl"


def _has_headings(text: str) -> bool:
    first = text.split("\n", 1)[0].lower()
    return (
        "title" in first and any(first.count(sign) >= 2 for sign in "\t,;")
    ) or "\tau\t" in first
