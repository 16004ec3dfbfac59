"""The vectors of one library in Chroma: on a server that a group shares, or in a folder of its own.

It answers as `vectors.Vectors` does. Which Chroma is asked says `LITASSAY_CHROMA` alone, never the
library: a library that was received names no server. Chroma takes 0.7 s to import, so that waits
until such a library is opened. Its telemetry is off.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from litassay.errors import LitassayError, SettingsError, StorageError
from store.library.lexical import Years
from store.library.schema import damaged

ADDRESS = "LITASSAY_CHROMA"
"""`http://host:port` of a Chroma server, or the path of a folder."""
_HNSW = {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 1000}
"""A wide search: what it finds hardly depends on how the graph happened to be built."""
NO_YEAR = -1
_Where = dict[str, Any]
_SPARE = 50
"""Neighbours taken beyond those wanted, for units that do not count."""


def chroma_address() -> str:
    """Where vectors of new libraries go; empty for files of the library's own."""
    return os.environ.get(ADDRESS, "")


class ServedVectors:
    """The collection of one library."""

    def __init__(self, name: str, collection: str, units: int = 0, *, create: bool = False) -> None:
        """Open the collection of the library `name`; the first `units` count.

        Raises:
            SettingsError: No Chroma is named.
            LibraryError: It does not hold the library's vectors.
            StorageError: It cannot be reached.
        """
        self._name, self._units = name, units
        with self._sealed():
            self._client: Any = _client(chroma_address(), name)
            self._collection: Any = (
                self._client.get_or_create_collection(
                    collection, embedding_function=None, configuration={"hnsw": _HNSW}
                )
                if create
                else self._client.get_collection(collection, embedding_function=None)
            )
            if self._collection.count() < units:
                raise damaged(name, "Chroma holds fewer vectors than it has units")

    @contextmanager
    def _sealed(self) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except LitassayError:
            raise
        except NotFoundError as error:
            raise damaged(self._name, "its vectors are not in this Chroma") from error
        except (ChromaError, ValueError, RuntimeError, OSError) as error:
            raise StorageError(
                f"the Chroma of library {self._name!r} cannot be used: {error}",
                f"start it, or correct {ADDRESS}, then repeat the command",
            ) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def nearest(
        self,
        vector: NDArray[np.float32],
        n: int,
        years: Years | None,
        gone: Sequence[range],
    ) -> list[int]:
        """Units of the `n` nearest vectors (within the years, both included), nearest first.

        Chroma's graph is approximate; units that do not count are left out here, and by Chroma
        only where that leaves too few, because its filters are slow.
        """
        dead = {unit for numbers in gone for unit in numbers}
        limits: list[_Where] = []
        if years:
            limits = [{"year": {"$gte": max(years.first, 0)}}, {"year": {"$lte": years.last}}]
            if years.undated:
                limits = [{"$or": [{"$and": limits}, {"year": {"$eq": NO_YEAR}}]}]
        found = self._query(vector, n + _SPARE, limits)
        kept = [unit for unit in found if unit < self._units and unit not in dead]
        if len(kept) < n and len(found) == n + _SPARE:
            limits.append({"unit": {"$lt": self._units}})
            if dead:
                limits.append({"unit": {"$nin": sorted(dead)}})
            kept = self._query(vector, n, limits)
        return kept[:n]

    def _query(self, vector: NDArray[np.float32], n: int, limits: Sequence[_Where]) -> list[int]:
        where = {"$and": list(limits)} if len(limits) > 1 else next(iter(limits), None)
        with self._sealed():
            found = self._collection.query(
                query_embeddings=[vector], n_results=n, include=[], where=where
            )
        return [int(i) for i in found["ids"][0]]

    def cosines(self, vector: NDArray[np.float32], units: Sequence[int]) -> dict[int, float]:
        """Exact cosine of the vector with each of the units that is stored."""
        if not units:
            return {}
        with self._sealed():
            found = self._collection.get(ids=list(map(str, units)), include=["embeddings"])
        stored = np.asarray(found["embeddings"], np.float64) @ vector.astype(np.float64)
        by_unit = {int(i): float(c) for i, c in zip(found["ids"], stored, strict=True)}
        return {unit: by_unit.get(unit, 0.0) for unit in units}

    def cut(self, units: int) -> None:
        """Forget the vectors of units from this number on, which a failure left."""
        self._units = units
        with self._sealed():
            if self._collection.count() > units:
                self._collection.delete(where={"unit": {"$gte": units}})

    def append(self, vectors: NDArray[np.float32], years: Sequence[int | None]) -> None:
        """Store the vectors of the next units.

        Raises:
            StorageError: Chroma cannot be reached or refuses.
        """
        numbers = range(self._units, self._units + len(vectors))
        kept = [
            {"unit": unit, "year": NO_YEAR if year is None else year}
            for unit, year in zip(numbers, years, strict=True)
        ]
        with self._sealed():
            most = self._client.get_max_batch_size()
            for start in range(0, len(kept), most):
                part = slice(start, start + most)
                self._collection.upsert(
                    ids=[str(unit) for unit in numbers[part]],
                    embeddings=vectors[part],
                    metadatas=kept[part],
                )
        self._units = numbers.stop

    def drop(self) -> None:
        """Delete the collection."""
        with self._sealed():
            self._client.delete_collection(self._collection.name)


def _client(address: str, name: str) -> Any:
    """A client of the server or the folder, deaf to `.env` files and telemetry settings."""
    import chromadb
    from chromadb.config import Settings

    if not address:
        raise SettingsError(
            f"library {name!r} keeps its vectors in Chroma, and no Chroma is named",
            f"set {ADDRESS} to the server's address (http://host:port) or to its folder",
        )
    settings = Settings(_env_file=None, anonymized_telemetry=False)
    if "://" not in address:
        return chromadb.PersistentClient(path=address, settings=settings)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{ADDRESS} is no address of a server", "write http://host:port")
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    return chromadb.HttpClient(
        host=parts.hostname, port=port, ssl=parts.scheme == "https", settings=settings
    )
