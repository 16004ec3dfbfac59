"""Whether a claim's own source says so: how closely the claim keeps to its verified quote."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.extractive.reading import ReadClaim, content
from agents.rules import RuleFinding, check
from litassay.text.words import stem

COPIED = 0.9
"""Share of the claim's words, in order, from which it counts as copied from its quote."""
FAITHFUL = 0.97
"""Probability that a copied claim on which no rule spoke is supported by its quote; measured on
changed and unchanged sentences, see docs/verification.md."""
LOOSE = 0.5
"""Share of words in order below which the wording says nothing about support."""


class Grounding(NamedTuple):
    """What a claim's own quote says about it."""

    kept: float
    """Share of the claim's words that the quote has in the same order, 0 to 1."""
    support: float
    """Probability that the quote supports the claim, before the rules."""
    findings: tuple[RuleFinding, ...]


def ground(claim: ReadClaim, quote: str, context: str, judged: float) -> Grounding:
    """How far the quote carries the claim.

    Args:
        claim: The claim.
        quote: Its verbatim quote, known to stand in the document.
        context: Title and neighbouring sentences, where pronouns and numbers may come from.
        judged: Probability of support that the stance classifier gives the quote.
    """
    kept = kept_in_order(_stems(claim.text), _stems(f"{context} {quote}"))
    if kept >= COPIED:
        support = max(judged, FAITHFUL)
    elif kept > LOOSE:
        share = (kept - LOOSE) / (COPIED - LOOSE)
        support = max(judged, judged + share * (FAITHFUL - judged))
    else:
        support = judged
    return Grounding(kept, support, check(claim.text, quote, context))


def _stems(text: str) -> list[str]:
    return [stem(w) for w in content(text)]


def kept_in_order(wanted: Sequence[str], there: Sequence[str]) -> float:
    """Longest common subsequence over the length of `wanted`; 0 when nothing is wanted."""
    if not wanted:
        return 0.0
    row = [0] * (len(there) + 1)
    for word in wanted:
        before = 0
        for j, other in enumerate(there, 1):
            keep = row[j]
            row[j] = before + 1 if word == other else max(row[j], row[j - 1])
            before = keep
    return row[-1] / len(wanted)
