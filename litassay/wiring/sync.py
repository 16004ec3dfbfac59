"""Joins a folder of documents to the library that follows it."""

import time
from collections.abc import Iterator
from pathlib import Path

from litassay.errors import InputError, LibraryError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.ports import Progress
from litassay.sources.fulltext.file import read_file
from litassay.types import Paper
from store.library.folder import contents
from store.library.following import Synced, follow, followed_folder
from store.library.shelves import SAMPLE, library_folder

QUIET = 2.0
"""Seconds without a change before a folder is read: a file may still be copied."""


def sync(name: str, home: Path, folder: Path | None, progress: Progress) -> Synced:
    """Bring a library up to its folder, which is remembered from the first time on.

    Raises:
        InputError: No folder was named, now or before, or it is not there.
        LibraryError, StorageError: As `follow`.
    """
    root = followed(name, home, folder)
    files = _documents(root)

    def read(file: str) -> Paper | str:
        return read_file(files[file])

    library = library_folder(home, name)
    return follow(library, WordLlamaEmbedder(), str(root), files, read, progress)


def watch(name: str, home: Path, folder: Path | None, progress: Progress) -> Iterator[Synced]:
    """The same now and whenever the folder has changed and come to rest; without an end."""
    root = followed(name, home, folder)
    yield sync(name, home, root, progress)
    settled = before = _shape(root)
    while True:
        time.sleep(QUIET)
        now = _shape(root)
        if now == before and now != settled:
            yield sync(name, home, root, progress)
            settled = now
        before = now


def followed(name: str, home: Path, folder: Path | None) -> Path:
    """The folder that is named now, or that the library follows.

    Raises:
        InputError: There is none.
    """
    if name == SAMPLE:
        raise LibraryError("the sample library is fixed", "choose another name")
    root = folder.resolve() if folder else followed_folder(library_folder(home, name))
    if root is None:
        raise InputError(
            f"library {name!r} follows no folder yet", f"litassay library sync {name} FOLDER"
        )
    if not root.is_dir():
        raise InputError(f"{str(root)!r} is not a folder", "nothing was removed from the library")
    return root


def _documents(root: Path) -> dict[str, Path]:
    return {path.relative_to(root).as_posix(): path for path in contents(root).documents}


def _shape(root: Path) -> frozenset[tuple[str, int, int]]:
    """What tells that a file is new, changed or gone, without reading one."""
    found = []
    for path in root.rglob("*"):
        try:
            status = path.stat()
        except OSError:
            continue  # gone between the two looks
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return frozenset(found)
