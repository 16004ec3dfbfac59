"""What is wrong with a sentence that a model wrote for the report, by rule."""

from collections.abc import Mapping

from agents.asking.answers import StatementAnswer
from agents.asking.documents import resolve
from agents.law.grounding import share_from
from agents.law.rules import RuleFinding, check
from litassay.text.injection import has_link, instruction_like
from litassay.types import Claim, EvidenceBase

_SHARED = 0.5
"""Least share of a sentence's content stems that come from what it cites and what was asked."""
_LONGEST = 700


def statement_fault(
    statement: StatementAnswer, base: EvidenceBase, citable: Mapping[str, Claim], cited: bool
) -> str:
    """In words that a model can act on; empty when nothing is wrong.

    Args:
        statement: the sentence and the ids that it cites.
        base: question and sub-questions, whose words may always be used.
        citable: the closed list.
        cited: whether the sentence must cite a claim.
    """
    text = " ".join(statement.text.split())
    ids = resolve(statement.claims, list(citable))
    unknown = len(statement.claims) - len(ids)
    if unknown > 0:
        return f"cites ids that are not in the list: {', '.join(statement.claims)[:100]}"
    if cited and not ids:
        return "cites no claim of the list"
    if not text or not text.endswith((".", "!", ")", '"', "”")) or len(text) > _LONGEST:
        return "is not one whole sentence with its full stop"
    if instruction_like(text) or has_link(text):
        return "is an instruction or holds a link, which a report never does"
    return _unfounded(text, [citable[i].text for i in ids], base)


def _unfounded(text: str, claims: list[str], base: EvidenceBase) -> str:
    asked = " ".join([base.question.text, *(s.text for s in base.sub_questions)])
    if share_from(text, asked, *claims) < _SHARED:
        return "says more than the claims that it cites"
    if claims:
        blocked = [f for f in check(text, " ".join(claims), asked) if _decides(f)]
        return _of_a_sentence(blocked[0].note) if blocked else ""
    blocked = [f for f in check(text, asked) if f.rule in ("number", "unit")]
    return "holds a number without citing a claim" if blocked else ""


def _decides(finding: RuleFinding) -> bool:
    """True for what blocks, and for a number in digits: its claims are its only source."""
    digits = finding.rule == "number" and any(c.isdigit() for c in finding.note)
    return finding.effect == "blocks" or digits


def _of_a_sentence(note: str) -> str:
    """A rule's note, which speaks of a claim and its evidence, for a sentence and its claims."""
    return note.replace(" in the claim", " in the sentence").replace(
        " here", " in the claims that it cites"
    )
