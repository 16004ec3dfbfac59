"""The weigher without a language model: what each paper's standing claims say of a finding.

For the asked proposition the direction model reads the claims of each paper. A theme is supported
by its lead's own paper, and by another whose claim the stance classifier finds to say the same; a
paper that only shares the topic is silent, and so is one without a standing claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.extractive.direction import DirectionReader
from agents.extractive.reading import read_claims, read_sentences
from agents.extractive.stance import CLASSES, StanceReader
from agents.law.rules import check
from litassay.ports import Embedder
from litassay.types import Claim, Paper, ProposedFinding, Question, Weighing, Weight

SAME = 0.5
"""Least probability of support, either way, for two claims to count as saying the same."""
READ = 2
"""Claims of a paper that its direction is read from, the most relevant: more only blur it."""


@dataclass(frozen=True)
class ExtractiveWeigher:
    """Implements `Weigher`."""

    directions: DirectionReader
    stances: StanceReader
    embedder: Embedder

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
            weights.append(
                self._asked(question, paper, own) if asked else self._theme(paper, own, gathered)
            )
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

    def _theme(self, paper: Paper, own: Sequence[Claim], gathered: Sequence[Claim]) -> Weight:
        """Support by the paper's claims that say what the lead, the first gathered, says."""
        chances = [(self._same(c, gathered[0]), c) for c in own]
        said = [(p, c) for p, c in chances if p >= SAME]
        if not said:
            return Weight(paper_id=paper.id, stance="silent")
        return Weight(
            paper_id=paper.id,
            stance="supports",
            spans=tuple(c.span for _, c in said),
            probability=round(max(p for p, _ in said), 4),
        )

    def _same(self, claim: Claim, lead: Claim) -> float:
        """Probability that two claims say the same, read in both directions; 1 for the lead's."""
        if claim.paper_id == lead.paper_id:
            return 1.0
        if any(f.effect == "blocks" and f.rule == "negation" for f in check(claim.text, lead.text)):
            return 0.0
        pairs = ((claim.text, lead.text), (lead.text, claim.text))
        return max(self._support(said, by) for said, by in pairs)

    def _support(self, said: str, by: str) -> float:
        document = read_sentences("claim", "", [by], self.embedder)
        judged = self.stances.judge(read_claims([said], self.embedder)[0], document)
        return judged.probabilities[CLASSES.index("SUPPORTED")]
