"""Which reader takes which file. A new kind of file is one line here and one reader function."""

from collections.abc import Callable, Mapping
from pathlib import Path

from litassay.errors import InputError
from store.library.intake import Intake
from store.library.jsonl import read_jsonl

Reader = Callable[[Path, Mapping[str, str]], Intake]
"""Takes the path and their field name for each of ours; raises InputError or StorageError."""

READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".ndjson": read_jsonl,
}
FOLDER_READER: Reader | None = None
"""Takes a folder of documents."""


def read(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The records of a file, by its suffix.

    Raises:
        InputError: There is no such file, or no reader for it, or it cannot be used.
        StorageError: The disk failed.
    """
    if not path.exists():
        raise InputError(f"there is no file {str(path)!r}")
    if path.is_dir():
        if FOLDER_READER is None:
            raise InputError(f"{str(path)!r} is a folder", "name one file")
        return FOLDER_READER(path, mapping)
    name = path.name.lower()
    for suffix in sorted(READERS, key=len, reverse=True):
        if name.endswith(suffix):
            return READERS[suffix](path, mapping)
    raise InputError(f"cannot tell what {path.name!r} is", f"known are: {', '.join(READERS)}")
