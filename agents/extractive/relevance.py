"""Relevance of a paper: a logistic function of its fit, with weights learnt from read papers.

How the weights and the threshold were set is told in docs/extractive-crew.md.
"""

import math

from agents.extractive.fit import Fit

WEIGHTS = Fit(
    coverage=3.0, weakest=2.0, title=1.5, sentence=1.5, similar_title=1.0, similar_paper=2.0
)
BIAS = -5.0
THRESHOLD = 0.5


def relevance(fit: Fit) -> float:
    """0 to 1: the estimated probability that a reader finds the paper on topic."""
    total = BIAS + math.fsum(w * x for w, x in zip(WEIGHTS, fit, strict=True))
    return round(1 / (1 + math.exp(-total)), 4)
