"""Which reader takes which file. A new kind of file is one line here and one reader function."""

from collections.abc import Callable, Mapping
from pathlib import Path

from litassay.errors import InputError
from store.library.bibtex import read_bibtex
from store.library.csl import read_csl
from store.library.intake import Intake
from store.library.jsonl import read_jsonl
from store.library.ris import read_ris

Reader = Callable[[Path, Mapping[str, str]], Intake]
"""Takes the path and their field name for each of ours; raises InputError or StorageError."""

FOLDER = "a folder"
"""The kind of a path that is a folder of documents."""
READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".ndjson": read_jsonl,
    ".ndjson.gz": read_jsonl,
    ".bib": read_bibtex,
    ".bib.gz": read_bibtex,
    ".ris": read_ris,
    ".ris.gz": read_ris,
    ".json": read_csl,
    ".json.gz": read_csl,
}
"""By suffix, or FOLDER. Each imports its parser when it is called."""


def read(path: Path, mapping: Mapping[str, str], readers: Mapping[str, Reader] = READERS) -> Intake:
    """The records of a file, by its kind.

    Args:
        path: A file, or a folder where there is a reader for one.
        mapping: Their field name for each of ours.
        readers: By suffix, or FOLDER.

    Raises:
        InputError: There is no such file, or no reader for it, or it cannot be used.
        StorageError: The disk failed.
    """
    if not path.exists():
        raise InputError(f"there is no file {str(path)!r}")
    name = path.name.lower()
    suffixes = sorted((s for s in readers if name.endswith(s)), key=len)
    kind = FOLDER if path.is_dir() else suffixes[-1] if suffixes else ""
    if kind not in readers:
        known = ", ".join(sorted(readers))
        raise InputError(f"cannot tell how to read {str(path)!r}", f"known are: {known}")
    return readers[kind](path, mapping)
