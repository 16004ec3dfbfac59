"""The relevance reviewer: whether what is verified answers what was asked, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass

from agents.extractive.reviewers.scoring import mean, review, score, share
from litassay.ports import Embedder
from litassay.types import Audit, DimensionScore, Grade, Review

CLOSE = 0.65
FAR = 0.15
"""Cosines of question and quote under its title that count as on and off the topic. Of sentences of
the eight best papers on ten questions over ACL abstracts one in ten lies above 0.67, half above
0.49; of those of unrelated papers half lie below 0.19."""

WORTH: Mapping[Grade | None, float] = {
    "direct": 1.0,
    "partial": 0.8,
    "background": 0.25,
    "off_topic": 0.0,
    None: 1.0,
}
"""What a claim counts for by the grade of its work; without one its words and vector decide."""

ON_ITS_TOPIC = 0.3
"""Mean of the two measures from which a claim counts as an answer to a part of the question."""


@dataclass(frozen=True)
class RelevanceReviewer:
    """Words and vectors of the quotes against the question; the report's wording is not read."""

    embedder: Embedder
    name: str = "relevance"

    async def review(self, seen: Audit) -> Review:
        """Score answers_question."""
        return review(self.name, seen, self._answers(seen))

    def _answers(self, seen: Audit) -> DimensionScore:
        dossier = seen.dossier
        on_topic = self._on_topic(seen)
        asked = dossier.sub_questions
        good = {c.id for c in seen.sound if on_topic[c.id] >= ON_ITS_TOPIC}
        groups = [{i for s in g.statements for i in s.claim_ids} for g in dossier.draft.results]
        covered = share(sum(bool(g & good) for g in groups), max(len(asked), len(groups), 1))
        head = [i for s in dossier.draft.answer for i in s.claim_ids]
        leads = any(i in good for i in head)
        fit = mean(on_topic[c.id] if c in seen.sound else 0.0 for c in seen.shown)
        value = (6.0 * fit + 4.0 * covered) * (1.0 if leads else 0.4)
        reason = (
            f"Mean relevance of the {len(seen.shown)} claims shown is {fit:.2f} of 1 "
            f"({len(seen.off)} off the question); {covered:.0%} of {len(asked)} sub-questions have "
            f"a verified claim on their topic; the answer "
            f"{'rests on such a claim' if leads else 'rests on no such claim'}."
        )
        return score("answers_question", value, reason, seen.off or seen.shown)

    def _on_topic(self, seen: Audit) -> dict[str, float]:
        """Mean of the two measures; 0 for a claim whose words are off the question."""
        titles = seen.dossier.titles
        texts = [f"{titles.get(c.work, '')}. {c.quote}" for c in seen.shown]
        rows = self.embedder.embed([seen.dossier.question, *texts])
        cosines = [round(float(x), 4) for x in rows[1:] @ rows[0]]
        off = {c.id for c in seen.off}
        near = [min(1.0, max(0.0, (x - FAR) / (CLOSE - FAR))) for x in cosines]
        grades = {w.name: WORTH[w.grade] for w in seen.dossier.works}
        return {
            c.id: 0.0 if c.id in off else 0.5 * (seen.relevance[c.id] + n) * grades[c.work]
            for c, n in zip(seen.shown, near, strict=True)
        }
