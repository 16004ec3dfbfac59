"""Run folders: one folder holds everything of one run and can be moved, zipped and mailed."""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from litassay.errors import RunError, StorageError
from litassay.plain import check_folder, check_size, read_plain
from store import journal, manifest, shelf
from store.atomic import sync_folder, write_atomically
from store.journal import Journal
from store.manifest import Manifest
from store.shelf import PaperShelf

CHECKPOINTS = "checkpoints.sqlite"
_LOCK = ".lock"
MOST_BYTES = {manifest.FILE_NAME: 4_000_000, CHECKPOINTS: 4_000_000_000}
"""Sizes beyond which a file of a run is not opened; for all others `MOST_OTHER`."""
MOST_OTHER = 256_000_000


class RunFolder:
    """The folder of one run. `create` makes one, `open` finds one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path, first: Manifest) -> "RunFolder":
        """Make the folder and write its manifest.

        Raises:
            RunError: the path holds something else, or another run.
            StorageError: it could not be made.
        """
        folder = cls(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise RunError(
                f"{str(path)!r} is a file, or is below one", "give --out a new or empty folder"
            ) from error
        except OSError as error:
            raise StorageError(
                f"the folder {str(path)!r} could not be made: {error.strerror or error}",
                "give --out a folder that can be written",
            ) from error
        folder._refuse_content()  # before the lock, which would leave its file there
        with folder.lock():
            folder._refuse_content()
            folder.write_manifest(first)
        sync_folder(path.parent)
        return folder

    @classmethod
    def open(cls, path: Path) -> "RunFolder":
        """The folder of an existing run. It may come from a stranger: only plain files are in it.

        Raises:
            RunError: there is no run at this path, or something in it is no plain file or too
                large; it is named.
        """
        if not (path / manifest.FILE_NAME).is_file():
            what = "holds no run" if path.is_dir() else "is not a folder"
            raise RunError(
                f"{str(path)!r} {what}", "`litassay runs list` shows the runs that there are"
            )
        folder = cls(path)
        folder.check()
        return folder

    def check(self) -> None:
        """Raises RunError when something in the folder is no plain file, or too large."""
        check_folder(self.path)
        for file in self.path.iterdir():
            check_size(file, file.lstat().st_size, MOST_BYTES.get(file.name, MOST_OTHER))

    def _refuse_content(self) -> None:
        if (self.path / manifest.FILE_NAME).exists():
            raise RunError(
                f"{str(self.path)!r} already holds a run",
                "continue it with `litassay resume`, or give --out another folder",
            )
        if any(item.name != _LOCK for item in self.path.iterdir()):
            raise RunError(
                f"{str(self.path)!r} is not empty and holds no run",
                "nothing in it was touched; give --out a new or empty folder",
            )

    @property
    def checkpoints(self) -> Path:
        """Path of the checkpoint database."""
        return self.path / CHECKPOINTS

    @property
    def manifest(self) -> Manifest:
        """The manifest as it is on disk.

        Raises:
            RunError: it cannot be read.
        """
        return manifest.from_text(self.read_text(manifest.FILE_NAME), self.path.name)

    def write_manifest(self, changed: Manifest) -> None:
        """Replace the manifest."""
        self.write_text(manifest.FILE_NAME, manifest.to_text(changed))

    def write_text(self, name: str, text: str) -> Path:
        """Write a file of the run, whole or not at all, and return its path.

        Raises:
            StorageError: it could not be written.
        """
        path = self.path / name
        write_atomically(path, text)
        return path

    def read_text(self, name: str) -> str:
        """The text of a file of the run.

        Raises:
            RunError: there is no such file, it is not plain or too large, or it is not text.
        """
        most = MOST_BYTES.get(name, MOST_OTHER)
        try:
            return read_plain(self.path / name, most).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RunError(f"{name!r} of the run {self.path.name!r} cannot be read") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for this process; the lock goes when the process does.

        Raises:
            RunError: another process holds it.
            StorageError: the folder cannot be written.
        """
        try:
            with FileLock(self.path / _LOCK, timeout=0):
                yield
        except Timeout as error:
            raise RunError(
                f"the run folder {str(self.path)!r} is in use by another process",
                "wait until it has finished, or give --out another folder",
            ) from error
        except PermissionError as error:
            raise StorageError(f"the folder {str(self.path)!r} cannot be written") from error

    def shelf(self) -> PaperShelf:
        """The papers of the run, to be read and added to."""
        return PaperShelf(self.path / shelf.FILE_NAME)

    def journal(self, *, growing: bool = True) -> Journal:
        """The journal of the run; `growing` while the run is under way, False for replay."""
        return Journal(self.path / journal.FILE_NAME, growing=growing)

    def discard_unless_begun(self) -> None:
        """Delete the run if nothing was asked and no step was taken in it."""
        if (self.path / journal.FILE_NAME).exists() or self.checkpoints.exists():
            return
        shutil.rmtree(self.path, ignore_errors=True)

    def forget_progress(self) -> None:
        """Drop checkpoints and papers, so that the run is made again from its journal."""
        for name in (CHECKPOINTS, f"{CHECKPOINTS}-wal", f"{CHECKPOINTS}-shm", shelf.FILE_NAME):
            (self.path / name).unlink(missing_ok=True)


def default_folder(question: str, stamp: str, root: Path = Path("runs")) -> Path:
    """`runs/<stamp>-<slug>`, with a number behind it when that is taken.

    Args:
        question: The question; it is reduced to ASCII words.
        stamp: Date and time, e.g. `20260131-142501`.
        root: Where runs are kept.
    """
    wanted = root / f"{stamp}-{slug(question)}"
    path, number = wanted, 2
    while path.exists():
        path, number = wanted.with_name(f"{wanted.name}-{number}"), number + 1
    return path


def slug(text: str, longest: int = 48) -> str:
    """Lower-case ASCII words joined by hyphens, at most `longest` characters; `run` if none."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    out = ""
    for word in words:
        if len(out) + len(word) + 1 > longest:
            break
        out = f"{out}-{word}" if out else word
    return out or "run"


def find_runs(root: Path = Path("runs")) -> list[RunFolder]:
    """The runs in a folder, sorted by name; none of them is opened, nor checked."""
    if not root.is_dir():
        return []
    found = sorted(p for p in root.iterdir() if os.path.lexists(p / manifest.FILE_NAME))
    return [RunFolder(path) for path in found]
