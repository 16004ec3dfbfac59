"""The asked proposition: the first finding of a question with a direction, and whose claims say so.

It words the proposition by quoting the question, so that nothing is put into its mouth.
"""

from collections.abc import Mapping
from typing import Literal

from agents.extractive.direction import asks_degree, asks_direction
from litassay.types import EvidenceBase, ProposedFinding, Question, ReviewFinding

Lean = Literal["yes", "no", "open"]
"""Which answer a claim's paper gives; `open` for both, or for none."""


def proposition(question: Question, part: str, claim_ids: tuple[str, ...]) -> ProposedFinding:
    """The asked proposition under a sub-question; what it is made from are all claims."""
    asked = " ".join(question.text.split())
    yes = "is: to a considerable degree" if asks_degree(asked) else "is yes"
    return ProposedFinding(
        id="f1",
        text=f"The answer to “{asked}” {yes}.",
        sub_question=part,
        claim_ids=claim_ids,
        asked=True,
    )


def has_direction(question: Question) -> bool:
    """True when the question can be answered by yes or no, or by a degree."""
    return asks_direction(question.text)


def asked_finding(base: EvidenceBase) -> ReviewFinding | None:
    """The asked proposition as weighed; None for other questions."""
    return next((f for f in base.findings if f.asked), None)


def sides(base: EvidenceBase) -> Mapping[str, Lean]:
    """Claim id → `yes` or `no`, for the claims whose quotes decide what their paper says."""
    finding = asked_finding(base)
    if finding is None:
        return {}
    said: dict[tuple[str, str], Lean] = {}
    for weight in finding.weights:
        side: Lean | None = {"supports": "yes", "refutes": "no"}.get(weight.stance)  # type: ignore[assignment]
        if side is not None:
            said |= {(s.paper_id, s.quote): side for s in weight.spans}
    return {
        c.id: said[c.paper_id, c.span.quote]
        for c in base.claims
        if (c.paper_id, c.span.quote) in said
    }
