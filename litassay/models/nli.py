"""A Hugging Face sequence-classification cross-encoder as an entailment model (extra `nli`).

torch and transformers are loaded at the first use. Which output means what is read from the
model's own configuration, since models order their labels differently.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from litassay.errors import ModelError, SettingsError

_MEANING = {
    "entail": 0, "support": 0, "contra": 1, "refut": 1, "neutral": 2, "not_enough": 2,
    "not enough": 2, "nei": 2, "unrelated": 2, "no_relation": 2,
}  # fmt: skip
"""How the name of a label begins, to the column of the answer."""
_NOT = ("not_entail", "not entail", "non_entail", "non-entail", "not_support", "unsupported")
"""Of a model with two labels: everything but support. It never says that a claim is refuted."""
BATCH = 16
MAX_TOKENS = 512
_SPECIAL = 2
"""Positions that some models (RoBERTa) keep for themselves."""


class _Loaded(NamedTuple):
    torch: Any
    tokenizer: Any
    model: Any
    most_tokens: int
    """The longest input that the model has positions for."""
    columns: tuple[int, ...]
    """For each output of the model, its column in the answer."""


def columns_of(labels: Mapping[int, str]) -> tuple[int, ...]:
    """The column (0 supports, 1 refutes, 2 neutral) of each output, from a model's label names.

    Raises:
        SettingsError: a label is not understood, or none means support.
    """
    columns = tuple(_column(labels[i]) for i in sorted(labels))
    if 0 not in columns:
        names = ", ".join(repr(labels[i]) for i in sorted(labels))
        raise SettingsError(f"no label of the model means support: {names}")
    return columns


def _column(label: str) -> int:
    name = label.strip().lower()
    if name.startswith(_NOT):
        return 2
    for beginning, column in _MEANING.items():
        if name.startswith(beginning):
            return column
    raise SettingsError(
        f"the model's label {label!r} is not understood",
        "id2label in its config.json must name entailment, contradiction and neutral",
    )


class NliModel:
    """Implements `EntailmentModel`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.name = f"nli:{path}"

    @cached_property
    def _loaded(self) -> _Loaded:
        try:
            import torch
            from transformers import AutoModelForSequenceClassification, AutoTokenizer
            from transformers.utils import logging
        except ImportError as error:
            raise SettingsError(
                f"the verifier {self.name!r} needs torch and transformers",
                "install litassay with the extra `nli`",
            ) from error
        logging.disable_progress_bar()
        try:
            tokenizer = AutoTokenizer.from_pretrained(self._path)
            model = AutoModelForSequenceClassification.from_pretrained(self._path)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"no classifier can be loaded from {self._path!r}", str(error).splitlines()[0]
            ) from error
        model.eval()
        labels = {int(i): str(name) for i, name in model.config.id2label.items()}
        positions = int(getattr(model.config, "max_position_embeddings", 0) or MAX_TOKENS)
        most = min(MAX_TOKENS, positions - _SPECIAL, int(tokenizer.model_max_length))
        return _Loaded(torch, tokenizer, model, most, columns_of(labels))

    def stances(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Shape (len(pairs), 3), in the order given; premises are cut to what the model reads.

        Raises:
            SettingsError: torch is not installed, or there is no such model.
            ModelError: the model failed on this input.
        """
        found = np.zeros((len(pairs), 3))
        for start in range(0, len(pairs), BATCH):
            chances = self._batch(pairs[start : start + BATCH])
            for output, column in enumerate(self._loaded.columns):
                found[start : start + BATCH, column] += chances[:, output]
        return found

    def _batch(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        torch, tokenizer, model, most, _ = self._loaded
        try:
            encoded = tokenizer(
                [p for p, _ in pairs],
                [c for _, c in pairs],
                padding=True,
                truncation="longest_first",
                max_length=most,
                return_tensors="pt",
            )
            with torch.inference_mode():
                scores = model(**encoded).logits.double()
        except (RuntimeError, ValueError, IndexError) as error:
            raise ModelError(f"{self.name} failed: {error}") from error
        return np.asarray(torch.softmax(scores, dim=-1).numpy())
