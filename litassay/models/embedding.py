"""The embedded sentence vectors: wordllama's static embeddings, from the weights in its wheel.

It knows no network: the files are read from the installed package and downloads are disabled.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from litassay.errors import StorageError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_CHARACTERS = 20_000
"""What is read of one text: the mean over more words than these hardly moves."""
_BATCH = 256


@contextmanager
def _root_logger_untouched() -> Iterator[None]:
    """Undo what importing wordllama does to everybody's logging (it configures the root)."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    try:
        yield
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers


@cache
def _model(dimensions: int) -> tuple["Tokenizer", NDArray[np.float32]]:
    """Tokenizer and word-piece vectors, loaded once a process (about 1 s, 35 MB)."""
    spec = find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise StorageError("the package wordllama is not installed", "reinstall litassay")
    with _root_logger_untouched():
        from wordllama import WordLlama
    try:
        model: Any = WordLlama.load(
            cache_dir=Path(spec.origin).parent, dim=dimensions, disable_download=True
        )
    except (OSError, ValueError) as error:
        raise StorageError(f"cannot load the embedding model: {error}") from error
    model.tokenizer.no_padding()
    return model.tokenizer, model.embedding


class WordLlamaEmbedder:
    """Mean of static word-piece vectors, unit length. The same text always gives the same bytes.

    The model is loaded at the first use.
    """

    def __init__(self) -> None:
        self.dimensions = 256
        self.name = f"wordllama-{version('wordllama')}-l2_supercat-{self.dimensions}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 256); rows have L2 norm 1, or are 0 for a text without words.

        Each text is pooled by itself, so that its vector does not depend on its neighbours.
        """
        tokenizer, weights = _model(self.dimensions)
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            chunk = [_readable(t) for t in texts[start : start + _BATCH]]
            encoded = tokenizer.encode_batch(chunk, add_special_tokens=False)
            for i, one in enumerate(encoded, start):
                rows[i] = _pool(weights, one.ids)
        return rows


def _readable(text: str) -> str:
    """At most MAX_CHARACTERS, without lone surrogates, which no tokenizer takes."""
    return text[:MAX_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")


def _pool(weights: NDArray[np.float32], ids: Sequence[int]) -> NDArray[np.float32]:
    """Mean vector of the pieces, scaled to length 1; zeros when there are none."""
    if not ids:
        return np.zeros(weights.shape[1], dtype=np.float32)
    pooled = weights[np.minimum(ids, len(weights) - 1)].mean(axis=0, dtype=np.float32)
    length = float(np.linalg.norm(pooled))
    return np.asarray(pooled / length if length else pooled, dtype=np.float32)
