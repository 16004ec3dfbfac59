"""The weigher without a language model: whose claims are among those that a finding was made from.

A theme's finding is supported by the papers whose claims it gathers; it knows no refutation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from litassay.types import Claim, Paper, ProposedFinding, Weighing, Weight


@dataclass(frozen=True)
class ExtractiveWeigher:
    """Implements `Weigher`."""

    async def weigh(
        self, finding: ProposedFinding, papers: Sequence[Paper], claims: Sequence[Claim]
    ) -> Weighing:
        """One weight a paper: support with the quotes of its claims, or silence."""
        gathered = [c for i in finding.claim_ids for c in claims if c.id == i]
        return Weighing(finding_id=finding.id, weights=tuple(_weight(p, gathered) for p in papers))


def _weight(paper: Paper, gathered: Sequence[Claim]) -> Weight:
    spans = tuple(c.span for c in gathered if c.paper_id == paper.id)
    return Weight(paper_id=paper.id, stance="supports" if spans else "silent", spans=spans)
