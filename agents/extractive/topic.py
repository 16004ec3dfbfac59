"""Whether a document of another work speaks of the same thing as a claim, judged cheaply."""

from agents.extractive.features import coverage
from agents.extractive.reading import ReadClaim, ReadDocument

NEAR = 0.45
"""Least cosine of claim and its nearest sentence for a document to be read closely."""
COVERED = 0.5
"""Least weighted share of the claim's stems that the document must hold."""


def nearby(claim: ReadClaim, document: ReadDocument) -> bool:
    """True when the document may hold evidence, and close reading is worth its time."""
    if not document.sentences:
        return False
    nearest = float((document.vectors @ claim.vector).max())
    return nearest >= NEAR and coverage(claim.stems, document.all_stems) >= COVERED
