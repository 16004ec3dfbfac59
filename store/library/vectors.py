"""The vectors of one library in Chroma, on disk. It knows ids and years, no text.

Chroma takes 2 s to import, so that waits until a collection is opened. Its telemetry is off.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.library.schema import damaged

_HNSW = {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 400}
"""A wide search: what it finds hardly depends on how the graph happened to be built."""
NO_YEAR = -1


class Vectors:
    """The Chroma half of a library."""

    def __init__(self, path: Path) -> None:
        """Open the collection, and make it where there is none. Raises LibraryError if damaged."""
        self._name = path.parent.name
        with self._sealed():
            self._client: Any = _client(path)
            self._collection: Any = self._client.get_or_create_collection(
                "papers", embedding_function=None, configuration={"hnsw": _HNSW}
            )

    @contextmanager
    def _sealed(self) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError, RuntimeError, OSError) as error:
            raise damaged(self._name, f"vectors: {error}") from error

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def count(self) -> int:
        """Number of vectors."""
        with self._sealed():
            return int(self._collection.count())

    def put(
        self, ids: Sequence[str], vectors: NDArray[np.float32], years: Sequence[int | None]
    ) -> None:
        """Add or replace vectors; `vectors` has shape (len(ids), dimensions)."""
        metadata = [{"year": NO_YEAR if y is None else y} for y in years]
        with self._sealed():
            self._collection.upsert(ids=list(ids), embeddings=vectors, metadatas=metadata)

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

    def get(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors by id, for those that are stored."""
        if not ids:
            return {}
        with self._sealed():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))


def _client(path: Path) -> Any:
    """A client on the folder, deaf to `.env` files and the environment's telemetry settings."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(_env_file=None, anonymized_telemetry=False)
    return chromadb.PersistentClient(path=str(path), settings=settings)
