"""The gates: deterministic caps on the rating that no reviewer and no text can argue with.

Each row of RULES is a name, a cap and a test over the audit; docs/rating.md says why for each.
"""

from collections.abc import Callable
from typing import NamedTuple

from agents.extractive.reviewers.synthesis import repeats
from agents.law.strength import RANK, warranted
from litassay.types import Audit, Gate

THIN = 3
"""Fewer claims that stand than this cannot carry a good rating."""
MANY_REPEATS = 0.2
"""Share of claims that repeat another from which the report counts as padded."""


class Rule(NamedTuple):
    """One gate."""

    name: str
    cap: float
    test: Callable[[Audit], str]
    """The reason why it applies, or empty."""


def gates(seen: Audit) -> tuple[Gate, ...]:
    """Every gate that applies, the lowest cap first."""
    found = [Gate(name=r.name, cap=r.cap, reason=reason) for r in RULES if (reason := r.test(seen))]
    return tuple(sorted(found, key=lambda g: (g.cap, g.name)))


def _no_verified_claim(seen: Audit) -> str:
    return "" if seen.sound else f"None of {len(seen.shown)} claims shown stands."


def _empty_answer(seen: Audit) -> str:
    cites = any(s.claim_ids and s.text.strip() for s in seen.dossier.draft.answer)
    return "" if cites else "The answer is empty or rests on no claim."


def _off_question(seen: Audit) -> str:
    off, shown = len(seen.off), len(seen.shown)
    return f"{off} of {shown} claims are off the question." if off and 2 * off >= shown else ""


def _not_standing(seen: Audit) -> str:
    loose = len(seen.shown) - len(seen.sound)
    return (
        f"{loose} of {len(seen.shown)} claims shown do not stand."
        if (seen.sound and 2 * loose > len(seen.shown))
        else ""
    )


def _refuted_shown(seen: Audit) -> str:
    refuted = [c.id for c in seen.shown if c.verdict == "REFUTED" or _belied(seen, c.id)]
    return f"Asserted although the documents refute it: {', '.join(refuted)}." if refuted else ""


def _belied(seen: Audit, claim_id: str) -> bool:
    return any("marked supported" in wrong for wrong in seen.faults.get(claim_id, ()))


def _altered_quote(seen: Audit) -> str:
    lost = [i for i, wrong in seen.faults.items() if any("not in its document" in w for w in wrong)]
    return f"Quotes that are not in their documents: {', '.join(lost)}." if lost else ""


def _number_differs(seen: Audit) -> str:
    wrong = [f"{i}: {w}" for i, found in seen.faults.items() for w in found if "number" in w]
    wrong += [w for one in seen.broken for w in one.faults if "number" in w]
    return f"{wrong[0]}." if wrong else ""


def _miscited(seen: Audit) -> str:
    wrong = [
        f"“{one.statement.text[:60]}”"
        for one in seen.broken
        if any("number" not in w for w in one.faults)
    ]
    return (
        f"Sentences that their claims do not say: {len(wrong)}, first {wrong[0]}." if wrong else ""
    )


def _one_work(seen: Audit) -> str:
    one = len(seen.works) == 1 and len(seen.sound) > 1
    return f"All {len(seen.sound)} claims that stand come from one work." if one else ""


def _overclaimed(seen: Audit) -> str:
    return _called(seen) if _steps(seen) >= 2 else ""


def _overstated(seen: Audit) -> str:
    return _called(seen) if _steps(seen) == 1 else ""


def _steps(seen: Audit) -> int:
    return RANK[seen.dossier.draft.strength] - RANK[warranted(seen)]


def _called(seen: Audit) -> str:
    return f"Called {seen.dossier.draft.strength}; the evidence is {warranted(seen)}."


def _uncited(seen: Audit) -> str:
    many = len(seen.uncited) > 1
    return f"{len(seen.uncited)} assertions rest on no claim." if many else ""


def _failure_hidden(seen: Audit) -> str:
    kept = [d.fact for d in seen.undisclosed if d.name.startswith("source:")]
    return f"Not disclosed: {'; '.join(kept)}." if kept else ""


def _source_failed(seen: Audit) -> str:
    said = [d.fact for d in seen.due if d.name.startswith("source:")]
    return f"A source failed: {'; '.join(said)}." if said else ""


