"""Plain files only: what a stranger may have put into a folder is refused by name, not followed.

A run folder, a library and a prompt set are made of folders and regular files. A link would be read
or written where it points; a device or a pipe would never end; a hard link is a second name of a
file that is somewhere else. What is opened here is checked again as it is opened.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from litassay.errors import RunError, UserError

MOST_FILES = 5_000
"""Files and folders that one folder may hold, all levels together."""
DEEPEST = 6
"""Levels of folders below it."""


def check_folder(folder: Path, kind: type[UserError] = RunError) -> None:
    """Refuse a folder that holds anything but folders and plain files.

    The folder itself may be a link: whoever names it has chosen it.

    Args:
        folder: The folder; one that is not there holds nothing.
        kind: The error to raise.

    Raises:
        UserError: of that kind; the first thing that is not plain is named.
    """
    for count, entry in enumerate(_entries(folder, folder, 1, kind), 1):
        if count > MOST_FILES:
            raise kind(f"{folder.name!r} holds more than {MOST_FILES:,} files", "nothing was read")
        why = odd(entry)
        if why:
            raise refused(Path(entry.path).relative_to(folder), folder, why, kind)


def _entries(
    folder: Path, top: Path, level: int, kind: type[UserError]
) -> Iterator["os.DirEntry[str]"]:
    if level > DEEPEST:
        raise kind(f"{top.name!r} holds more than {DEEPEST} levels of folders", "nothing was read")
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise kind(f"{str(folder)!r} cannot be read: {error.strerror or error}") from error
    for entry in entries:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), top, level + 1, kind)


def odd(entry: "os.DirEntry[str] | Path") -> str:
    """What a file is, when it is not a folder or a plain file; else empty."""
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # removed by another process in the meantime
        return ""
    return _oddity(found)


def _oddity(found: os.stat_result) -> str:
    mode = found.st_mode
    if stat.S_ISDIR(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "a link"
    if not stat.S_ISREG(mode):
        return "a device or a pipe"
    return "a hard link" if found.st_nlink > 1 else ""


def refused(
    name: Path | str, folder: Path, why: str, kind: type[UserError] = RunError
) -> UserError:
    """The error for something that is not plain."""
    return kind(
        f"{str(name)!r} in {folder.name!r} is {why}, and only plain files are used there",
        "put a copy of the file in its place, or remove it",
    )


def open_plain(path: Path, flags: int, mode: int = 0o644) -> int:
    """A file descriptor of a plain file; links are not followed, and a pipe is not waited for.

    Raises:
        RunError: it is a link, a device or a hard link.
        OSError: it cannot be opened.
    """
    try:
        handle = os.open(path, flags | _NEVER_FOLLOW, mode)
    except OSError as error:
        why = odd(path)
        if why:
            raise refused(path.name, path.parent, why) from error
        raise
    why = _oddity(os.fstat(handle))
    if why:
        os.close(handle)
        raise refused(path.name, path.parent, why)
    return handle


def read_plain(path: Path, most: int) -> bytes:
    """The content of a plain file of at most `most` bytes.

    Raises:
        RunError: it is not plain, or larger.
        OSError: it cannot be read.
    """
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        check_size(path, os.fstat(file.fileno()).st_size, most)
        content = file.read(most + 1)
    check_size(path, len(content), most)
    return content


def check_size(path: Path, size: int, most: int) -> None:
    """Raises RunError for a file that is larger than it may be."""
    if size > most:
        raise RunError(
            f"{path.name!r} in {path.parent.name!r} has {size / 1e6:,.1f} MB, and at most "
            f"{most / 1e6:,.0f} MB are read",
            "no run of litassay writes such a file",
        )


_NEVER_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
