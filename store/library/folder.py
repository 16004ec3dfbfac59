"""What a folder of papers holds: files of records, documents, and what is not read.

It links documents to the records that name them; it reads neither.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio

from litassay.errors import InputError, LitassayError
from litassay.text.words import words
from litassay.types import Paper
from store.library.intake import Item
from store.library.kinds import kind_of

_DOCUMENT = "document"
_SIDE = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".zotero-ft-cache", ".zotero-ft-info"})
_NAMED = re.compile(r"(?P<who>.+?) - (?:(?P<year>\d{4}) - )?(?P<title>.{6,})")
"""`Author - Year - Title`, as Zotero names files."""
_ALIKE = 92.0
"""Least agreement (0 to 100) of a file's name with a record's title."""
SHOWN = 5


class Contents(NamedTuple):
    """The files of a folder, each list sorted by path."""

    root: Path
    references: tuple[tuple[Path, str], ...]
    """Files of records, with their kinds."""
    documents: tuple[Path, ...]
    unread: tuple[Path, ...]

    def name(self, path: Path) -> str:
        """The path inside the folder."""
        return path.relative_to(self.root).as_posix()


def contents(folder: Path) -> Contents:
    """What the folder and its folders hold; links out of it are not followed.

    Raises:
        InputError: it is no folder, or holds nothing that is read.
    """
    references, documents, unread = [], [], []
    for path in _files(folder):
        try:
            kind = kind_of(path)
        except LitassayError:
            kind = ""
        if kind == _DOCUMENT:
            documents.append(path)
        elif kind:
            references.append((path, kind))
        else:
            unread.append(path)
    if not references and not documents:
        raise InputError(
            f"{str(folder)!r} holds no PDF, JATS or HTML file and no file of references"
        )
    return Contents(folder, tuple(references), tuple(documents), tuple(unread))


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise InputError(f"{str(folder)!r} is not a folder")
    inside = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(p.startswith(".") for p in path.relative_to(folder).parts)
        if hidden or path.name.lower() in _SIDE or path.is_symlink() or not path.is_file():
            continue
        if path.resolve().is_relative_to(inside):
            yield path


def linked(records: Sequence[Item], found: Contents) -> Mapping[Path, int]:
    """The record (its place in the list) of each document that belongs to one."""
    by_name: dict[str, list[Path]] = {}
    for path in found.documents:
        by_name.setdefault(path.name.lower(), []).append(path)
    pairs: dict[Path, int] = {}
    for at, item in enumerate(records):
        for file in item.files:
            meant = _meant(file, by_name)
            if meant:
                pairs.setdefault(meant, at)
    titles = [(at, item.outcome) for at, item in enumerate(records)]
    for path in found.documents:
        if path not in pairs and (match := _called_like(path, titles)) is not None:
            pairs[path] = match
    return pairs


def _meant(file: str, by_name: Mapping[str, Sequence[Path]]) -> Path | None:
    """The document whose path ends as the record writes it; alone of its name, or in its folder."""
    parts = PurePosixPath(file.replace("\\", "/").removeprefix("file://")).parts
    there = by_name.get(parts[-1].lower(), ()) if parts else ()
    ranked = sorted(there, key=lambda p: (-_shared(p, parts), p.as_posix()))
    if not ranked:
        return None
    sure = len(ranked) == 1 or _shared(ranked[0], parts) > _shared(ranked[1], parts)
    return ranked[0] if sure else None


def _shared(path: Path, parts: Sequence[str]) -> int:
    """How many parts agree, from the end."""
    count = 0
    for one, other in zip(reversed(path.parts), reversed(parts), strict=False):
        if one.lower() != other.lower():
            break
        count += 1
    return count


def _called_like(path: Path, titles: Sequence[tuple[int, object]]) -> int | None:
    """The one record whose title and year the file's name has."""
    named = _NAMED.fullmatch(path.stem.replace("_", " "))
    if not named:
        return None
    sought = " ".join(words(named["title"]))
    fits = [
        at
        for at, paper in titles
        if isinstance(paper, Paper)
        and (not named["year"] or paper.year in (None, int(named["year"])))
        and len(sought) >= 12
        and partial_ratio(sought, " ".join(words(paper.title))) >= _ALIKE
    ]
    return fits[0] if len(fits) == 1 else None


def notes_on(found: Contents, linked_count: int) -> tuple[str, ...]:
    """What was read of the folder and what was not, by kind."""
    notes = []
    if found.references:
        listed = ", ".join(f"{found.name(path)} ({kind})" for path, kind in found.references)
        notes.append(f"records are read from {listed}")
    if linked_count:
        notes.append(f"{linked_count:,} of {len(found.documents):,} documents are texts of records")
    kinds = Counter(path.suffix.lower() or "without an ending" for path in found.unread)
    for kind, count in sorted(kinds.items()):
        names = [
            found.name(p) for p in found.unread if (p.suffix.lower() or "without an ending") == kind
        ]
        more = f" and {count - SHOWN:,} more" if count > SHOWN else ""
        notes.append(f"not read ({kind}): {', '.join(names[:SHOWN])}{more}")
    return tuple(notes)
