"""A checksum of the files that the vector index reads without checking them itself."""

import zlib
from pathlib import Path

from litassay.errors import StorageError

CHUNK = 1 << 20
_WRITTEN = "index_metadata.pickle"
"""Chroma writes it with a graph; before that the other files hold nothing of use."""


def vectors_checksum(folder: Path) -> str:
    """Names, sizes and CRC-32 of the graph files in `folder`, as one text (56 MB take 0.02 s).

    Searching does not change these files. A graph that Chroma has not written yet (below 1,000
    records) is not among them, nor is its database: SQLite notices damage by itself.

    Raises:
        StorageError: A file cannot be read.
    """
    try:
        paths = sorted(path for graph in graphs(folder) for path in graph.iterdir())
        parts = [f"{path.name}:{path.stat().st_size}:{_crc(path):08x}" for path in paths]
    except OSError as error:
        raise StorageError(f"the vectors cannot be read: {error}") from error
    return " ".join(parts) or "none"


def graphs(folder: Path) -> tuple[Path, ...]:
    """The folders of the graphs that Chroma has written; searching only reads them."""
    return tuple(sorted(path.parent for path in folder.glob(f"*/{_WRITTEN}")))


def _crc(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            value = zlib.crc32(block, value)
    return value
