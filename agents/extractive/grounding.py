"""Whether a claim's own source says so: how closely the claim keeps to its verified quote."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from agents.extractive.reading import content, names
from agents.law.rules import RuleFinding, check
from litassay.text.opposites import NEGATIONS
from litassay.text.words import stem, words

COPIED = 0.9
"""Share of the claim's content words, in order, from which it counts as copied from its quote."""
FAITHFUL = 0.97
"""Probability that a copied claim on which no rule spoke is supported by its quote; measured on
changed and unchanged sentences, see docs/verification.md."""
CHANGED = 0.3
"""How much of that probability goes when every word of a copied claim was changed."""
LOOSE = 0.5
"""Share of words in order below which the wording says nothing about support."""


class Grounding(NamedTuple):
    """What a claim's own quote says about it."""

    support: float
    """Probability that the quote supports the claim, before the rules."""
    base: tuple[RuleFinding, ...]


def ground(claim: str, quote: str, context: str, judged: float) -> Grounding:
    """How far the quote carries the claim.

    Args:
        claim: The claim's sentence.
        quote: Its verbatim quote, known to stand in the document.
        context: Title and neighbouring sentences, where pronouns and numbers may come from.
        judged: Probability of support that the stance classifier gives the quote.
    """
    base = (*check(claim, quote, context), *_names(claim, f"{quote} {context}"))
    wanted = [stem(w) for w in content(claim)]
    kept = _kept(wanted, [stem(w) for w in content(f"{context} {quote}")])
    if kept <= LOOSE:
        return Grounding(judged, base)
    share = min(1.0, (kept - LOOSE) / (COPIED - LOOSE))
    near = FAITHFUL - CHANGED * (1.0 - _kept(words(claim), words(quote)))
    if kept >= COPIED and not any(f.rule == "negation" for f in base):
        base += _negations(claim, quote)
    return Grounding(max(judged, judged + share * (near - judged)), base)


def _kept(wanted: list[str], there: list[str]) -> float:
    """Share of the wanted words that are there in the same order; 0 when nothing is wanted."""
    if not wanted:
        return 0.0
    blocks = SequenceMatcher(None, there, wanted, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks) / len(wanted)


def _names(claim: str, there: str) -> tuple[RuleFinding, ...]:
    """Names and numbers of the claim, however written, that its source does not have."""
    here = set(words(there)) | names(there)
    listed = set(re.findall(r"\d+(?:[.,]\d+)*", there))
    strange = [w for w in sorted(names(claim)) if w not in here]
    strange += [n for n in re.findall(r"(?<=[A-Za-z] )\d+(?:[.,]\d+)*", claim) if n not in listed]
    if not strange:
        return ()
    return (RuleFinding("number", "lowers", f"not in the source: {', '.join(strange)}"),)


def _negations(claim: str, quote: str) -> tuple[RuleFinding, ...]:
    """A negation that was dropped from, or put into, the stretch that was copied."""
    here, there = words(claim), words(quote)
    blocks = SequenceMatcher(None, there, here, autojunk=False).get_matching_blocks()
    matched = [b for b in blocks if b.size]
    if not matched:
        return ()
    stretch = there[matched[0].a : matched[-1].a + matched[-1].size]
    said, stood = _negating(here), _negating(stretch)
    if said == stood:
        return ()
    note = f"negations differ: {said} in the claim, {stood} in its quote"
    return (RuleFinding("negation", "blocks", note),)


def _negating(tokens: list[str]) -> int:
    return sum(t in NEGATIONS or t.endswith(("n't", "n’t")) for t in tokens)
