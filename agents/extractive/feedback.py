"""What relevant papers say that the question did not: terms and abbreviations for other queries."""

from collections import Counter
from collections.abc import Collection, Sequence

from agents.extractive.frequencies import Frequencies
from agents.extractive.terms import terms
from agents.extractive.vocabulary import EDGE, JUDGEMENTS, PREDICATES
from litassay.text.words import STOP_WORDS, words
from litassay.types import EvidenceBase, Paper

_FEWEST = 3
"""So many papers are read for terms, the relevant ones first, then the nearest misses."""
_READ = 8
_NUMBERS = frozenset(words("four five seven eight nine hundred thousand first second third"))
_EMPTY = EDGE | PREDICATES | JUDGEMENTS | STOP_WORDS | _NUMBERS
"""Words that shape a title without naming its topic."""


def nearest(base: EvidenceBase) -> tuple[Paper, ...]:
    """The included papers; when there are too few, the most relevant others too."""
    papers = base.papers_by_id()
    ranked = [d for d in base.screening if d.paper_id in papers]
    included = [d for d in ranked if d.included]
    others = [d for d in ranked if not d.included and d.reason == "off_topic"]
    chosen = (included + others[: max(0, _FEWEST - len(included))])[:_READ]
    return tuple(papers[d.paper_id] for d in chosen)


def feedback_terms(
    papers: Sequence[Paper], known: Collection[str], frequencies: Frequencies, count: int
) -> tuple[str, ...]:
    """Words that several of the papers' titles share and other literature does not, best first.

    Only titles: what abstracts share is half of it the manner of abstracts (`authors`, `earlier`).

    `known` are terms that the queries held already.
    """
    seen: Counter[str] = Counter()
    word_of: dict[str, str] = {}
    for paper in papers:
        here = _topic_words(paper.title, known)
        seen.update(here.keys())
        for term, word in here.items():
            word_of.setdefault(term, word)
    needed = 2 if len(papers) > 1 else 1
    shared = [t for t, n in seen.items() if n >= needed and 0.25 <= frequencies.rarity(t) < 1]
    shared.sort(key=lambda t: (-seen[t] * frequencies.rarity(t), t))
    return tuple(word_of[t] for t in shared[:count])


def _topic_words(text: str, known: Collection[str]) -> dict[str, str]:
    """Term → the word it was first read as, for words that name a topic."""
    found: dict[str, str] = {}
    for word in words(text):
        here = terms(word)
        new = len(here) == 1 and here[0] not in known and word not in _EMPTY
        if new and word.isalpha() and len(word) > 3:
            found.setdefault(here[0], word)
    return found
