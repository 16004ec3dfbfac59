"""From what each paper says of a finding to its counts, verdict and certainty: a pure rule.

Votes are counted by direction and by independent group (agents/law/groups.py); sizes of effects
are not pooled.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from agents.law.certainty import Body, certainty
from agents.law.groups import groups
from litassay.types import (
    Paper,
    PaperStance,
    ProposedFinding,
    ReviewFinding,
    ScreeningDecision,
    Verdict,
    Weighing,
    Weight,
)

DECIDES = 2 / 3
"""Share of the groups that must agree for a verdict; a mixed group counts for half on each side."""


SIDES: tuple[Verdict, Verdict] = ("SUPPORTED", "REFUTED")


class Tally(NamedTuple):
    """Independent groups by what they say."""

    yes: int
    no: int
    mixed: int

    @property
    def heard(self) -> int:
        """Groups that say anything."""
        return self.yes + self.no + self.mixed

    @property
    def verdict(self) -> Verdict:
        """The side of at least two thirds of the groups, and of more than half in full."""
        for side, verdict in ((self.yes, SIDES[0]), (self.no, SIDES[1])):
            if 2 * side > self.heard and side + self.mixed / 2 >= DECIDES * self.heard:
                return verdict
        return "NOT_ENOUGH_INFO"

    @property
    def agreeing(self) -> int:
        """Groups on the side of the verdict."""
        return {"SUPPORTED": self.yes, "REFUTED": self.no}.get(self.verdict, self.mixed)

    @property
    def backing(self) -> int:
        """Groups that the verdict rests on: those on its side; all that speak where it is mixed."""
        return self.heard if self.verdict == "NOT_ENOUGH_INFO" else self.agreeing


def tally(stances: Mapping[str, PaperStance], members: Sequence[frozenset[str]]) -> Tally:
    """Count groups: one whose papers stand on both sides is mixed.

    Args:
        stances: Paper id → stance.
        members: Paper ids of each independent group.
    """
    counts = {"yes": 0, "no": 0, "mixed": 0}
    for group in members:
        said = {stances[p] for p in group if stances.get(p, "silent") != "silent"}
        if not said:
            continue
        if {"supports", "refutes"} <= said or said == {"mixed"}:
            counts["mixed"] += 1
        else:
            counts["yes" if "supports" in said else "no"] += 1
    return Tally(**counts)


def count_all(
    proposed: Sequence[ProposedFinding],
    weighings: Sequence[Weighing],
    papers: Sequence[Paper],
    screening: Sequence[ScreeningDecision] = (),
) -> tuple[ReviewFinding, ...]:
    """The findings counted, in their order; one that was not weighed is NOT_CHECKED.

    A paper that was screened as partial speaks of other conditions than asked: it is indirect.
    """
    apart = {d.paper_id for d in screening if d.grade == "partial"}
    weighings = [_marked(w, apart) for w in weighings]
    by_id = {w.finding_id: w for w in weighings}
    kept = [p for p in papers if not p.retracted]
    members = groups(kept)
    return tuple(
        count_one(f, by_id.get(f.id, Weighing(finding_id=f.id)), kept, members) for f in proposed
    )


def _marked(weighing: Weighing, apart: set[str]) -> Weighing:
    weights = tuple(
        w.model_copy(update={"indirect": w.indirect or w.paper_id in apart})
        for w in weighing.weights
    )
    return weighing.model_copy(update={"weights": weights})


def count_one(
    finding: ProposedFinding,
    weighing: Weighing,
    papers: Sequence[Paper],
    members: Sequence[frozenset[str]],
) -> ReviewFinding:
    """One finding with its counts; papers that are not among `papers` (retracted) do not count."""
    known = {p.id: p for p in papers}
    weights = tuple(w for w in weighing.weights if w.paper_id in known)
    found = tally({w.paper_id: w.stance for w in weights}, members)
    deciding = [w for w in weights if w.stance != "silent"]
    body = Body(
        deciding=deciding,
        papers=[known[w.paper_id] for w in deciding],
        agreeing=found.agreeing,
        backing=found.backing,
        heard=found.heard,
        newest=max((p.year for p in papers if p.year is not None), default=None),
    )
    level, reasons = certainty(body)
    return ReviewFinding(
        **finding.model_dump(),
        weights=weights,
        groups_for=found.yes,
        groups_against=found.no,
        groups_mixed=found.mixed,
        verdict=found.verdict if weights else "NOT_CHECKED",
        confidence=_confidence(found.verdict, deciding) if weights else None,
        certainty=level,
        lowered_by=reasons,
        note=weighing.note,
    )


def _confidence(verdict: Verdict, deciding: Sequence[Weight]) -> float | None:
    """Mean probability of the stances that agree with the verdict, times their share."""
    side = {"SUPPORTED": "supports", "REFUTED": "refutes"}.get(verdict)
    sure = [w.probability for w in deciding if w.probability is not None]
    if len(sure) < len(deciding) or not deciding:
        return None
    agreeing = [w.probability or 0.0 for w in deciding if side in (None, w.stance)]
    return round(math.fsum(agreeing) / len(deciding), 4)
