"""Small edits of a finished report's records, from which planted defects are made."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from litassay.types import Claim, Draft, Evidence, EvidenceBase, Statement, Verification


class Report(NamedTuple):
    """What is rated: the records of a run and the draft written from them."""

    base: EvidenceBase
    draft: Draft

    def with_findings(self, **changes: object) -> "Report":
        """The same draft over changed records."""
        return Report(self.base.model_copy(update=changes), self.draft)

    def with_draft(self, **changes: object) -> "Report":
        """Another draft over the same records."""
        return Report(self.base, self.draft.model_copy(update=changes))

    @property
    def shown(self) -> tuple[Claim, ...]:
        """Claims that the draft cites outside its contradictions."""
        draft = self.draft
        groups = [s for g in draft.results for s in g.statements]
        told = [*draft.abstract, *draft.introduction, *draft.answer, *groups]
        ids = {i for s in told for i in s.claim_ids}
        return tuple(c for c in self.base.claims if c.id in ids)


def map_statements(draft: Draft, change: Callable[[Statement], Statement]) -> Draft:
    """The draft with every statement of abstract, introduction, answer and results changed."""
    groups = tuple(
        g.model_copy(update={"statements": tuple(change(s) for s in g.statements)})
        for g in draft.results
    )
    return draft.model_copy(
        update={
            "abstract": tuple(change(s) for s in draft.abstract),
            "introduction": tuple(change(s) for s in draft.introduction),
            "answer": tuple(change(s) for s in draft.answer),
            "results": groups,
        }
    )


def replace_claims(report: Report, changed: Mapping[str, Claim]) -> Report:
    """Claims put for those of the same id; statements that only told the old one tell the new."""
    old = report.base.claims_by_id()

    def retell(statement: Statement) -> Statement:
        if len(statement.claim_ids) == 1 and statement.claim_ids[0] in changed:
            claim = statement.claim_ids[0]
            told = statement.text.replace(old[claim].text, changed[claim].text)
            return statement.model_copy(update={"text": told})
        return statement

    claims = tuple(changed.get(c.id, c) for c in report.base.claims)
    edited = report.with_findings(claims=claims)
    return Report(edited.base, map_statements(report.draft, retell))


def replace_checks(report: Report, changed: Mapping[str, Verification]) -> Report:
    """Verifications put for those of the same claim."""
    checks = tuple(changed.get(v.claim_id, v) for v in report.base.verifications)
    return report.with_findings(verifications=checks)


def supported(claim: Claim, confidence: float = 0.9) -> Verification:
    """A verification as a careless system would give it: the claim's own quote, nothing else."""
    own = Evidence(span=claim.span, stance="SUPPORTS", score=confidence)
    return Verification(
        claim_id=claim.id,
        verdict="SUPPORTED",
        confidence=confidence,
        grounded=True,
        evidence=(own,),
        reason="Its own source says so.",
    )
