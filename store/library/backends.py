"""Where a library keeps its vectors: in files of its own, or in Chroma when it was made so."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from litassay.errors import LibraryError
from store.library.records import Records
from store.library.served import ServedVectors, chroma_address
from store.library.shelves import DATABASE, SAMPLE, VECTORS
from store.library.vectors import Vectors

FILES = "files"
CHROMA = "chroma "
"""Followed by the name of the collection."""


def chosen(name: str) -> str:
    """What a new library says of its vectors; collections of one name on one server differ."""
    if name == SAMPLE or not chroma_address():
        return FILES
    return f"{CHROMA}litassay-{name}-{secrets.token_hex(4)}"


def opened(
    folder: Path, meta: Mapping[str, str], dimensions: int, units: int
) -> Vectors | ServedVectors:
    """The vectors of a library, of which the first `units` count.

    Raises:
        SettingsError: They are in Chroma, and none is named.
        LibraryError: They are missing or damaged.
        StorageError: They cannot be reached.
    """
    collection = collection_of(meta)
    if collection:
        return ServedVectors(folder.name, collection, units)
    return Vectors(folder / VECTORS, dimensions, units)


def begun(folder: Path, meta: Mapping[str, str], dimensions: int) -> Vectors | ServedVectors:
    """The vectors of a library that is to be changed; made where there are none."""
    collection = collection_of(meta)
    if collection:
        return ServedVectors(folder.name, collection, create=True)
    return Vectors(folder / VECTORS, dimensions)


def dropped(folder: Path) -> None:
    """Delete what a library keeps outside of its folder; one that is damaged has nothing there.

    Raises:
        SettingsError: Its vectors are in Chroma, and none is named.
        StorageError: Chroma cannot be reached.
    """
    with suppress(LibraryError):
        records = Records(folder / DATABASE)
        collection = collection_of(records.meta())
        records.close()
        if collection:
            served = ServedVectors(folder.name, collection)
            served.drop()
            served.close()


def collection_of(meta: Mapping[str, str]) -> str:
    """The Chroma collection of a library; empty for one that keeps its own files."""
    kept = meta.get("vectors", FILES)
    return kept.removeprefix(CHROMA) if kept.startswith(CHROMA) else ""
