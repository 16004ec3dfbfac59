"""Training linear classifiers of short texts: n-grams chosen by frequency, weights by a convex fit.

The same examples give the same bytes: order does not come from a hash, the solver has no random
part and runs to a tight tolerance on one thread, weights are rounded. scikit-learn is used here
only; `litassay.text.ngram_model` needs numpy alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litassay.evals.folds import grouped_folds
from litassay.text.ngram_model import Array, Grams, NgramModel


@dataclass(frozen=True)
class Examples:
    """Labelled texts; every field has one entry a text."""

    texts: Sequence[str]
    labels: Sequence[str]
    groups: Sequence[str]
    """Texts of one group (a document, a question) are never split between training and testing."""
    named: Array | None = None
    """Further features, shape (n texts, n names)."""
    names: tuple[str, ...] = ()
    weights: Sequence[float] | None = None
    """How much each text counts; None for equal weights."""

    def only(self, rows: NDArray[np.int64]) -> "Examples":
        """The examples at these rows."""
        return Examples(
            [self.texts[i] for i in rows],
            [self.labels[i] for i in rows],
            [self.groups[i] for i in rows],
            None if self.named is None else self.named[rows],
            self.names,
            None if self.weights is None else [self.weights[i] for i in rows],
        )


@dataclass(frozen=True)
class Fitting:
    """How a classifier is fitted."""

    classes: tuple[str, ...]
    grams: Grams = field(default_factory=Grams)
    least: int = 3
    """Texts that an n-gram stands in before it is a feature."""
    most: int = 20_000
    """n-grams kept: those with the heaviest weights of a first fit are fitted again alone."""
    strength: float = 1.0
    """Inverse strength of regularisation (C)."""
    balanced: bool = False
    """Every class counts as much as the others."""


def fit(examples: Examples, how: Fitting) -> NgramModel:
    """The classifier of all examples."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    spelt = [how.grams.of(t) for t in examples.texts]
    seen = Counter(g for grams in spelt for g in grams)
    kept = sorted(g for g, n in seen.items() if n >= how.least)
    with threadpool_limits(1):
        if len(kept) > how.most:
            rough = _fit(examples, how, spelt, kept, tolerance=1e-3)
            kept = sorted(rough.heaviest[: how.most])
        model = _fit(examples, how, spelt, kept)
    return NgramModel.from_json(model.to_json())


def held_out(examples: Examples, how: Fitting, count: int = 5) -> Array:
    """Probabilities of every text from classifiers that saw nothing of its group.

    Shape (n texts, n classes), in the order of `how.classes`.
    """
    found = np.zeros((len(examples.texts), len(how.classes)))
    for test in grouped_folds(examples.groups, count):
        train = np.setdiff1d(np.arange(len(examples.texts)), test)
        part = examples.only(test)
        found[test] = fit(examples.only(train), how).probabilities(part.texts, part.named)
    return found


def _fit(
    examples: Examples,
    how: Fitting,
    spelt: Sequence[Sequence[str]],
    kept: Sequence[str],
    tolerance: float = 1e-6,
) -> NgramModel:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    vocabulary = {gram: row for row, gram in enumerate(kept)}
    rows: Any = _matrix(spelt, vocabulary)
    spread = np.ones(0)
    if examples.named is not None:
        spread = examples.named.std(axis=0)
        spread = np.where(spread > 1e-9, spread, 1.0)
        rows = hstack([rows, csr_matrix(examples.named / spread)], format="csr")
    wanted = np.array([how.classes.index(label) for label in examples.labels])
    solver = LogisticRegression(
        C=how.strength,
        max_iter=5_000,
        tol=tolerance,
        class_weight="balanced" if how.balanced else None,
    )
    solver.fit(rows, wanted, sample_weight=examples.weights)
    weights = solver.coef_.T.copy()
    weights[len(kept) :] /= spread[:, None]
    return NgramModel(
        how.classes, how.grams, vocabulary, examples.names, weights, solver.intercept_
    )


def _matrix(spelt: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> Any:
    """Presence of each known n-gram over the root of how many there are, sparse."""
    from scipy.sparse import csr_matrix

    indices: list[int] = []
    values: list[float] = []
    starts = [0]
    for grams in spelt:
        known = sorted(vocabulary[g] for g in grams if g in vocabulary)
        indices += known
        values += [max(1.0, len(known)) ** -0.5] * len(known)
        starts.append(len(indices))
    return csr_matrix((values, indices, starts), shape=(len(spelt), len(vocabulary)))
