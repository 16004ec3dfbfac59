"""What is checked by rule, whoever judges: quotes, numbers, units, comparisons, negation.

Pure functions over two texts, for both crews. A finding either blocks support or lowers it; what
it does to a stance is decided here, in `weigh`, and nowhere else.
"""

import re
from typing import Literal, NamedTuple

from litassay.text.polarity import Conflict, conflicts, read
from litassay.text.quantities import Match, compare, quantities
from litassay.text.quotes import find_quote
from litassay.text.sentences import sentences
from litassay.types import BenchmarkResult, Paper, Span, Stance

LOWERED = 0.75
"""Factor on the score of support for each finding that lowers it."""
ALIGNED = 0.7
"""Share of the content words of each of the two that the other must hold for a negation or an
opposite word to block support: below it, the two may say the same in other words, and a rule over
words cannot tell. Measured with `litassay eval rules`."""


class RuleFinding(NamedTuple):
    """A rule that spoke."""

    rule: Literal["quote", "number", "unit", "comparison", "negation"]
    effect: Literal["blocks", "lowers"]
    """`blocks`: this evidence cannot support the claim. `lowers`: less than it seems to."""
    note: str
    """For the reader, e.g. `number differs: 3.5 % in the claim, 2.1 % here`."""


def check_quote(span: Span, paper: Paper) -> tuple[RuleFinding, ...]:
    """Empty when the quote stands in the stored document, else one finding that blocks."""
    if span.points_at(paper):
        return ()
    here = span.paper_id == paper.id and span.passage < len(paper.passages)
    if here and find_quote(span.quote, paper.passages[span.passage].text):
        return ()
    return (RuleFinding("quote", "blocks", "the quote is not in the stored document"),)


def check(claim: str, evidence: str, context: str = "") -> tuple[RuleFinding, ...]:
    """Compare numbers, units, comparisons and negation of a claim with those of its evidence.

    Args:
        claim: The claim's sentence.
        evidence: The quoted text that is said to bear on it.
        context: Text of the same document in which numbers may be found too: title, neighbours.
    """
    return (*_numbers(claim, evidence, context), *_polarity(claim, evidence))


def check_results(
    results: tuple[BenchmarkResult, ...], evidence: str, context: str = ""
) -> tuple[RuleFinding, ...]:
    """Compare a claim's benchmark results with the evidence by value.

    A value or a change must be a number of the evidence, or of its context; a change may also be
    the difference of two of them. Signs and the choice between 0.93 and 93 % are left open.
    """
    there = [abs(q.value) for q in quantities(f"{evidence} {context}")]
    found = []
    for result in results:
        for name, value in (("value", result.value), ("change", result.delta)):
            if value is not None and not _reported(abs(value), there, name == "change"):
                what = f"{result.metric or 'result'} {name} {value:g}"
                found.append(RuleFinding("number", "blocks", f"not reported here: {what}"))
    return tuple(found)


def _reported(value: float, there: list[float], change: bool) -> bool:
    known = [n * factor for n in there for factor in (1.0, 100.0, 0.01)]
    if change:
        known += [abs(a - b) for a in there for b in there]
    return any(abs(value - n) <= 1e-6 * max(1.0, value) for n in known)


def _numbers(claim: str, evidence: str, context: str) -> list[RuleFinding]:
    """A finding for each number of the claim that neither the evidence nor its context holds."""
    said = quantities(claim)
    near = compare(said, quantities(evidence))
    far = compare(said, quantities(f"{evidence} {context}")) if context else near
    return [
        _number(here)
        for here, there in zip(near, far, strict=True)
        if here.relation != "equal"
        and (here.relation, there.relation) != ("absent", "equal")
        and not _written(here, evidence if here.relation == "differs" else f"{evidence} {context}")
    ]


def _written(match: Match, text: str) -> bool:
    """True when the digits stand in the text where they are no quantity: `TH17`, `16-24 years`."""
    digits = re.sub(r"[^\d.,]", "", match.claim.text).strip(".,")
    other = match.evidence
    if not digits or (other is not None and other.value == match.claim.value):
        return False  # the same number with another unit
    return bool(re.search(rf"(?<![\d.]){re.escape(digits)}(?![\d]|\.\d)", text))


def _number(match: Match) -> RuleFinding:
    """What a number says that is not equal.

    A count or a year that the text does not hold lowers: it is often part of a name, or said of
    what the text lists without counting. One that the text gives otherwise blocks.
    """
    said = " ".join(match.claim.text.split())
    if match.evidence is None:
        plain = match.claim.unit in ("", "calendar") and match.claim.decimals == 0
        effect: Literal["blocks", "lowers"] = "lowers" if plain else "blocks"
        return RuleFinding("number", effect, f"number not found here: {said}")
    here = " ".join(match.evidence.text.split())
    if match.relation == "unit_differs" or match.claim.value == match.evidence.value:
        return RuleFinding("unit", "blocks", f"unit differs: {said} in the claim, {here} here")
    return RuleFinding("number", "blocks", f"number differs: {said} in the claim, {here} here")


def _polarity(claim: str, evidence: str) -> list[RuleFinding]:
    effect: Literal["blocks", "lowers"] = "blocks" if _aligned(claim, evidence) else "lowers"
    seen: dict[str, RuleFinding] = {}
    for conflict in conflicts(claim, evidence):
        rule: Literal["negation", "comparison"] = (
            "negation" if conflict.kind == "negation" else "comparison"
        )
        seen.setdefault(rule, RuleFinding(rule, effect, _polarity_note(conflict)))
    return list(seen.values())


def _polarity_note(conflict: Conflict) -> str:
    what = "negated on one side only" if conflict.kind == "negation" else "says the opposite"
    return f"{what}: “{conflict.claim}” in the claim, “{conflict.evidence}” here"


def _aligned(claim: str, evidence: str) -> bool:
    """True when the claim keeps the words of some sentence of the evidence, and adds few."""
    wanted = _topics(claim)
    return any(
        len(shared) >= ALIGNED * max(len(wanted), len(there))
        for sentence in sentences(evidence)
        if (there := _topics(sentence.text)) and (shared := wanted & there)
    )


def _topics(text: str) -> set[str]:
    """Stems of the content words that say no direction: what may differ is left out."""
    return {t.stem for t in read(text).tokens if t.content and not t.direction}


def weigh(
    stance: Stance, score: float, base: tuple[RuleFinding, ...]
) -> tuple[Stance, float, tuple[str, ...]]:
    """Stance and score after the rules, with the notes to show; only support is touched."""
    notes = tuple(f.note for f in base)
    if stance != "SUPPORTS" or not base:
        return stance, score, notes if stance == "REFUTES" else ()
    if any(f.effect == "blocks" for f in base):
        return "NEUTRAL", 1.0 - score * LOWERED, notes
    return stance, score * LOWERED ** len(base), notes
