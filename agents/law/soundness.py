"""Whether a claim stands and whether a statement follows from its claims, rechecked by rule.

Nothing is taken on trust: a claim that is marked SUPPORTED stands only when its quote is in the
document, its numbers are in the quote, and evidence that was found speaks for it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from agents.law.rules import RuleFinding, check
from litassay.text.quantities import Quantity, equal, quantities
from litassay.text.words import stem, stems
from litassay.types import Case, Dossier, Statement

COVERED = 0.35
"""Least share of a statement's words that its claims, their evidence and titles hold."""
_QUOTED = re.compile(r"“[^”]{3,400}”")
"""A title that a sentence names, whose negations are not the sentence's."""
OWN_WORDS = 0.2
"""Least share of a claim's words that its own quote holds, however freely it is worded."""
OF_ITS_OWN = 3
"""Words beyond the question's with which a sentence that cites nothing asserts something."""
BETTER = 0.35
"""By how much another claim must fit a statement better for its citation to count as swapped."""
MOST_CLAIMS = 100
"""Whole numbers up to this (or up to the number of works) may count papers or claims."""
LEAST_WORDS = 4
"""A statement with fewer words of its own cannot stray."""


@lru_cache(maxsize=4096)
def faults(case: Case) -> tuple[str, ...]:
    """What is wrong with a claim beyond its verdict, in words; empty when nothing is."""
    found = []
    if not case.found:
        found.append("its quote is not in its document")
    if any(not p.found for p in case.proofs):
        found.append("a quote of its evidence is not in its document")
    if _cut(case.text):
        found.append("it ends in the middle of a sentence")
    if missing := _missing(case.text, case.quote):
        found.append(f"a number is not in its quote: {missing}")
    if any(f.rule in ("negation", "comparison") and f.effect == "blocks" for f in _turned(case)):
        found.append("it says the opposite of its quote")
    wanted = topic_words(case.text)
    if len(wanted & _words(case.quote)) < OWN_WORDS * len(wanted):
        found.append("its quote does not say this")
    if case.verdict == "SUPPORTED" and not _has_support(case):
        found.append("it is marked supported, but its evidence does not support it")
    return tuple(found)


def misquoted(case: Case, dossier: Dossier) -> bool:
    """True when another claim's quote says what this claim says, and its own does not."""
    wanted = _distinctive(case.text, dossier)
    own = len(wanted & _words(case.quote))
    best = max((len(wanted & _words(c.quote)) for c in dossier.claims), default=own)
    return best > own and best - own >= BETTER * max(len(wanted), LEAST_WORDS)


def _distinctive(text: str, dossier: Dossier) -> frozenset[str]:
    """Topic words of a text that the question does not hold: those that tell claims apart."""
    return topic_words(text) - _words(dossier.question)


def _cut(text: str) -> bool:
    """True when no sentence ends where the text ends, as when it was cut to a length."""
    return not text.rstrip(" \"'”’)]»").endswith((".", "!", "?", "…", ":"))


def _turned(case: Case) -> tuple[RuleFinding, ...]:
    return () if case.text == case.quote else check(_QUOTED.sub("", case.text), case.quote)


def _has_support(case: Case) -> bool:
    """At least one span in support, and the strongest span of its own work not against it."""
    stances = [p.stance for p in case.proofs if p.work == case.work and p.stance != "NEUTRAL"]
    return any(p.stance == "SUPPORTS" for p in case.proofs) and stances[:1] != ["REFUTES"]


def _missing(said: str, evidence: str, allowed: str = "") -> str:
    """The first number of a text that the evidence does not hold; empty when all are there.

    Each number of the evidence stands for one of the text; those of `allowed` for any.
    """
    free = list(quantities(evidence))
    anywhere = quantities(allowed)
    for number in quantities(said):
        match = next((o for o in free if equal(number, o) or _same(number, o)), None)
        if match is not None:
            free.remove(match)
        elif not any(equal(number, o) or _same(number, o) for o in anywhere):
            return " ".join(number.text.split())
    return ""


def _same(a: Quantity, b: Quantity) -> bool:
    """Equal figures; the unit may be left out on one side, as in a list or a table."""
    return a.value == b.value and (not a.unit or not b.unit or a.unit == b.unit)


