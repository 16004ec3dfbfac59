"""Does the rating fall when a report is damaged? Planted defects, and two known bad reports."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.law.audit import audit
from litassay.evals.baseline_reports import BASELINES
from litassay.evals.defects import KINDS, plant
from litassay.evals.edits import Report
from litassay.ports import Panel, Reviewer
from litassay.types import Rating, Record

SEEDS = 3


@dataclass(frozen=True)
class Judges:
    """Who rates: the same reviewers and the same panel as in a run."""

    reviewers: Sequence[Reviewer]
    panel: Panel

    def rate(self, report: Report) -> Rating:
        """The rating of one report."""
        return asyncio.run(self._rate(report))

    async def _rate(self, report: Report) -> Rating:
        seen = audit(report.base, report.draft)
        return self.panel.rate(seen, [await r.review(seen) for r in self.reviewers])


class Kind(Record):
    """What one kind of damage does to the rating."""

    pairs: int
    falling: int
    share_falling: float
    share_falling_ungated: float
    """Of the reviewers' mean alone, before any gate."""
    mean_fall: float
    """Points, over all pairs."""
    smallest_fall: float
    noticed_by: tuple[tuple[str, float], ...]
    """Dimensions by mean fall in points, the largest first, at most three."""
    gates: tuple[str, ...]
    """Gates that applied to damaged reports and not to their sound ones, sorted."""


class BadReport(Record):
    """A rebuilt report that must rate low."""

    score: float
    bar: float
    gates: tuple[str, ...]
    passed: bool


class Outcome(Record):
    """All of the measurement."""

    reports: int
    base_scores: tuple[float, ...]
    """Ratings of the sound reports, in the order given."""
    pairs: int
    share_falling: float
    share_falling_ungated: float
    """Of the reviewers' mean alone, before any gate."""
    by_kind: Mapping[str, Kind]
    baselines: Mapping[str, BadReport]
    not_planted: tuple[str, ...]
    """Kinds that no report offered a place for."""


class _Fall(NamedTuple):
    points: float
    ungated: float
    dimensions: Mapping[str, float]
    gates: frozenset[str]


def measure(reports: Sequence[Report], judges: Judges, seeds: int = SEEDS) -> Outcome:
    """Damage every report in every way, `seeds` times, and rate before and after."""
    base = {n: judges.rate(report) for n, report in enumerate(reports)}
    falls: dict[str, list[_Fall]] = defaultdict(list)
    for kind in KINDS:
        for n, report in enumerate(reports):
            other = reports[(n + 1) % len(reports)]
            falls[kind] += _falls(kind, report, other, base[n], judges, seeds)
    by_kind = {kind: _summary(found) for kind, found in falls.items() if found}
    every = [f for found in falls.values() for f in found]
    return Outcome(
        reports=len(reports),
        base_scores=tuple(r.score for r in base.values()),
        pairs=len(every),
        share_falling=_share(f.points for f in every),
        share_falling_ungated=_share(f.ungated for f in every),
        by_kind=by_kind,
        baselines={b.name: _bad(b.report, b.bar, judges) for b in BASELINES},
        not_planted=tuple(k for k in KINDS if k not in by_kind),
    )


def _falls(
    kind: str, report: Report, other: Report, base: Rating, judges: Judges, seeds: int
) -> list[_Fall]:
    found = []
    seen: list[Report] = []
    for seed in range(seeds):
        pair = plant(kind, report, other, seed)
        if pair is None or pair.damaged in seen:
            continue
        seen.append(pair.damaged)
        before = base if pair.sound == report else judges.rate(pair.sound)
        found.append(_fall(before, judges.rate(pair.damaged)))
    return found


def _fall(before: Rating, after: Rating) -> _Fall:
    was, now = dict(before.dimensions), dict(after.dimensions)
    lost: dict[str, float] = {
        d: (was[d] or 0.0) - (now[d] or 0.0) for d in was if was[d] is not None
    }
    added = {g.name for g in after.gates} - {g.name for g in before.gates}
    return _Fall(
        points=round(before.score - after.score, 1),
        ungated=round(before.ungated - after.ungated, 2),
        dimensions=lost,
        gates=frozenset(added),
    )


def _share(falls: Iterable[float]) -> float:
    listed = list(falls)
    return round(sum(f > 0 for f in listed) / len(listed), 4) if listed else 0.0


def _summary(falls: Sequence[_Fall]) -> Kind:
    names = sorted({d for f in falls for d in f.dimensions})
    means = {d: sum(f.dimensions.get(d, 0.0) for f in falls) / len(falls) for d in names}
    noticed = sorted(((d, round(m, 2)) for d, m in means.items()), key=lambda x: (-x[1], x[0]))
    return Kind(
        pairs=len(falls),
        falling=sum(f.points > 0 for f in falls),
        share_falling=_share(f.points for f in falls),
        share_falling_ungated=_share(f.ungated for f in falls),
        mean_fall=round(sum(f.points for f in falls) / len(falls), 2),
        smallest_fall=min(f.points for f in falls),
        noticed_by=tuple(n for n in noticed if n[1] > 0)[:3],
        gates=tuple(sorted({g for f in falls for g in f.gates})),
    )


def _bad(report: Report, bar: float, judges: Judges) -> BadReport:
    rating = judges.rate(report)
    return BadReport(
        score=rating.score,
        bar=bar,
        gates=tuple(g.name for g in rating.gates),
        passed=rating.score <= bar,
    )
