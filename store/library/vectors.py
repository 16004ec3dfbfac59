"""The vectors of one library in Chroma, on disk. It knows ids and years, no text.

Chroma takes 2 s to import, so that waits until a collection is opened. Its telemetry is off.
"""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litassay.errors import LibraryError, StorageError
from store.library.checksum import graphs
from store.library.schema import damaged

_HNSW = {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 1000}
"""A wide search: what it finds hardly depends on how the graph happened to be built."""
DATABASE = "chroma.sqlite3"
_COLLECTION = "papers"
_DISK = re.compile(r"disk I/O|disk is full|no space|readonly|read-only|os error", re.IGNORECASE)
"""How Chroma words the errors that are the disk's and not its own."""
NO_YEAR = -1


class Vectors:
    """The Chroma half of a library."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the collection; `create` makes it where there is none.

        Raises:
            LibraryError: There is none, or it is damaged.
        """
        self._name = path.parent.name
        if not create and not (path / DATABASE).is_file():
            raise damaged(self._name, "its vectors are missing")
        self._scratch: TemporaryDirectory[str] | None = None
        if not create and not _writable(path):
            self._scratch = self._copied(path)
            path = Path(self._scratch.name)
        with self._sealed():
            self._client: Any = _client(path)
            self._collection: Any = (
                self._client.get_or_create_collection(
                    _COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW}
                )
                if create
                else self._client.get_collection(_COLLECTION, embedding_function=None)
            )

    @contextmanager
    def _sealed(self) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError, RuntimeError, OSError) as error:
            if _DISK.search(str(error)):
                raise self._unwritable(error) from error
            raise damaged(self._name, f"vectors: {error}") from error

    def _unwritable(self, error: BaseException | None) -> StorageError:
        return StorageError(
            f"vectors of library {self._name!r} cannot be written: {error}",
            "free space or correct the permissions, then repeat the command",
        )

    def _copied(self, path: Path) -> "TemporaryDirectory[str]":
        """A folder in which Chroma may write its database, linked to graphs that it only reads.

        Chroma opens its database for writing even to search it (12 MB for 48,000 records).
        """
        try:
            scratch = TemporaryDirectory(prefix="litassay-vectors-")
            shutil.copyfile(path / DATABASE, Path(scratch.name) / DATABASE)
            for graph in graphs(path):  # what else is there Chroma makes again, and writes
                (Path(scratch.name) / graph.name).symlink_to(graph.resolve())
        except OSError as error:
            raise StorageError(
                f"library {self._name!r} cannot be written, and no copy of its vectors could be "
                f"made to search it: {error}",
                "free space for temporary files (TMPDIR), or correct the library's permissions",
            ) from error
        return scratch

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()
        if self._scratch:
            self._scratch.cleanup()

    def count(self) -> int:
        """Number of vectors."""
        with self._sealed():
            return int(self._collection.count())

    def put(
        self, ids: Sequence[str], vectors: NDArray[np.float32], years: Sequence[int | None]
    ) -> None:
        """Add or replace vectors; `vectors` has shape (len(ids), dimensions).

        Raises:
            StorageError: The disk is full or refuses.
        """
        metadata = [{"year": NO_YEAR if y is None else y} for y in years]
        try:
            with self._sealed():
                self._collection.upsert(ids=list(ids), embeddings=vectors, metadatas=metadata)
        except LibraryError as error:  # it could be opened, so what failed is the writing
            raise self._unwritable(error.__cause__) from error

    def nearest(
        self, vector: NDArray[np.float32], n: int, years: tuple[int, int] | None = None
    ) -> list[str]:
        """Ids of the `n` nearest records (within the years, both included), nearest first."""
        where = None
        if years:
            where = {"$and": [{"year": {"$gte": years[0]}}, {"year": {"$lte": years[1]}}]}
        with self._sealed():
            found = self._collection.query(
                query_embeddings=[vector], n_results=n, include=[], where=where
            )
        return [str(i) for i in found["ids"][0]]

    def settle(self, dimensions: int) -> None:
        """Let Chroma write what it would otherwise write at the first search."""
        self.nearest(np.ones(dimensions, dtype=np.float32), 1)

    def get(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors by id, for those that are stored."""
        if not ids:
            return {}
        with self._sealed():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))


def _writable(path: Path) -> bool:
    """Whether this process may write the database and beside it; false on a read-only mount."""
    return os.access(path, os.W_OK) and os.access(path / DATABASE, os.W_OK)


def _client(path: Path) -> Any:
    """A client on the folder, deaf to `.env` files and the environment's telemetry settings."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(_env_file=None, anonymized_telemetry=False)
    return chromadb.PersistentClient(path=str(path), settings=settings)
