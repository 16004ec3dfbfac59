"""Whether a library can be searched by this version, with this embedding model."""

import shlex
from pathlib import Path

from litassay.errors import LibraryError
from store.library.records import Records
from store.library.schema import SCHEMA_VERSION
from store.library.shelves import DATABASE


def check(folder: Path, embedding: str) -> None:
    """Raise LibraryError unless the library can be searched with this embedding model."""
    records = Records(folder / DATABASE)
    try:
        misfit(folder.name, records, embedding)
        if not records.state().words:
            again = unfinished(folder.name, records) or "add its files again"
            raise LibraryError(f"library {folder.name!r} is incomplete", f"finish it: {again}")
    finally:
        records.close()


def unfinished(name: str, records: Records) -> str:
    """The command that finishes an addition that was interrupted; empty when there is none."""
    sources = [one.source for one in records.additions() if one.finished is None]
    return f"litassay library add {shlex.quote(sources[0])} --name {name}" if sources else ""


def misfit(name: str, records: Records, embedding: str) -> None:
    """Raise LibraryError when another version or another embedding model made the library."""
    meta = records.meta()
    if meta.get("schema") != str(SCHEMA_VERSION):
        made = f"index version {meta.get('schema', 'none')}, not {SCHEMA_VERSION}"
    elif meta.get("embedding") != embedding:
        made = f"vectors of {meta.get('embedding')}, not {embedding}"
    else:
        return
    raise LibraryError(f"library {name!r} has {made}", rebuilding(name, records))


def rebuilding(name: str, records: Records) -> str:
    """The commands that make the library anew."""
    adding = [
        f"litassay library add {shlex.quote(one.source)} --name {name}"
        for one in records.additions()
    ]
    return "make it anew: " + "; ".join([f"litassay library remove {name} --yes", *adding])
