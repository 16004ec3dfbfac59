"""The numbers reviewer: whether figures are those of their quotes, and results are complete."""

from dataclasses import dataclass

from agents.extractive.reviewers.scoring import mean, review, score
from litassay.text.quantities import quantities
from litassay.types import Audit, BenchmarkResult, Case, DimensionScore, MissingReview, Review


@dataclass(frozen=True)
class NumbersReviewer:
    """Every number looked up in its quote; every measured result checked for what it needs."""

    name: str = "numbers"

    async def review(self, seen: Audit) -> Review | MissingReview:
        """Score numerical_consistency and benchmark_validity; nothing to score without numbers."""
        scores = (_numbers(seen), _benchmarks(seen))
        if all(s.score is None for s in scores):
            return MissingReview(reviewer=self.name, reason="The report states no numbers.")
        return review(self.name, seen, *scores)


def _numbers(seen: Audit) -> DimensionScore:
    numeric = [c for c in seen.shown if quantities(c.text)]
    sentences = [one for one in seen.checked if quantities(one.statement.text)]
    if not numeric and not sentences:
        return score("numerical_consistency", None, "The report states no numbers.")
    wrong = [w for one in seen.broken for w in one.faults if "number" in w]
    wrong += [w for found in seen.faults.values() for w in found if "number" in w]
    reason = (
        f"{len(numeric)} claims and {len(sentences)} sentences state numbers; "
        f"{len(wrong) or 'none'} of these differ from what is quoted"
        + (f" ({wrong[0]})." if wrong else ".")
    )
    value = max(0.0, 4.0 - len(wrong)) if wrong else 10.0
    return score("numerical_consistency", value, reason, numeric)


def _benchmarks(seen: Audit) -> DimensionScore:
    cases = [c for c in seen.shown if c.benchmarks]
    if not cases:
        return score("benchmark_validity", None, "No claim reports a measured result.")
    points = [_completeness(b, c) for c in cases for b in c.benchmarks]
    whole = sum(p == 10 for p in points)
    misplaced = sum(p == 0 for p in points)
    reason = (
        f"{len(points)} measured results: {whole} name value, metric, data and comparison; "
        f"{misplaced} give a value that their quote does not hold."
    )
    return score("benchmark_validity", mean(points), reason, cases)


def _completeness(result: BenchmarkResult, case: Case) -> float:
    """0 for a value that is not in the quote; else 4, and 2 for each of what places it."""
    stated = [v for v in (result.value, result.delta) if v is not None]
    there = {abs(q.value) for q in quantities(case.quote)}
    if not stated or any(all(abs(abs(v) - t) > 1e-6 for t in there) for v in stated):
        return 0.0
    named = (result.metric or result.unit, result.dataset or result.task)
    compared = result.baseline is not None or result.delta is not None
    return 4.0 + 2.0 * sum(x is not None for x in named) + 2.0 * compared
