"""How well sentences are told apart: precision, recall and F1 of one class, by a threshold."""

from collections.abc import Sequence

import numpy as np

from litassay.text.ngram_model import Array


def binary(
    chance: Array | Sequence[float], wanted: Sequence[bool], threshold: float = 0.5
) -> dict[str, float]:
    """Precision, recall and F1 of `chance` ≥ `threshold`, rounded to three places; 0 for none."""
    said, true = np.asarray(chance) >= threshold, np.array(wanted, dtype=bool)
    hits = float((said & true).sum())
    precision, recall = hits / max(1.0, said.sum()), hits / max(1.0, true.sum())
    both = precision + recall
    return {
        "texts": len(true),
        "positive": int(true.sum()),
        "threshold": threshold,
        "precision": round(float(precision), 3),
        "recall": round(float(recall), 3),
        "f1": round(float(2 * precision * recall / both) if both else 0.0, 3),
    }
