"""Relevance of a paper: a logistic function of its fit, its weights learnt from read papers.

How the weights and the threshold were set is told in docs/extractive-crew.md.
"""

import math
from collections.abc import Sequence

from agents.extractive.fit import Fit

WEIGHTS = Fit(coverage=1.79, title=0.81, density=2.86, peers=7.64, early=-4.16)
BIAS = -8.58
THRESHOLD = 0.25
"""Below it a paper is off topic."""
APART = 0.55
"""The threshold where no candidate names the question's two weightiest concepts together."""
SHARE_OF_BEST = 0.45
"""A paper must also reach this share of the relevance of the best one."""
MANY = 5
"""So many candidates that name the combination are enough to read them first."""
SHARE_WITHOUT = 0.9
"""Where they are, a paper that lacks the combination must reach this share of the best."""


def relevance(fit: Fit) -> float:
    """0 to 1: the estimated probability that a reader finds the paper on topic."""
    total = BIAS + math.fsum(w * x for w, x in zip(WEIGHTS, fit, strict=True))
    return round(1 / (1 + math.exp(-total)), 4)


def bars(scores: Sequence[float], named: Sequence[bool], threshold: float) -> list[float]:
    """Relevance that each paper must reach, given which candidates name the combination.

    Where none does, the library speaks at best to parts of the question, and all need more. Where
    many do, a paper that does not needs to be near the best.
    """
    best = max(scores, default=0.0)
    met = sum(n and s >= threshold for s, n in zip(scores, named, strict=True))
    bar = max(threshold if met else max(threshold, APART), SHARE_OF_BEST * best)
    without = max(bar, SHARE_WITHOUT * best) if met >= MANY else bar
    return [bar if n else without for n in named]
