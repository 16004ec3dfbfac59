"""Themes: claims of a run clustered by meaning, each led by its clearest claim.

Knows claims and their vectors; what papers say of a theme is the weigher's to find.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from litassay.types import Claim

Vectors = NDArray[np.float32]
APART = 0.45
"""Distance (1 - cosine, average linkage) from which two groups of claims are two themes."""


class Theme(NamedTuple):
    """Claims that say nearly the same."""

    lead: Claim
    claims: tuple[Claim, ...]
    """The lead first."""

    @property
    def papers(self) -> int:
        """How many papers the claims come from."""
        return len({c.paper_id for c in self.claims})


def themes(claims: Sequence[Claim], vectors: Vectors) -> tuple[Theme, ...]:
    """The themes, those of most papers first, ties by the relevance of their lead.

    Args:
        claims: Claims that stand.
        vectors: Their unit vectors, shape (len(claims), dimensions).
    """
    groups = [_theme(claims, vectors, members) for members in _clusters(vectors)]
    return tuple(sorted(groups, key=lambda t: (-t.papers, -t.lead.relevance, t.lead.id)))


def _clusters(vectors: Vectors) -> list[list[int]]:
    """Agglomerative clustering with average linkage (Sokal and Michener 1958).

    The nearest two groups are joined while their mean distance is below APART; ties go to the
    first. Lance and Williams' update keeps the distances (1967).
    """
    members = [[n] for n in range(len(vectors))]
    apart = np.round(1.0 - vectors.astype(np.float64) @ vectors.T.astype(np.float64), 6)
    np.fill_diagonal(apart, np.inf)
    while len(members) > 1:
        one, other = divmod(int(apart.argmin()), len(members))
        if apart[one, other] > APART:
            break
        low, high = sorted((one, other))
        sizes = len(members[low]), len(members[high])
        joined = np.round((sizes[0] * apart[low] + sizes[1] * apart[high]) / sum(sizes), 6)
        apart[low], apart[:, low] = joined, joined
        apart[low, low] = np.inf
        apart = np.delete(np.delete(apart, high, axis=0), high, axis=1)
        members[low] = sorted(members[low] + members.pop(high))
    return sorted(members)


def _theme(claims: Sequence[Claim], vectors: Vectors, members: Sequence[int]) -> Theme:
    """Led by the claim that is nearest to the others and most to the point, ties by place."""
    middle = vectors[list(members)].mean(axis=0)
    worth = {n: float(vectors[n] @ middle) + claims[n].relevance for n in members}
    order = sorted(members, key=lambda n: (-round(worth[n], 6), n))
    return Theme(claims[order[0]], tuple(claims[n] for n in order))
