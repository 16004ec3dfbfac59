"""Claims that other retrieved papers contradict, with both sides."""

from collections.abc import Sequence

from agents.extractive.prose import count
from agents.extractive.standing import Standing, siding
from litassay.types import Evidence, EvidenceBase, Statement, Verification


def contradictions(base: EvidenceBase, used: Sequence[Standing]) -> tuple[Statement, ...]:
    """The sides of the question, then each claim shown or refuted that another contradicts."""
    shown = {s.claim.id for s in used}
    claims = base.claims_by_id()
    said = _disagreement(used)
    for found in base.verifications:
        told = found.claim_id in shown or found.verdict == "REFUTED"
        if not told or found.claim_id not in claims:
            continue
        against = [e for e in found.evidence if e.stance == "REFUTES"]
        if against and (found.contradicted_by or found.verdict == "REFUTED"):
            said.append(_statement(base, found, against[0]))
    return tuple(said)


def _disagreement(used: Sequence[Standing]) -> list[Statement]:
    """The question's own two sides, each by its worthiest finding, wherever they are filed."""
    yes, no = siding(used, "yes"), siding(used, "no")
    if not yes or not no:
        return []
    text = (
        f"On the question as asked {count(len(yes), 'finding')} for yes and "
        f"{count(len(no), 'finding')} for no contradict each other: “{yes[0].claim.text}” speaks "
        f"for yes, “{no[0].claim.text}” speaks for no."
    )
    return [Statement(text=text, claim_ids=tuple(s.claim.id for s in (*yes, *no)))]


def _statement(base: EvidenceBase, found: Verification, against: Evidence) -> Statement:
    """Claim, verdict and the strongest opposing quote with its paper."""
    claim = base.claims_by_id()[found.claim_id]
    paper = base.papers_by_id().get(against.span.paper_id)
    where = f"“{paper.title}”" if paper else against.span.paper_id
    if against.span.paper_id == claim.paper_id:
        where = "its own paper"
    others = len(found.contradicted_by)
    more = f" ({count(others, 'paper')} in all)" if others > 1 else ""
    text = (
        f"The claim “{claim.text}” ({found.verdict.lower().replace('_', ' ')}) stands against the "
        f"evidence of {where}{more}: “{against.span.quote}”"
    )
    opposing = [c.id for c in base.claims if c.paper_id in found.contradicted_by]
    return Statement(text=text, claim_ids=(claim.id, *opposing[:3]))
