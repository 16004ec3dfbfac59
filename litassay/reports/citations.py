"""Which works are cited, under which number; built from records by id, never from text."""

from collections.abc import Iterable, Mapping

from litassay.types import Draft, EvidenceBase, Statement


def statements(draft: Draft) -> Iterable[Statement]:
    """Every statement of a draft in the order that a reader meets them."""
    yield from draft.answer
    for group in draft.results:
        yield from group.statements
    yield from draft.contradictions
    yield from draft.limitations
    yield from draft.abstract
    yield from draft.introduction


def number_references(base: EvidenceBase, draft: Draft) -> Mapping[str, int]:
    """Number of each cited paper, by first mention: statements, then findings, then claims.

    Raises:
        KeyError: a statement cites a claim that does not exist.
    """
    claims = base.claims_by_id()
    order: dict[str, int] = {}

    def mention(paper_id: str) -> None:
        order.setdefault(paper_id, len(order) + 1)

    for statement in statements(draft):
        for claim_id in statement.claim_ids:
            mention(claims[claim_id].paper_id)
    for finding in base.findings:
        for weight in finding.weights:
            if weight.stance != "silent":
                mention(weight.paper_id)
    checked = base.verifications_by_claim()
    for claim in base.claims:
        mention(claim.paper_id)
        verification = checked.get(claim.id)
        if verification is None:
            continue
        for evidence in verification.evidence:
            mention(evidence.span.paper_id)
        for paper_id in (*verification.corroborated_by, *verification.contradicted_by):
            mention(paper_id)
    return order
