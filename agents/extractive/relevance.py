"""Relevance of a paper: a logistic function of its fit, with weights learnt from read papers.

How the weights and the threshold were set is told in docs/extractive-crew.md.
"""

import math

from agents.extractive.fit import Fit

WEIGHTS = Fit(coverage=1.52, title=1.17, density=2.88, similar_question=1.28, similar_concepts=1.72)
BIAS = -4.80
THRESHOLD = 0.3
"""Below it a paper is off topic: no unanswerable question of the study keeps a paper above it."""
APART = 0.45
"""The threshold where no candidate names the question's two weightiest concepts together."""
SHARE_OF_BEST = 0.55
"""A paper must also reach this share of the relevance of the best one."""


def relevance(fit: Fit) -> float:
    """0 to 1: the estimated probability that a reader finds the paper on topic."""
    total = BIAS + math.fsum(w * x for w, x in zip(WEIGHTS, fit, strict=True))
    return round(1 / (1 + math.exp(-total)), 4)
