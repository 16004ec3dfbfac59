"""Which parts of a question a sentence of a paper speaks to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import core, mean
from agents.extractive.terms import terms
from litassay.types import Paper, Plan

_COVERED, _OWN_SHARE = 0.4, 0.35
"""Of its core concepts by sentence and title, and of one that is its own by the sentence."""


class Part(NamedTuple):
    """A sub-question as the extractor reads it."""

    id: str
    needed: tuple[Concept, ...]
    """Its core concepts."""
    own: tuple[Concept, ...]
    """Those of its concepts that the other sub-questions do not have."""


@dataclass(frozen=True)
class ClaimFit:
    """Holds sentences against the sub-questions of one plan."""

    parts: Sequence[Part]
    coverage: Coverage

    def answered(self, sentence: str, paper: Paper) -> tuple[str, ...]:
        """Ids of the sub-questions that it speaks to; the nearest where it speaks to none."""
        scored = [(self._fits(part, sentence, paper.title), part.id) for part in self.parts]
        fitting = tuple(name for (fits, _), name in scored if fits)
        if fitting or not scored:
            return fitting
        return (max(scored, key=lambda s: s[0][1])[1],)

    def _fits(self, part: Part, sentence: str, title: str) -> tuple[bool, float]:
        both = self._covered(part.needed, f"{title}. {sentence}")
        covered = mean(part.needed, both) if part.needed else 1.0
        own = max(self._covered(part.own, sentence), default=1.0)
        return covered >= _COVERED and own >= _OWN_SHARE, covered * own

    def _covered(self, found: Sequence[Concept], text: str) -> list[float]:
        segment = terms(text)
        return [self.coverage.of(c, [segment]) for c in found]


def claim_fit(plan: Plan, coverage: Coverage) -> ClaimFit:
    """For one plan."""
    read = [(p.id, concepts(p.text, coverage.frequencies)) for p in plan.sub_questions]
    parts = []
    for part, found in read:
        others = {c.terms for other, theirs in read if other != part for c in theirs}
        own = tuple(c for c in found if c.terms not in others)
        parts.append(Part(part, core(found), own if len(read) > 1 else ()))
    return ClaimFit(tuple(parts), coverage)
