"""How well one sentence of a paper answers the question, and which of its parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import combination, core, mean
from agents.extractive.subquestions import facet_words
from agents.extractive.terms import terms
from litassay.types import Paper, Plan, Question

_TITLE_WORTH = 0.6
"""Worth of a concept that only the title names: the sentence is read in its light."""
_IN_PART = 0.5
_SUBJECT_WORTH = 0.9
"""The same where the sentence says what the paper's own contribution does."""
_OWN_SHARE = 0.35
"""A sentence itself names at least this much of some core concept."""
_FACETS = {
    "limitations": re.compile(
        r"\b(?:limit|however|fail|challenges\b|vulnerab|struggl|difficult|weak|degrad|drop|worse"
        r"|lack|sensitiv"
        r"|trade-?off|suffer|poor|bias|brittle|inconsisten|harmful|unreliab|insufficient"
        r"|does not|do not"
        r"|cannot|diminish|removes?\b|unable)\w*",
        re.IGNORECASE,
    ),
    "evaluation": re.compile(
        r"\b(?:evaluat|benchmark|metric|measur|dataset|accura|scores?\b|f1|bleu|rouge"
        r"|correlat)\w*|%|\d+\.\d+",
        re.IGNORECASE,
    ),
}


class Part(NamedTuple):
    """A sub-question as the extractor reads it."""

    id: str
    facets: str
    """`limitations`, `evaluation`, both or neither."""
    needed: tuple[Concept, ...]
    """Its core concepts."""
    own: tuple[Concept, ...]
    """Those of its concepts that the first sub-question does not have."""


@dataclass(frozen=True)
class ClaimFit:
    """Scores sentences of papers against one question and its parts."""

    question: Sequence[Concept]
    parts: Sequence[Part]
    coverage: Coverage

    def relevance(
        self, sentence: str, paper: Paper, similarity: float, of_paper: bool = False
    ) -> float:
        """0 to 1 from concepts named by the sentence, then by the title, and the cosine.

        `of_paper`: the sentence speaks of what the paper contributes, which the title is on.
        """
        own = self._covered(self.question, sentence)
        title = self._covered(self.question, paper.title)
        worth = _SUBJECT_WORTH if of_paper else _TITLE_WORTH
        both = [max(o, worth * t) for o, t in zip(own, title, strict=True)]
        said = both if of_paper else own
        needed = core(self.question)
        names_one = any(
            m >= _OWN_SHARE for c, m in zip(self.question, said, strict=True) if c in needed
        )
        score = 0.75 * mean(self.question, both) + 0.5 * max(0.0, similarity)
        return round(min(1.0, score if names_one else 0.5 * score), 4)

    def names_subject(self, sentence: str) -> bool:
        """True when the sentence names, at least in part, one of the weightiest concepts."""
        covered = self._covered(combination(self.question), sentence)
        return max(covered, default=1.0) >= _IN_PART

    def answered(self, sentence: str, paper: Paper) -> tuple[str, ...]:
        """Ids of the sub-questions that the sentence speaks to."""
        both = f"{paper.title}. {sentence}"
        kept = []
        for part in self.parts:
            covered = mean(part.needed, self._covered(part.needed, both)) if part.needed else 1.0
            cued = all(_FACETS[f].search(sentence) for f in part.facets.split())
            own = max(self._covered(part.own, sentence), default=1.0)
            if covered >= 0.4 and cued and own >= _OWN_SHARE:
                kept.append(part.id)
        return tuple(kept)

    def _covered(self, found: Sequence[Concept], text: str) -> list[float]:
        segment = terms(text)
        return [self.coverage.of(c, [segment]) for c in found]


def claim_fit(question: Question, plan: Plan, coverage: Coverage) -> ClaimFit:
    """For one question and its plan."""
    found = concepts(question.text, coverage.frequencies)
    first: set[tuple[str, ...]] = set()
    parts = []
    for part in plan.sub_questions:
        theirs = concepts(part.text, coverage.frequencies)
        own = tuple(c for c in theirs if c.terms not in first) if first else ()
        parts.append(Part(part.id, facet_words(part.text), core(theirs), own))
        first = first or {c.terms for c in theirs}
    return ClaimFit(found, tuple(parts), coverage)
