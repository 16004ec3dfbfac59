"""Compares variants with a base over the same questions: measures, verdict flips, and why."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from litassay.evals.paired import Difference, FlipTest, corrected, difference, flips
from litassay.evals.run_measures import ClaimOutcome, Measures
from litassay.types import Record

Trial = tuple[str, int]
"""Question and repeat: what is paired."""


class Observed(NamedTuple):
    """One finished run, as it is compared."""

    measures: Measures
    claims: Mapping[str, ClaimOutcome]
    """By paper and span."""


class Flip(Record):
    """A claim whose verdict is not the same, and what both runs say of it."""

    variant: str
    question: str
    repeat: int
    claim: str
    paper_id: str
    base_verdict: str
    variant_verdict: str
    base_reason: str
    variant_reason: str


class Comparison(Record):
    """Everything that is reported about an experiment."""

    base: str
    means: tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...]
    """(variant, (measure, mean)), the base first."""
    differences: tuple[Difference, ...]
    flip_tests: tuple[FlipTest, ...]
    flips: tuple[Flip, ...]


def compare(base: str, observed: Mapping[str, Mapping[Trial, Observed]]) -> Comparison:
    """Compare every variant with the base over the trials that both have.

    Args:
        base: Name of the base variant.
        observed: Runs by variant and trial.
    """
    names = [base, *(name for name in observed if name != base)]
    differences: list[Difference] = []
    tests: list[FlipTest] = []
    changed: list[Flip] = []
    for name in names[1:]:
        trials = [t for t in observed[base] if t in observed[name]]
        pairs = [(t, observed[base][t], observed[name][t]) for t in trials]
        differences += _differences(name, pairs)
        tests.append(_test(name, pairs))
        changed += _flips(name, pairs)
    adjusted, flip_tests = corrected(differences, tests)
    return Comparison(
        base=base,
        means=tuple((name, _means(list(observed[name].values()))) for name in names),
        differences=adjusted,
        flip_tests=flip_tests,
        flips=tuple(changed),
    )


Pairs = Sequence[tuple[Trial, Observed, Observed]]


def _differences(variant: str, pairs: Pairs) -> list[Difference]:
    names = list(dict.fromkeys(m for _, a, b in pairs for m in (*a.measures, *b.measures)))
    found = [
        difference(
            name,
            variant,
            [a.measures.get(name) for _, a, _ in pairs],
            [b.measures.get(name) for _, _, b in pairs],
        )
        for name in names
    ]
    return [d for d in found if d is not None]


def _matched(pairs: Pairs) -> list[tuple[Trial, ClaimOutcome, ClaimOutcome]]:
    return [
        (trial, a.claims[key], b.claims[key])
        for trial, a, b in pairs
        for key in a.claims
        if key in b.claims
    ]


def _test(variant: str, pairs: Pairs) -> FlipTest:
    matched = _matched(pairs)
    return flips(variant, [a.verdict for _, a, _ in matched], [b.verdict for _, _, b in matched])


def _flips(variant: str, pairs: Pairs) -> list[Flip]:
    return [
        Flip(
            variant=variant,
            question=question,
            repeat=repeat,
            claim=b.text,
            paper_id=b.paper_id,
            base_verdict=a.verdict,
            variant_verdict=b.verdict,
            base_reason=a.reason,
            variant_reason=b.reason,
        )
        for (question, repeat), a, b in _matched(pairs)
        if a.verdict != b.verdict
    ]


def _means(runs: list[Observed]) -> tuple[tuple[str, float | None], ...]:
    names = dict.fromkeys(name for run in runs for name in run.measures)
    return tuple((name, _mean([run.measures.get(name) for run in runs])) for name in names)


def _mean(values: list[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None
