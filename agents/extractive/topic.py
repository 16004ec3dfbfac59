"""Whether another text speaks of the same thing as a claim: cheap measures before close reading."""

import re

from agents.extractive.features import coverage
from agents.extractive.reading import ReadClaim, ReadDocument

NEAR = 0.5
"""Least cosine of claim and its nearest sentence for a document to be read closely."""
_OWN_WORK = re.compile(
    r"\b(?:our|we|ours|us|this (?:paper|work|study|article|approach|method|model|system)|"
    r"the proposed|proposed (?:method|model|approach|system|framework))\b",
    re.IGNORECASE,
)


def nearby(claim: ReadClaim, document: ReadDocument) -> bool:
    """True when the document may hold evidence, and close reading is worth its time."""
    if not document.sentences:
        return False
    return float((document.vectors @ claim.vector).max()) >= NEAR


def likeness(claim: ReadClaim, document: ReadDocument, index: int) -> float:
    """Mean of weighted coverage of the claim and cosine, for one sentence; 0 to 1."""
    cosine = max(0.0, float(document.vectors[index] @ claim.vector))
    return 0.5 * coverage(claim.stems, document.stems[index]) + 0.5 * cosine


def about_itself(text: str) -> bool:
    """True for a statement about its own paper's work, which no other paper can confirm."""
    return bool(_OWN_WORK.search(text))
