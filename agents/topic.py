"""How far a claim speaks to the question, measured on words: the quote and its paper's title.

The wording of claims and statements is not read here, so that no report can talk itself onto the
topic: only what the documents say counts.
"""

import math
from functools import lru_cache

from agents.dossier_records import Case, Dossier
from agents.extractive.frequencies import background
from agents.extractive.terms import terms
from litassay.text.sentences import sentences

OFF_TOPIC = 0.22
"""Coverage below it is off the question. Measured on ten questions over ACL abstracts: 97 % of the
sentences of unrelated papers lie below 0.20 and 90 % below 0.10; of the claims that were taken from
screened papers for eight of the questions the lowest is 0.27."""
ON_TOPIC = 0.60
"""Coverage from which nothing more is asked: three fifths of the question's weight in one place."""
_TITLE_TERMS = 20
"""A longer title is not read to its end."""


def coverage(case: Case, dossier: Dossier) -> float:
    """Share (0 to 1) of the question's rarity-weighted terms in the claim's quote and title.

    The best over the question and each of its sub-questions that the claim is filed under.
    """
    title = sentences(dossier.titles.get(case.work, ""))
    head = terms(title[0].text)[:_TITLE_TERMS] if title else ()
    there = frozenset((*head, *terms(case.quote)))
    filed = [t for i, t in dossier.sub_questions if i in case.sub_questions]
    return max(_share(asked, there) for asked in (dossier.question, *filed))


def _share(asked: str, there: frozenset[str]) -> float:
    weights = _weights(asked)
    total = math.fsum(weights.values())
    return math.fsum(w for t, w in weights.items() if t in there) / total if total else 0.0


@lru_cache(maxsize=256)
def _weights(asked: str) -> dict[str, float]:
    rarity = background().rarity
    return {t: max(0.02, rarity(t)) for t in sorted(set(terms(asked)))}


def relevance(case: Case, dossier: Dossier) -> float:
    """Coverage as 0 (off the question) to 1 (on it)."""
    spread = (coverage(case, dossier) - OFF_TOPIC) / (ON_TOPIC - OFF_TOPIC)
    return min(1.0, max(0.0, spread))


def off_question(case: Case, dossier: Dossier) -> bool:
    """True when the claim's document does not speak of what was asked."""
    return coverage(case, dossier) < OFF_TOPIC