def _contradictions_hidden(seen: Audit) -> str:
    told = seen.dossier.draft.contradictions
    against = [c.id for c in seen.contested]
    if against and not told:
        return f"Contradicted, and the report does not show it: {', '.join(against)}."
    split = [f.id for f in seen.dossier.findings if f.groups_for and f.groups_against]
    if split and not told:
        return f"Groups stand on both sides of a finding, and it is not told: {', '.join(split)}."
    return ""


def _no_limitations(seen: Audit) -> str:
    return "" if seen.dossier.draft.limitations else "The report states no limitations."


def _thin(seen: Audit) -> str:
    few, one = len(seen.sound) < THIN, len(seen.sound) == 1
    stand = "claim stands" if one else "claims stand"
    return f"Only {len(seen.sound)} {stand}." if seen.sound and few else ""


def _padded(seen: Audit) -> str:
    twice = repeats(seen.shown)
    told = [s.text for g in seen.dossier.draft.results for s in g.statements if s.claim_ids]
    again = len(told) - len(set(told))
    many = len(twice) + again >= max(1.0, MANY_REPEATS * len(seen.shown))
    return (
        f"{len(twice)} of {len(seen.shown)} claims and {again} sentences of the results repeat "
        "another."
        if many
        else ""
    )


def _background(seen: Audit) -> str:
    """Claims of works that were screened as background or off the topic, where grades are known."""
    grades = {w.name: w.grade for w in seen.dossier.works}
    graded = [c for c in seen.shown if grades.get(c.work)]
    off = sum(grades[c.work] in ("background", "off_topic") for c in graded)
    return (
        f"{off} of {len(graded)} claims come from works that only give background."
        if graded and 2 * off > len(graded)
        else ""
    )


def _indirect_only(seen: Audit) -> str:
    """Everything that speaks to the findings speaks of other conditions than asked."""
    said = [o for f in seen.dossier.findings for o in f.opinions]
    return "Every paper behind the findings is indirect evidence." * bool(
        said and all(o.indirect for o in said)
    )


def _inflated(seen: Audit) -> str:
    wrong = [
        f.id
        for f in seen.dossier.findings
        if f.groups_for > f.most_for or f.groups_against > f.most_against
    ]
    return (
        f"More groups are counted than quotes of independent groups are there: {', '.join(wrong)}."
        if wrong
        else ""
    )


def _left_out(seen: Audit) -> str:
    wrong = [f.id for f in seen.dossier.findings if f.left_out and f.opinions]
    return f"Works that were used were not asked about: {', '.join(wrong)}." if wrong else ""


def _retracted(seen: Audit) -> str:
    gone = {w.name for w in seen.dossier.works if w.retracted}
    on = [c.id for c in seen.shown if c.work in gone]
    return f"Claims rest on retracted work: {', '.join(on)}." if on else ""


RULES = (
    Rule("no_verified_claim", 3.0, _no_verified_claim),
    Rule("empty_answer", 3.0, _empty_answer),
    Rule("off_question", 4.0, _off_question),
    Rule("mostly_unverified", 4.0, _not_standing),
    Rule("refuted_shown", 4.0, _refuted_shown),
    Rule("altered_quote", 4.0, _altered_quote),
    Rule("retracted", 4.0, _retracted),
    Rule("mostly_background", 5.0, _background),
    Rule("counts_inflated", 5.0, _inflated),
    Rule("works_left_out", 5.0, _left_out),
    Rule("one_work", 5.0, _one_work),
    Rule("number_differs", 5.0, _number_differs),
    Rule("overclaimed", 5.0, _overclaimed),
    Rule("failure_hidden", 5.0, _failure_hidden),
    Rule("miscited", 6.0, _miscited),
    Rule("contradictions_hidden", 6.0, _contradictions_hidden),
    Rule("indirect_only", 6.0, _indirect_only),
    Rule("no_limitations", 6.0, _no_limitations),
    Rule("overstated", 6.0, _overstated),
    Rule("uncited", 6.0, _uncited),
    Rule("thin", 6.0, _thin),
    Rule("padded", 6.0, _padded),
    Rule("source_failed", 8.0, _source_failed),
)
"""Every gate, the lowest cap first."""
