"""Planted defects of review findings: what a careless or a partial synthesis would do."""

from random import Random

from litassay.evals.defects_report import Pair
from litassay.evals.edits import Report
from litassay.types import ReviewFinding


def counts_inflated(report: Report, _: Report, draw: Random) -> Report | None:
    """A finding counts more independent groups than speak for it."""
    found = [f for f in report.base.findings if f.groups_for]
    if not found:
        return None
    chosen = draw.choice(found)
    more = chosen.groups_for + draw.randint(1, 4)
    return _replaced(report, chosen, chosen.model_copy(update={"groups_for": more}))


def contradicting_paper_left_out(report: Report, _: Report, draw: Random) -> Report | None:
    """The papers that speak against a finding are not in its account."""
    found = [f for f in report.base.findings if f.papers("refutes")]
    if not found:
        return None
    chosen = draw.choice(found)
    kept = tuple(w for w in chosen.weights if w.stance != "refutes")
    changed = {"weights": kept, "groups_against": 0, "verdict": "SUPPORTED"}
    return _replaced(report, chosen, chosen.model_copy(update=changed))


def mostly_background(report: Report, _: Report, draw: Random) -> Pair | None:
    """Most claims come from works of the same field that only give background.

    The grades are those that a careful screener would give such works: the sound half has the same
    works graded as relevant.
    """
    works = sorted({c.paper_id for c in report.shown})
    if len(works) < 2:
        return None
    off = set(draw.sample(works, len(works) - 1))
    if 2 * sum(c.paper_id in off for c in report.shown) <= len(report.shown):
        return None

    def graded(grade: str) -> Report:
        return report.with_findings(
            screening=tuple(
                d.model_copy(update={"grade": grade if d.paper_id in off else "direct"})
                if d.paper_id in works
                else d
                for d in report.base.screening
            )
        )

    return Pair(graded("direct"), graded("background"))


def _replaced(report: Report, old: ReviewFinding, new: ReviewFinding) -> Report:
    kept = tuple(new if f is old else f for f in report.base.findings)
    return report.with_findings(findings=kept)
