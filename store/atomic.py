"""Writing a file whole or not at all. A reader never sees half of one, not even after a crash."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from litassay.errors import StorageError


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace `path` by this content: temporary file, fsync, rename, fsync of the folder.

    A folder that is not there is made.

    Raises:
        StorageError: the disk is full or the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
            sync_folder(path.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(
            f"{path.name!r} could not be written: {error.strerror or error}",
            "free some space or choose another folder with --out",
        ) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can do that."""
    with suppress(OSError):  # some systems cannot, or may not read the folder: no name is lost yet
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
