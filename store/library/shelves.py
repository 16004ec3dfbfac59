"""Where libraries are kept and what they may be called."""

import os
import re
from pathlib import Path

from rapidfuzz.process import extractOne

from litassay.errors import LibraryError, SettingsError

SAMPLE = "sample"
"""The library that ships with the product and is always there."""
_DEVICE = re.compile(r"CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
DATABASE, VECTORS = "papers.sqlite", "vectors"
"""What a library's folder holds, beside the folders of its word indexes."""


def default_home() -> Path:
    """The folder for litassay's data: `LITASSAY_HOME`, or the user's data folder.

    Raises:
        SettingsError: the user has no home folder, and none was named; or what was named is a file.
    """
    from platformdirs import user_data_dir

    chosen = os.environ.get("LITASSAY_HOME")
    try:
        home = Path(chosen) if chosen else Path(user_data_dir("litassay", appauthor=False))
    except RuntimeError as error:
        raise SettingsError(f"there is no home folder: {error}", "set LITASSAY_HOME") from error
    there = next((path for path in (home, *home.parents) if path.exists()), home)
    if there.exists() and not there.is_dir():
        what = "LITASSAY_HOME names" if chosen else "libraries would be kept below"
        raise SettingsError(f"{what} {str(home)!r}, but {str(there)!r} is a file", "name a folder")
    return home


def library_folder(home: Path, name: str) -> Path:
    """The folder of a library, whether or not it exists.

    Raises:
        LibraryError: The name is not made of letters, digits, `-`, `_` and `.`.
    """
    if not _NAME.fullmatch(name) or name.endswith(".") or _is_reserved(name):
        raise LibraryError(
            f"{name!r} cannot be the name of a library",
            "use up to 64 letters, digits, '-', '_' and '.', starting with a letter or digit; "
            "names of Windows devices (CON, NUL) and other spellings of `sample` are taken",
        )
    return home / "libraries" / name


def _is_reserved(name: str) -> bool:
    """True for what some file systems cannot hold, or hold as the sample library."""
    stem = name.partition(".")[0].upper()
    return bool(_DEVICE.fullmatch(stem)) or (name.lower() == SAMPLE and name != SAMPLE)


def known_names(home: Path) -> tuple[str, ...]:
    """The libraries that are there, the sample among them, sorted."""
    root = home / "libraries"
    there = (p.name for p in root.iterdir() if p.is_dir()) if root.is_dir() else ()
    return tuple(sorted({SAMPLE, *(n for n in there if _NAME.fullmatch(n))}))


def unknown(home: Path, name: str) -> LibraryError:
    """The error for a library that is not there, naming those that are and the likeliest one."""
    names = known_names(home)
    near = extractOne(name.lower(), {n: n.lower() for n in names}, score_cutoff=60)
    guess = f"did you mean {near[2]!r}? " if near else ""
    listed = ", ".join(names)
    return LibraryError(f"there is no library {name!r}", f"{guess}known libraries: {listed}")
