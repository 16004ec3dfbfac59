"""Whether a library can be searched by this version, with this embedding model."""

from pathlib import Path

from litassay.errors import LibraryError
from store.library.records import Records
from store.library.schema import SCHEMA_VERSION
from store.library.shelves import DATABASE


def check(folder: Path, embedding: str) -> None:
    """Raise LibraryError unless the library is whole and was made with this embedding model."""
    records = Records(folder / DATABASE)
    try:
        misfit(folder.name, records, embedding)
        for one in records.additions():
            if one.finished is None:
                again = f"finish it: litassay library add {one.source} --name {folder.name}"
                raise LibraryError(f"library {folder.name!r} is incomplete", again)
    finally:
        records.close()


def misfit(name: str, records: Records, embedding: str) -> None:
    """Raise LibraryError when another version or another embedding model made the library."""
    meta = records.meta()
    rebuild = f"remove it (litassay library remove {name}) and add its files again"
    if meta.get("schema") != str(SCHEMA_VERSION):
        made = meta.get("schema", "none")
        raise LibraryError(
            f"library {name!r} has index version {made}, not {SCHEMA_VERSION}", rebuild
        )
    if meta.get("embedding") != embedding:
        other = meta.get("embedding")
        raise LibraryError(f"library {name!r} holds vectors of {other}, not {embedding}", rebuild)
