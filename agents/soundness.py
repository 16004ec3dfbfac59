"""Whether a claim stands and whether a statement follows from its claims, rechecked by rule.

Nothing is taken on trust: a claim that is marked SUPPORTED stands only when its quote is in the
document, its numbers are in the quote, and evidence that was found speaks for it.
"""

from functools import lru_cache

from agents.dossier_records import Case, Dossier
from agents.rules import RuleFinding, check
from litassay.text.quantities import Quantity, equal, quantities
from litassay.text.words import stem, stems
from litassay.types import Statement

COVERED = 0.35
"""Least share of a statement's words that its claims, quotes and titles hold."""
BETTER = 0.35
"""By how much another claim must fit a statement better for its citation to count as swapped."""
_COUNTS_TO = 400
"""Whole numbers up to this may count works or claims, which the report is free to do."""


def stands(case: Case) -> bool:
    """Verified, and nothing in its record speaks against that."""
    return case.verdict == "SUPPORTED" and not faults(case)


@lru_cache(maxsize=4096)
def faults(case: Case) -> tuple[str, ...]:
    """What is wrong with a claim beyond its verdict, in words; empty when nothing is."""
    found = []
    if not case.found:
        found.append("its quote is not in its document")
    if any(not p.found for p in case.proofs):
        found.append("a quote of its evidence is not in its document")
    if missing := _missing(case.text, case.quote, allowed=""):
        found.append(f"a number is not in its quote: {missing}")
    if any(f.rule in ("negation", "comparison") and f.effect == "blocks" for f in _turned(case)):
        found.append("it says the opposite of its quote")
    if case.verdict == "SUPPORTED" and not _has_support(case):
        found.append("it is marked supported, but its evidence does not support it")
    return tuple(found)


def _turned(case: Case) -> tuple[RuleFinding, ...]:
    return () if case.text == case.quote else check(case.text, case.quote)


def _has_support(case: Case) -> bool:
    """At least one span in support, and the strongest span of its own work not against it."""
    stances = [p.stance for p in case.proofs if p.work == case.work and p.stance != "NEUTRAL"]
    return any(p.stance == "SUPPORTS" for p in case.proofs) and stances[:1] != ["REFUTES"]


def _missing(said: str, evidence: str, allowed: str) -> str:
    """The first number of a text that the evidence does not hold; empty when all are there."""
    there = (*quantities(evidence), *quantities(allowed))
    for number in quantities(said):
        if not any(equal(number, other) or _same(number, other) for other in there):
            return " ".join(number.text.split())
    return ""


def _same(a: Quantity, b: Quantity) -> bool:
    """Equal figures; the unit may be left out on one side, as in a list or a table."""
    return a.value == b.value and (not a.unit or not b.unit or a.unit == b.unit)


def statement_faults(statement: Statement, dossier: Dossier) -> tuple[str, ...]:
    """What is wrong between a statement and the claims that it cites, in words."""
    claims = dossier.by_id
    unknown = [i for i in statement.claim_ids if i not in claims]
    cited = [claims[i] for i in statement.claim_ids if i in claims]
    found = [f"it cites {i}, which is no claim" for i in unknown]
    if not cited:
        return tuple(found)
    if missing := _missing_in_statement(statement, cited, dossier):
        found.append(f"a number is in none of its quotes: {missing}")
    fit = max(_fit(statement.text, c, dossier) for c in cited)
    best = max((_fit(statement.text, c, dossier) for c in dossier.claims), default=0.0)
    if best - fit >= BETTER:
        found.append("another claim says this, not the ones that it cites")
    elif _fit_all(statement.text, cited, dossier) < COVERED:
        found.append("its claims do not say this")
    if len(cited) == 1 and any(
        f.rule in ("negation", "comparison") and f.effect == "blocks"
        for f in check(statement.text, cited[0].text)
    ):
        found.append("it says the opposite of its claim")
    return tuple(found)


def _missing_in_statement(statement: Statement, cited: list[Case], dossier: Dossier) -> str:
    titles = dossier.titles
    evidence = " ; ".join(
        f"{c.quote} ; {titles.get(c.work, '')} ; "
        + " ; ".join(p.quote for p in c.proofs if p.stance == "SUPPORTS" and p.found)
        for c in cited
    )
    return _missing(_without_counts(statement.text, len(dossier.works)), evidence, dossier.question)


def _without_counts(text: str, works: int) -> str:
    """The text without whole numbers that say how many papers or claims there are."""
    for q in reversed(quantities(text)):
        small = not q.unit and q.decimals == 0 and 0 <= q.value <= min(_COUNTS_TO, max(works, 20))
        if small and q.noun in _COUNTED:
            text = text[: q.start] + text[q.end :]
    return text


_COUNTED = frozenset(
    stem(w)
    for w in [
        *("papers", "works", "studies", "claims", "sources", "others", "independent"),
        *("distinct", "retrieved", "abstracts", "questions"),
    ]
)
"""What a report may count by itself."""


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _fit(text: str, case: Case, dossier: Dossier) -> float:
    """Share of the statement's words in the claim, its quote or its title."""
    return _fit_all(text, [case], dossier)


def _fit_all(text: str, cases: list[Case], dossier: Dossier) -> float:
    wanted = _words(text)
    titles = dossier.titles
    there: set[str] = set(_words(dossier.question))
    for case in cases:
        there |= _words(case.text) | _words(case.quote) | _words(titles.get(case.work, ""))
    return len(wanted & there) / len(wanted) if wanted else 1.0
