"""How far a claim speaks to the question, measured on words: the quote and its paper's title.

The wording of claims and statements is not read here, so that no report can talk itself onto the
topic: only what the documents say counts.
"""

import math
from functools import lru_cache

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import mean
from agents.extractive.frequencies import background
from agents.extractive.terms import terms
from litassay.text.sentences import sentences
from litassay.types import Case, Dossier

OFF_TOPIC = 0.25
"""Coverage below it is off the question. Measured on the reports of eight questions over the ACL
Anthology: none of their 185 claims lies below; of the claims of the others' reports 1.2 % above."""
ON_TOPIC = 0.60
"""Coverage from which nothing more is asked: three fifths of the question's weight in one place."""
_TITLE_TERMS = 20
"""A longer title is not read to its end."""


def coverage(case: Case, dossier: Dossier) -> float:
    """Share (0 to 1) of what the question names that the claim's quote and title name.

    Mean of two measures: single terms weighed by their rarity, and concepts with their other
    names; the best over the question and the sub-questions that the claim is filed under.
    """
    title = sentences(dossier.titles.get(case.work, ""))
    head = terms(title[0].text)[:_TITLE_TERMS] if title else ()
    quote = terms(case.quote)
    filed = [t for i, t in dossier.sub_questions if i in case.sub_questions]
    return max(_share(asked, head, quote) for asked in (dossier.question, *filed))


@lru_cache(maxsize=8192)
def _share(asked: str, head: tuple[str, ...], quote: tuple[str, ...]) -> float:
    weights = _weights(asked)
    total = math.fsum(weights.values())
    there = {*head, *quote}
    single = math.fsum(w for t, w in weights.items() if t in there) / total if total else 0.0
    known = _concepts(asked)
    measure = Coverage(background())
    return 0.5 * (single + mean(known, [measure.of(c, [head, quote]) for c in known]))


@lru_cache(maxsize=256)
def _weights(asked: str) -> dict[str, float]:
    rarity = background().rarity
    return {t: max(0.02, rarity(t)) for t in sorted(set(terms(asked)))}


@lru_cache(maxsize=256)
def _concepts(asked: str) -> tuple[Concept, ...]:
    return concepts(asked, background())


def relevance(case: Case, dossier: Dossier) -> float:
    """Coverage as 0 (off the question) to 1 (on it)."""
    spread = (coverage(case, dossier) - OFF_TOPIC) / (ON_TOPIC - OFF_TOPIC)
    return min(1.0, max(0.0, spread))


def off_question(case: Case, dossier: Dossier) -> bool:
    """True when the claim's document does not speak of what was asked."""
    return coverage(case, dossier) < OFF_TOPIC
