"""Claims in the order of the report, and the evidence base that a state amounts to."""

from collections.abc import Mapping

from graphs.state import State
from litassay.types import Claim, EvidenceBase, Grade, Paper, RejectedClaim


def number_claims(state: State, most: Mapping[Grade, int]) -> tuple[Claim, ...]:
    """The claims of the included papers as c1, c2, …: most relevant paper first.

    Of a paper whose grade is in `most` the first so many are used: the likeliest to answer.
    """
    by_paper = {e.paper_id: e for e in state.extractions}
    limits = {d.paper_id: most.get(d.grade) for d in state.screening if d.grade}
    claims = [
        c for p in state.included if p in by_paper for c in by_paper[p].claims[: limits.get(p)]
    ]
    return tuple(c.model_copy(update={"id": f"c{n}"}) for n, c in enumerate(claims, 1))


def evidence_base(state: State, papers: tuple[Paper, ...]) -> EvidenceBase:
    """Everything the run knows so far; `papers` are the merged works."""
    used = set(state.included)
    extractions = [e for e in state.extractions if e.paper_id in used]
    rejected: tuple[RejectedClaim, ...] = tuple(r for e in extractions for r in e.rejected)
    checked = {v.claim_id: v for v in state.verifications}
    return EvidenceBase(
        question=state.question,
        plans=state.plans,
        searches=state.searches,
        papers=tuple(sorted(papers, key=lambda p: p.id)),
        screening=state.screening,
        claims=state.claims,
        rejected=rejected,
        not_read=tuple((e.paper_id, e.not_read) for e in extractions if e.not_read),
        verifications=tuple(checked[c.id] for c in state.claims if c.id in checked),
        findings=state.findings,
    )
