"""What is checked by rule, whoever judges: quotes, numbers, units, comparisons, negation.

Pure functions over two texts, for both crews. A finding either blocks support or lowers it; what
it does to a stance is decided here, in `weigh`, and nowhere else.
"""

from typing import Literal, NamedTuple

from litassay.text.polarity import Conflict, conflicts, read
from litassay.text.quantities import Match, compare, quantities
from litassay.text.quotes import find_quote
from litassay.types import BenchmarkResult, Paper, Span, Stance

LOWERED = 0.75
"""Factor on the score of support for each finding that lowers it."""
ALIGNED = 0.6
"""Share of the claim's content words that the evidence must hold for a negation or an opposite
word to block support: below it, the two may speak of different things."""


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
        if here.relation != "equal" and (here.relation, there.relation) != ("absent", "equal")
    ]


def _number(match: Match) -> RuleFinding:
    said = " ".join(match.claim.text.split())
    if match.evidence is None:
        return RuleFinding("number", "blocks", f"number not found here: {said}")
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
    wanted = {t.stem for t in read(claim).tokens if t.content}
    there = {t.stem for t in read(evidence).tokens}
    return bool(wanted) and len(wanted & there) / len(wanted) >= ALIGNED


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
