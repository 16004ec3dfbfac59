"""Which reader takes which kind of file. A new kind is one line here and one reader function."""

from collections.abc import Callable, Mapping
from pathlib import Path

from litassay.errors import InputError
from store.library.bibtex import read_bibtex
from store.library.csl import read_csl
from store.library.exports import read_nbib, read_refer, read_ris, read_wos
from store.library.intake import Intake
from store.library.jsonl import read_jsonl
from store.library.kinds import kind_of
from store.library.managers_xml import read_endnote_xml, read_zotero_rdf
from store.library.pubmed_xml import read_pubmed_xml
from store.library.table import read_table, read_xlsx

Reader = Callable[[Path, Mapping[str, str]], Intake]
"""Takes the path and their field name for each of ours; raises InputError or StorageError."""

FOLDER = "a folder"
"""The kind of a path that is a folder of documents and files of records."""
DOCUMENT = "document"
"""The kind of one PDF, JATS or HTML file."""
READERS: dict[str, Reader] = {
    "jsonl": read_jsonl,
    "bibtex": read_bibtex,
    "ris": read_ris,
    "csl": read_csl,
    "nbib": read_nbib,
    "pubmed xml": read_pubmed_xml,
    "endnote xml": read_endnote_xml,
    "zotero rdf": read_zotero_rdf,
    "web of science": read_wos,
    "refer": read_refer,
    "table": read_table,
    "xlsx": read_xlsx,
}
"""By kind. Each imports its parser when it is called."""
KNOWN = (
    "JSON Lines, BibTeX, RIS, CSL-JSON, PubMed NBIB and XML, EndNote XML and .enw, Zotero RDF, "
    "Web of Science, CSV, XLSX, PDF, JATS, or a folder of these"
)


def read(path: Path, mapping: Mapping[str, str], readers: Mapping[str, Reader] = READERS) -> Intake:
    """The records of a file, by its kind.

    Args:
        path: A file, or a folder where there is a reader for one.
        mapping: Their field name for each of ours.
        readers: By kind.

    Raises:
        InputError: There is no such file, or no reader for it, or it cannot be used.
        StorageError: The disk failed.
    """
    if not path.exists():
        raise InputError(f"there is no file {str(path)!r}")
    kind = FOLDER if path.is_dir() else kind_of(path)
    if kind not in readers:
        if path.is_file() and not path.stat().st_size:
            raise InputError(f"{path.name!r} holds no records")
        raise InputError(f"cannot tell how to read {str(path)!r}", f"known are: {KNOWN}")
    return readers[kind](path, mapping)
