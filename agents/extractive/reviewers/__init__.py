"""Measured reviewers: each scores one rubric by rule, with the numbers in its reason."""

from agents.extractive.reviewers.candour import CandourReviewer
from agents.extractive.reviewers.evidence import EvidenceReviewer
from agents.extractive.reviewers.grounding import GroundingReviewer
from agents.extractive.reviewers.methods import MethodsReviewer
from agents.extractive.reviewers.numbers import NumbersReviewer
from agents.extractive.reviewers.relevance import RelevanceReviewer
from agents.extractive.reviewers.synthesis import SynthesisReviewer
from litassay.ports import Embedder, Reviewer


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


__all__ = ["extractive_reviewers"]
