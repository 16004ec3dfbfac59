"""Measured reviewers: each scores one rubric by rule, with the numbers in its reason."""

from collections.abc import Mapping

from agents.extractive.reviewers.candour import CandourReviewer
from agents.extractive.reviewers.evidence import EvidenceReviewer
from agents.extractive.reviewers.grounding import GroundingReviewer
from agents.extractive.reviewers.methods import MethodsReviewer
from agents.extractive.reviewers.numbers import NumbersReviewer
from agents.extractive.reviewers.relevance import RelevanceReviewer
from agents.extractive.reviewers.synthesis import SynthesisReviewer
from litassay.ports import Embedder, Reviewer

WEIGHTS: Mapping[str, float] = {"relevance": 12.0}
"""What measured reviewers weigh where it is not 1: what a reader asks first counts for two thirds
of the rating. Chosen on reports of judged questions; see docs/rating.md."""


def extractive_reviewers(embedder: Embedder) -> tuple[Reviewer, ...]:
    """All measured reviewers, by name."""
    return (
        CandourReviewer(),
        EvidenceReviewer(),
        GroundingReviewer(),
        MethodsReviewer(),
        NumbersReviewer(),
        RelevanceReviewer(embedder),
        SynthesisReviewer(),
    )


__all__ = ["WEIGHTS", "extractive_reviewers"]
