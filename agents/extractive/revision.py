"""What the reviewers' findings change in the next version of the report."""

from collections.abc import Sequence

from agents.extractive.standing import Bar
from litassay.types import EvidenceBase, Review

_LOW = 5.0
"""A mean score under this is a finding to act on."""
_RELEVANT, _SURE = 0.5, 0.6


def raised(base: EvidenceBase, reviews: Sequence[Review]) -> Bar:
    """A higher bar where the reviewers scored low; doubted claims go when they are weak."""
    low = _low(reviews)
    off = "answers_question" in low
    doubted = bool(low & {"evidence_strength", "citation_grounding", "numerical_consistency"})
    return Bar(
        relevance=_RELEVANT if off else 0.0,
        confidence=_SURE if doubted else 0.0,
        dropped=_weak(base, reviews),
    )


def _low(reviews: Sequence[Review]) -> frozenset[str]:
    """Dimensions whose mean over the reviewers is low."""
    scores: dict[str, list[float]] = {}
    for review in reviews:
        for s in review.scores:
            if s.score is not None:
                scores.setdefault(s.dimension, []).append(s.score)
    return frozenset(d for d, given in scores.items() if sum(given) / len(given) < _LOW)


def _weak(base: EvidenceBase, reviews: Sequence[Review]) -> frozenset[str]:
    """Claims that a low score points at and that are themselves off topic, unsure or ungrounded."""
    doubted = {
        claim
        for review in reviews
        for s in review.scores
        if s.score is not None and s.score < _LOW
        for claim in s.claim_ids
    }
    checked = base.verifications_by_claim()
    weak = set()
    for claim in base.claims:
        found = checked.get(claim.id)
        unsure = found is None or not found.grounded or (found.confidence or 0.0) < _SURE
        if claim.id in doubted and (unsure or claim.relevance < _RELEVANT):
            weak.add(claim.id)
    return frozenset(weak)
