"""The relevance reviewer: how much of what is shown a reader would find relevant, part by part."""

from dataclasses import dataclass

from agents.extractive.reader import Quoted, chances
from agents.extractive.reviewers.scoring import mean, review, score, share
from litassay.ports import Embedder
from litassay.types import Audit, DimensionScore, Review

FULL = 0.75
"""Mean probability from which nothing more is asked: no report that the model was fitted to
reaches much more, for a probability is seldom near 1."""
ANSWERS = 0.35
"""Probability from which a claim counts as an answer to a part of the question: about the share of
claims that rest on relevant papers where the model was fitted."""


@dataclass(frozen=True)
class RelevanceReviewer:
    """A trained model on quotes and titles; the report's wording is not read."""

    embedder: Embedder
    name: str = "relevance"

    async def review(self, seen: Audit) -> Review:
        """Score answers_question; on what strength of evidence is for others to say."""
        return review(self.name, seen, self._answers(seen), substantial=True)

    def _answers(self, seen: Audit) -> DimensionScore:
        dossier = seen.dossier
        relevant = self._relevant(seen)
        asked = dossier.sub_questions
        good = {c.id for c in seen.sound if relevant[c.id] >= ANSWERS}
        groups = [{i for s in g.statements for i in s.claim_ids} for g in dossier.draft.results]
        covered = share(sum(bool(g & good) for g in groups), max(len(asked), len(groups), 1))
        head = {i for s in dossier.draft.answer for i in s.claim_ids}
        leads = bool(head & {c.id for c in seen.sound} - {c.id for c in seen.off})
        expected = mean(relevant[c.id] if c in seen.sound else 0.0 for c in seen.shown)
        value = (9.0 * min(1.0, expected / FULL) + covered) * (1.0 if leads else 0.4)
        reason = (
            f"Of the {len(seen.shown)} claims shown a reader is expected to find {expected:.0%} "
            f"relevant ({len(seen.off)} off the question); {covered:.0%} of {len(asked)} "
            f"sub-questions have a verified claim that is likely to be; the answer "
            f"{'rests on' if leads else 'rests on no'} verified claims on the question."
        )
        low = [c for c in seen.shown if relevant[c.id] < ANSWERS]
        return score("answers_question", value, reason, seen.off or low or seen.shown)

    def _relevant(self, seen: Audit) -> dict[str, float]:
        """Probability by claim; 0 for a claim whose words are off the question."""
        works = {w.name: w for w in seen.dossier.works}
        quoted = [Quoted(works[c.work].title, c.quote, works[c.work].relevance) for c in seen.shown]
        found = chances(seen.dossier.question, quoted, self.embedder)
        off = {c.id for c in seen.off}
        return {c.id: 0.0 if c.id in off else p for c, p in zip(seen.shown, found, strict=True)}