def statement_faults(
    statement: Statement, dossier: Dossier, *, both_sides: bool = False
) -> tuple[str, ...]:
    """What is wrong between a statement and the claims that it cites, in words.

    `both_sides` is for statements that set a claim against what speaks against it.
    """
    claims = dossier.by_id
    found = [f"it cites {i}, which is no claim" for i in statement.claim_ids if i not in claims]
    cited = [claims[i] for i in statement.claim_ids if i in claims]
    if _cut(statement.text):
        found.append("it ends in the middle of a sentence")
    if not cited:
        return tuple(found)
    evidence = _evidence(cited, dossier, both_sides)
    counted = _without_counts(statement.text, len(dossier.works))
    if missing := _missing(counted, evidence, dossier.question):
        found.append(f"a number is in none of its quotes: {missing}")
    if _strays(statement.text, cited, evidence, dossier):
        found.append("its claims do not say this")
    elif not both_sides and _swapped(statement.text, cited, dossier):
        found.append("it does not say what it cites, another claim does")
    if not both_sides and len(cited) == 1 and _opposed(statement.text, cited[0]):
        found.append("it says the opposite of its claim")
    return tuple(found)


def asserts(statement: Statement, dossier: Dossier) -> bool:
    """True when a statement says more than the question and the report's own accounts hold."""
    if _cut(statement.text):
        return True
    said = topic_words(statement.text)
    named = [s.source.replace(":", " ") for s in dossier.searches]
    asked = _words(" ".join([dossier.question, *named, *(t for _, t in dossier.sub_questions)]))
    return len(said - asked) >= OF_ITS_OWN


def _opposed(text: str, case: Case) -> bool:
    found = check(_QUOTED.sub("", text), _QUOTED.sub("", case.text))
    return any(f.rule in ("negation", "comparison") and f.effect == "blocks" for f in found)


def _evidence(cited: Sequence[Case], dossier: Dossier, both_sides: bool) -> str:
    """The claims' quotes and their works' titles; with `both_sides` all that bears on them too."""
    titles = dossier.titles
    pieces = [text for c in cited for text in (c.quote, titles.get(c.work, ""))]
    if both_sides:
        proofs = [p for c in cited for p in c.proofs if p.found]
        pieces += [text for p in proofs for text in (p.quote, p.quote, titles.get(p.work, ""))]
    return " ; ".join(pieces)


def _strays(text: str, cited: Sequence[Case], evidence: str, dossier: Dossier) -> bool:
    """True when too few of a statement's words stand in what it cites."""
    wanted = topic_words(text)
    there = _words(dossier.question).union(_words(evidence), *(_words(c.text) for c in cited))
    return len(wanted) >= LEAST_WORDS and len(wanted & there) < COVERED * len(wanted)


def _swapped(text: str, cited: Sequence[Case], dossier: Dossier) -> bool:
    """True when a claim that is not cited says what the statement says, and those cited do not."""
    wanted = _distinctive(text, dossier)
    own = max(_shared(wanted, c, dossier) for c in cited)
    best = max(_shared(wanted, c, dossier) for c in dossier.claims)
    return best - own >= BETTER * max(len(wanted), LEAST_WORDS)


def _shared(wanted: frozenset[str], case: Case, dossier: Dossier) -> int:
    """How many of the wanted words stand in the claim, its quote or its title."""
    title = _words(dossier.titles.get(case.work, ""))
    return len(wanted & (_words(case.text) | _words(case.quote) | title))


def _without_counts(text: str, works: int) -> str:
    """The text without whole numbers that say how many papers or claims there are."""
    for q in reversed(quantities(text)):
        small = not q.unit and q.decimals == 0 and 0 <= q.value <= max(works, MOST_CLAIMS)
        if small and q.noun in _REPORTING:
            text = text[: q.start] + text[q.end :]
    return text


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def topic_words(text: str) -> frozenset[str]:
    """Stems of a text without figures and the words in which a report speaks of itself."""
    return frozenset(w for w in _words(text) - _REPORTING if not w.isdigit())


_REPORTING = frozenset(
    stem(word)
    for word in [
        *("papers", "works", "studies", "claims", "sources", "others", "independent", "review"),
        *("distinct", "retrieved", "abstracts", "questions", "verified", "findings", "evidence"),
        *("address", "directly", "point", "positive", "negative", "answer", "bears", "part"),
        *("disagree", "balance", "supported", "corroborated", "contradicted", "strong", "moderate"),
        *("limited", "insufficient", "search", "searches", "returned", "included", "texts"),
        *("contrast", "sub", "leave", "open", "clear", "direction", "two", "three", "four", "five"),
        *("six", "seven", "eight", "nine", "ten", "further", "relevant", "rounds", "gave"),
        *("library", "date", "years", "failed", "coverage", "incomplete", "one", "asks", "found"),
        *("group", "groups", "certainty", "high", "low", "very", "single", "few", "shared"),
        *("says", "yes", "no", "both", "side", "takes", "mixed", "preprints", "indirect"),
        *("inconsistent", "agree", "speaks", "conditions", "asked", "rests", "gives", "best"),
        *("reports", "states", "topic", "none", "takes", "side", "mixed", "towards", "away"),
    ]
)
"""Words in which a report speaks of itself, and what it may count."""
