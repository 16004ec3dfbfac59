"""The weigher without a language model: what each paper's standing claims say of a finding.

For the asked proposition the direction model reads the claims of each paper; a theme is supported
by the papers whose claims it gathers. Papers without a standing claim are silent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.extractive.direction import DirectionReader
from litassay.types import Claim, Paper, ProposedFinding, Question, Weighing, Weight

READ = 2
"""Claims of a paper that its direction is read from, the most relevant: more only blur it."""


@dataclass(frozen=True)
class ExtractiveWeigher:
    """Implements `Weigher`."""

    directions: DirectionReader

    async def weigh(
        self,
        question: Question,
        finding: ProposedFinding,
        papers: Sequence[Paper],
        claims: Sequence[Claim],
    ) -> Weighing:
        """One weight a paper."""
        gathered = [c for i in finding.claim_ids for c in claims if c.id == i]
        weights = []
        for paper in papers:
            own = [c for c in gathered if c.paper_id == paper.id]
            asked = finding.asked and bool(own)
            weights.append(self._asked(question, paper, own) if asked else _theme(paper, own))
        return Weighing(finding_id=finding.id, weights=tuple(weights))

    def _asked(self, question: Question, paper: Paper, own: Sequence[Claim]) -> Weight:
        """The direction of the paper's most relevant claims, quoted in the order of its text."""
        best = sorted(own, key=lambda c: (-c.relevance, c.id))[:READ]
        read = sorted(best, key=lambda c: (c.span.passage, c.span.start))
        side = self.directions.read(question.text, [c.text for c in read])
        spans = () if side.stance == "silent" else tuple(c.span for c in read)
        return Weight(
            paper_id=paper.id, stance=side.stance, spans=spans, probability=side.probability
        )


def _theme(paper: Paper, own: Sequence[Claim]) -> Weight:
    spans = tuple(c.span for c in own)
    return Weight(paper_id=paper.id, stance="supports" if spans else "silent", spans=spans)
