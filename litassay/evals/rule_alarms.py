"""False alarms of the rules: how often each blocks a claim that people found supported.

Knows nothing of models: a rule is put to every rationale that a labelled set calls support.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from agents.law.rules import RuleFinding, check
from litassay.evals.verification_data import LabelledClaims, LabelledPair

RULES = ("number", "unit", "comparison", "negation")


class RuleAlarms(NamedTuple):
    """What `litassay eval rules` reports of one labelled set."""

    data: str
    rationales: int
    """Sets of sentences that carry their claim."""
    blocked: int
    """Of them, those on which any rule blocked support."""
    by_rule: tuple[tuple[str, int], ...]
    examples: tuple[tuple[str, str], ...]
    """(claim, note) of what was blocked, in the order of the data."""


def rule_alarms(data: LabelledClaims) -> RuleAlarms:
    """Put the rules to every rationale of the supported claims; the document is the context."""
    supported = [p for p in data.pairs if p.label == "SUPPORTED"]
    found = [
        (pair.claim, {f.rule: f.note for f in _blocking(pair, rationale)})
        for pair in supported
        for rationale in pair.rationales
    ]
    counts = Counter[str](rule for _, notes in found for rule in notes)
    return RuleAlarms(
        data=data.name,
        rationales=len(found),
        blocked=sum(bool(notes) for _, notes in found),
        by_rule=tuple((rule, counts[rule]) for rule in RULES),
        examples=tuple((claim, note) for claim, notes in found for note in notes.values()),
    )


def _blocking(pair: LabelledPair, rationale: Sequence[int]) -> list[RuleFinding]:
    said = [s.strip() for s in pair.document.sentences]
    evidence = " ".join(said[n] for n in rationale)
    context = f"{pair.document.title} {' '.join(said)}"
    return [f for f in check(pair.claim, evidence, context) if f.effect == "blocks"]


def page(found: Sequence[RuleAlarms]) -> str:
    """The figures as a Markdown table."""
    lines = [f"| data | rationales | any rule | {' | '.join(RULES)} |", "|---|" + "---|" * 6]
    for one in found:
        cells = [_share(count, one.rationales) for _, count in one.by_rule]
        blocked = _share(one.blocked, one.rationales)
        lines.append(f"| {one.data} | {one.rationales} | {blocked} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(count: int, total: int) -> str:
    return f"{count} ({100 * count / max(1, total):.2f} %)"
