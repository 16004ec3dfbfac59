"""Which side of the question every claim of a run takes, wherever the claim is filed."""

from collections.abc import Mapping

from agents.extractive.direction import Lean, asks_direction, lean
from litassay.types import EvidenceBase


def sides(base: EvidenceBase) -> Mapping[str, Lean]:
    """Claim id → `yes` or `no`, only for claims that take a side; empty for other questions."""
    question = base.question.text
    if not asks_direction(question):
        return {}
    papers = base.papers_by_id()
    taken: dict[str, Lean] = {}
    for claim in base.claims:
        paper = papers.get(claim.paper_id)
        near = f"{paper.title} {paper.abstract}" if paper else ""
        side = lean(claim.text, question, near)
        if side != "open":
            taken[claim.id] = side
    return taken
