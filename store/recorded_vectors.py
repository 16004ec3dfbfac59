"""A sentence model whose vectors go through the journal.

Its last bits depend on the processor, and a server's on the day; with its vectors in the journal a
replay sees what the run saw. Vectors are kept as whole numbers from -127 to 127 times one scale.
"""

import base64
import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from litassay.ports import Embedder
from store.exchanges import Answer, Exchanges

_STEPS = 127


class RecordedVectors:
    """Wraps an embedder.

    Args:
        name: Its name.
        embedder: The model; None where nothing may be asked live (replay).
        exchanges: The exchanges of the run.
    """

    def __init__(self, name: str, embedder: Embedder | None, exchanges: Exchanges) -> None:
        self.name = name
        self._embedder = embedder
        self._exchanges = exchanges

    async def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Shape (len(texts), dimensions), unit length, as they stand in the journal.

        Raises:
            ReplayDiverged: a replay asked something new.
        """

        async def live() -> Answer:
            assert self._embedder is not None
            return packed(self._embedder.embed(texts))

        named = [hashlib.sha256(t.encode("utf-8", "surrogatepass")).hexdigest()[:16] for t in texts]
        request = {"model": self.name, "texts": named}
        return unpacked(await self._exchanges.answer("embedding", request, live, "screener"))


def packed(rows: NDArray[np.float32]) -> Answer:
    """Vectors as one text, each with its own scale."""
    most = np.abs(rows).max(axis=1, keepdims=True)
    steps = np.rint(rows / np.where(most > 0, most, 1) * _STEPS).astype(np.int8)
    return {"dimensions": rows.shape[1], "int8": base64.b64encode(steps.tobytes()).decode("ascii")}


def unpacked(answer: Answer) -> NDArray[np.float64]:
    """The vectors of `packed`, unit length again."""
    raw = np.frombuffer(base64.b64decode(answer["int8"]), dtype=np.int8)
    rows = raw.reshape(-1, answer["dimensions"]).astype(np.float64)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1))
