"""Evidence from works other than a claim's own: reported rarely, and only when it is close.

A report that calls a claim confirmed by papers that merely share its topic misleads more than one
that stays silent, so every bar here is set for precision; what was read to set them is in
docs/verification.md.
"""

from collections.abc import Callable

from agents.extractive.reading import ReadClaim, ReadDocument, names
from agents.extractive.stance import Judgement, shortlist
from agents.extractive.topic import about_itself, likeness, nearby
from agents.extractive.verdicts import OtherWork
from agents.law.rules import check
from litassay.types import Evidence

SAME_THING = 0.68
"""Least likeness of claim and sentence for the sentence to be evidence."""
LEAST_COSINE = 0.6
SUPPORT_AT = 0.5
"""Least probability of support that the document must have from the stance classifier."""
REFUTE_AT = 0.6
"""Likewise of refutation, which must also show in a word: a negation, an opposite, a number."""
_SCORES = (0.85, 1.0, 0.95)
"""Score of support at likeness SAME_THING, its growth with likeness, and its ceiling, drawn through
the shares of support found right on reading."""


def independent(
    claim: ReadClaim, document: ReadDocument, judge: Callable[[ReadClaim, ReadDocument], Judgement]
) -> OtherWork | None:
    """What another work says of a claim, or None when it is not close enough to tell."""
    if about_itself(claim.text) or not nearby(claim, document):
        return None
    best = max(shortlist(claim, document), key=lambda i: (likeness(claim, document, i), -i))
    like = likeness(claim, document, best)
    if like < SAME_THING or float(document.vectors[best] @ claim.vector) < LEAST_COSINE:
        return None
    text = document.sentences[best].text
    wanted = names(claim.text)
    if wanted and not wanted & (names(text) | names(document.title)):
        return None
    base = check(claim.text, text, f"{document.title} {document.window(best)}")
    support, refute, _ = judge(claim, document).probabilities
    notes = tuple(f.note for f in base)
    span = document.span(best)
    if not base and support >= SUPPORT_AT:
        score = min(_SCORES[2], _SCORES[0] + _SCORES[1] * (like - SAME_THING))
        return OtherWork(document.id, Evidence(span=span, stance="SUPPORTS", score=score))
    if refute >= REFUTE_AT and any(f.effect == "blocks" for f in base):
        evidence = Evidence(span=span, stance="REFUTES", score=refute, notes=notes)
        return OtherWork(document.id, evidence)
    return None
