"""The libraries of one home: open, list, remove. Opening checks that a library is whole."""

import shutil
from pathlib import Path
from typing import NamedTuple

from litassay.errors import LibraryError, LitassayError, StorageError
from litassay.ports import Embedder
from store.library.backends import dropped
from store.library.fitness import check
from store.library.library import Library
from store.library.lock import exclusive
from store.library.records import Addition, Records
from store.library.sample import ensure_sample
from store.library.shelves import DATABASE, SAMPLE, known_names, library_folder, unknown


class Listed(NamedTuple):
    """A library as it is listed."""

    name: str
    papers: int
    size: int
    """Bytes on disk."""
    added: str
    """When something was last added (ISO 8601, UTC); empty when nothing was."""
    state: str
    """`complete`, `incomplete`, or what is wrong with it."""


def open_library(name: str, home: Path, embedder: Embedder) -> Library:
    """Open a library to search it; the sample library is made at its first use.

    Raises:
        LibraryError: The library is unknown, damaged, half-written, or was made by another
            embedding model or another version of the index.
        StorageError: The disk refused.
    """
    folder = library_folder(home, name)
    if name == SAMPLE:
        return _open_sample(folder, embedder)
    if not folder.is_dir():
        raise unknown(home, name)
    return _open(folder, embedder)


def _open_sample(folder: Path, embedder: Embedder) -> Library:
    """The sample library, made anew if it is damaged: nobody else can put it right."""
    ensure_sample(folder, embedder)
    try:
        return _open(folder, embedder)
    except LibraryError:
        ensure_sample(folder, embedder, anew=True)
        return _open(folder, embedder)


def _open(folder: Path, embedder: Embedder) -> Library:
    """The library as it was published last.

    Between reading which moment that is and opening it, another process may publish the next
    one and delete this one's words: then the next one is opened.
    """
    check(folder, embedder.name)
    try:
        return Library(folder, embedder)
    except LibraryError:
        return Library(folder, embedder)


def list_libraries(home: Path) -> tuple[Listed, ...]:
    """Every library of the home by name; damaged ones are listed as such."""
    return tuple(_listed(library_folder(home, name)) for name in known_names(home))


def removable(name: str, home: Path) -> Path:
    """The folder of a library that may be deleted. Raises LibraryError when there is none."""
    folder = library_folder(home, name)
    if name == SAMPLE:
        raise LibraryError("the sample library is part of litassay and cannot be removed")
    if not folder.is_dir():
        raise unknown(home, name)
    return folder


def remove_library(name: str, home: Path) -> None:
    """Delete a library.

    Raises:
        LibraryError: It is unknown, in use by an addition, or the sample library.
        StorageError: The disk refused, or the Chroma that holds its vectors.
    """
    folder = removable(name, home)
    with exclusive(folder):
        dropped(folder)
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise StorageError(f"library {name!r} could not be deleted: {error}") from error


def _listed(folder: Path) -> Listed:
    """One line of the list."""
    if not folder.is_dir():
        return Listed(folder.name, 0, 0, "", "not indexed yet")
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    try:
        records = Records(folder / DATABASE)
        count, additions = records.count(), records.additions()
        records.close()
    except LitassayError as error:
        return Listed(folder.name, 0, size, "", error.message)
    return Listed(folder.name, count, size, _last(additions), _state(additions))


def _last(additions: tuple[Addition, ...]) -> str:
    """When something was last added."""
    return max((a.finished or a.started for a in additions), default="")


def _state(additions: tuple[Addition, ...]) -> str:
    return "complete" if additions and all(a.finished for a in additions) else "incomplete"
