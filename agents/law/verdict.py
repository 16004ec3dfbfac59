"""From the stances of all passages to one verdict: a pure rule for the model crew."""

from collections.abc import Sequence
from typing import NamedTuple

from litassay.types import Claim, Evidence, Stance, Verification

_DECIDES = 0.5
"""Probability from which a stance decides."""


class Found(NamedTuple):
    """A verdict whose confidence is not calibrated yet."""

    verification: Verification
    raw: float
    """Between 0 and 1: the deciding probability, lowered by what speaks against it."""


def verdict(claim: Claim, evidence: Sequence[Evidence]) -> Found:
    """The stronger of support and refutation when it decides, else not enough information.

    The raw score is p × (1 - q / 2), with p the strongest probability on the deciding side and q
    the strongest on the other. Where nothing decides it is the least probability with which a
    document was said to be silent, and at most what support and refutation leave of 1.
    """
    support, refute = _best(evidence, "SUPPORTS"), _best(evidence, "REFUTES")
    if max(support, refute) < _DECIDES:
        silent = min((e.score for e in evidence if e.stance == "NEUTRAL"), default=1.0)
        raw, name = min(silent, 1.0 - max(support, refute)), "NOT_ENOUGH_INFO"
        reason = _undecided(evidence)
    elif support > refute:
        raw, name = support * (1 - refute / 2), "SUPPORTED"
        reason = _decided(claim, evidence, "SUPPORTS")
    else:
        raw, name = refute * (1 - support / 2), "REFUTED"
        reason = _decided(claim, evidence, "REFUTES")
    fields = {
        "claim_id": claim.id,
        "verdict": name,
        "grounded": claim.paper_id in _papers(evidence, "SUPPORTS"),
        "evidence": tuple(sorted(evidence, key=_strongest_first)),
        "corroborated_by": tuple(sorted(_papers(evidence, "SUPPORTS") - {claim.paper_id})),
        "contradicted_by": tuple(sorted(_papers(evidence, "REFUTES") - {claim.paper_id})),
        "reason": reason,
    }
    return Found(Verification.model_validate(fields), raw)


def _best(evidence: Sequence[Evidence], stance: Stance) -> float:
    return max((e.score for e in evidence if e.stance == stance), default=0.0)


def _papers(evidence: Sequence[Evidence], stance: Stance) -> set[str]:
    return {e.span.paper_id for e in evidence if e.stance == stance and e.score >= _DECIDES}


def _strongest_first(item: Evidence) -> tuple[bool, float, str, int, int]:
    span = item.span
    return item.stance == "NEUTRAL", -item.score, span.paper_id, span.passage, span.start


def _decided(claim: Claim, evidence: Sequence[Evidence], stance: Stance) -> str:
    holders = [e for e in evidence if e.stance == stance and e.score >= _DECIDES]
    own = any(e.span.paper_id == claim.paper_id for e in holders)
    others = len(_papers(holders, stance) - {claim.paper_id})
    verb = "supports" if stance == "SUPPORTS" else "refutes"
    who = ["its own source"] if own else []
    who += [f"{others} other {'work' if others == 1 else 'works'}"] if others else []
    return f"{' and '.join(who).capitalize()} {verb} it." if len(who) == 1 else (
        f"{' and '.join(who).capitalize()} {verb.removesuffix('s')} it."
    )  # fmt: skip


def _read(count: int) -> str:
    return "The text that was read" if count == 1 else f"The text of {count} works that were read"


def _undecided(evidence: Sequence[Evidence]) -> str:
    notes = [note for item in evidence for note in item.notes]
    because = f": {notes[0]}" if notes else ""
    return f"{_read(len(evidence))} does not decide it{because}."
