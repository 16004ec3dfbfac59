"""How well one sentence of a paper answers the question, and which of its parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import core, mean
from agents.extractive.subquestions import facet_words
from agents.extractive.terms import terms
from litassay.types import Paper, Plan, Question

_TITLE_WORTH = 0.6
"""Worth of a concept that only the title names: the sentence is read in its light."""
_OWN_SHARE = 0.35
"""A sentence itself names at least this much of some core concept."""
_FACETS = {
    "limitations": re.compile(
        r"\b(?:limit|however|fail|challeng|vulnerab|struggl|difficult|weak|degrad|drop|worse|only|not"
        r"|no|lack|depend|sensitiv|cost|trade-?off|suffer|poor|condition|when|unless|bias|brittle)\w*\b",
        re.IGNORECASE,
    ),
    "evaluation": re.compile(
        r"\b(?:evaluat|benchmark|metric|measur|dataset|experiment|accura|score|f1|correlat|result"
        r"|human|compar|outperform|percent|improv)\w*\b|%|\d+\.\d+",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class ClaimFit:
    """Scores sentences of papers against one question and its parts."""

    question: Sequence[Concept]
    parts: Sequence[tuple[str, str, tuple[Concept, ...]]]
    """(id, facets asked, core concepts) of each sub-question."""
    coverage: Coverage

    def relevance(self, sentence: str, paper: Paper, similarity: float) -> float:
        """0 to 1 from concepts named by the sentence, then by the title, and the cosine."""
        own = self._covered(self.question, sentence)
        needed = core(self.question)
        names_one = any(
            m >= _OWN_SHARE for c, m in zip(self.question, own, strict=True) if c in needed
        )
        title = self._covered(self.question, paper.title)
        both = [max(o, _TITLE_WORTH * t) for o, t in zip(own, title, strict=True)]
        score = 0.75 * mean(self.question, both) + 0.5 * max(0.0, similarity)
        return round(min(1.0, score if names_one else 0.5 * score), 4)

    def answered(self, sentence: str, paper: Paper) -> tuple[str, ...]:
        """Ids of the sub-questions that the sentence speaks to."""
        kept = []
        for part, facets, needed in self.parts:
            both = f"{paper.title}. {sentence}"
            covered = mean(needed, self._covered(needed, both)) if needed else 1.0
            cued = all(_FACETS[f].search(sentence) for f in facets.split())
            if covered >= 0.4 and cued:
                kept.append(part)
        return tuple(kept)

    def _covered(self, found: Sequence[Concept], text: str) -> list[float]:
        segment = terms(text)
        return [self.coverage.of(c, [segment]) for c in found]


def claim_fit(question: Question, plan: Plan, coverage: Coverage) -> ClaimFit:
    """For one question and its plan."""
    found = concepts(question.text, coverage.frequencies)
    parts = [
        (p.id, facet_words(p.text), core(concepts(p.text, coverage.frequencies)))
        for p in plan.sub_questions
    ]
    return ClaimFit(found, parts, coverage)
