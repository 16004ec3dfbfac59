"""Compares variants with a base over the same questions: measures, verdict flips, and why."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from litassay.evals.paired import (
    Difference,
    FlipTest,
    corrected,
    difference,
    flips,
    mean,
    smallest_p,
)
from litassay.evals.run_measures import ClaimOutcome, Measures
from litassay.evals.spending import Spending
from litassay.types import Record

Trial = tuple[str, int]
"""Question and repeat."""
PRIMARY = ("rating", "verified_share")
"""What decides where a plan names nothing else."""
DESCRIBED = frozenset({"unusable_answers", "prompt_tokens", "completion_tokens", "usd", "seconds"})
"""Measures of failure and cost: shown with their intervals and never tested."""
LEVEL = 0.05


class Observed(NamedTuple):
    """One finished run, as it is compared."""

    measures: Measures
    claims: Mapping[str, ClaimOutcome]
    """By paper and span."""
    answer: str = ""
    """The published answer, as one paragraph."""


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


class Answer(Record):
    """What one run answered."""

    question: str
    variant: str
    repeat: int
    text: str
    rating: float | None


class Comparison(Record):
    """Everything that is reported about an experiment."""

    base: str
    means: tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...]
    """(variant, (measure, mean over questions)), the base first."""
    differences: tuple[Difference, ...]
    """Of each variant the primary measures first."""
    flip_tests: tuple[FlipTest, ...]
    flips: tuple[Flip, ...]
    warnings: tuple[str, ...] = ()
    """What keeps this comparison from deciding anything, in words."""
    answers: tuple[Answer, ...] = ()
    """By question, then variant in the order of the plan, then repeat."""
    spending: tuple[Spending, ...] = ()
    """What each variant cost; empty where no plan says which calls were copied."""


def compare(
    base: str,
    observed: Mapping[str, Mapping[Trial, Observed]],
    primary: Sequence[str] = PRIMARY,
) -> Comparison:
    """Compare every variant with the base over the trials that both have.

    Args:
        base: Name of the base variant.
        observed: Runs by variant and trial.
        primary: Measures that decide, named beforehand.
    """
    names = [base, *(name for name in observed if name != base)]
    by_question = {name: _by_question(observed[name]) for name in names}
    differences: list[Difference] = []
    tests: list[FlipTest] = []
    changed: list[Flip] = []
    for name in names[1:]:
        differences += _differences(name, by_question[base], by_question[name], primary)
        trials = [t for t in observed[base] if t in observed[name]]
        pairs = [(t, observed[base][t], observed[name][t]) for t in trials]
        tests.append(_test(name, [pair for pair in pairs if pair[0][1] == 0]))
        changed += _flips(name, pairs)
    adjusted = corrected(differences)
    return Comparison(
        base=base,
        means=tuple((name, _means(list(by_question[name].values()))) for name in names),
        differences=adjusted,
        flip_tests=tuple(tests),
        flips=tuple(changed),
        warnings=_warnings(adjusted),
        answers=_answers(names, observed),
    )


Pairs = Sequence[tuple[Trial, Observed, Observed]]


def _answers(
    names: Sequence[str], observed: Mapping[str, Mapping[Trial, Observed]]
) -> tuple[Answer, ...]:
    asked = dict.fromkeys(question for runs in observed.values() for question, _ in runs)
    return tuple(
        Answer(
            question=question,
            variant=name,
            repeat=repeat,
            text=seen.answer,
            rating=seen.measures.get("rating"),
        )
        for question in asked
        for name in names
        for (of, repeat), seen in observed[name].items()
        if of == question
    )


def _by_question(runs: Mapping[Trial, Observed]) -> dict[str, Measures]:
    """The measures of each question, its repeats averaged."""
    repeats: dict[str, list[Measures]] = {}
    for (question, _), seen in runs.items():
        repeats.setdefault(question, []).append(seen.measures)
    return {question: dict(_means(made)) for question, made in repeats.items()}


def _differences(
    variant: str,
    base: Mapping[str, Measures],
    changed: Mapping[str, Measures],
    primary: Sequence[str],
) -> list[Difference]:
    both = [q for q in base if q in changed]
    names = dict.fromkeys(m for q in both for m in (*base[q], *changed[q]))
    found = [
        difference(
            name,
            variant,
            [base[q].get(name) for q in both],
            [changed[q].get(name) for q in both],
            primary=name in primary,
            tested=name not in DESCRIBED,
        )
        for name in (*(n for n in primary if n in names), *(n for n in names if n not in primary))
    ]
    return [d for d in found if d is not None]


def _warnings(differences: Sequence[Difference]) -> tuple[str, ...]:
    """Too few questions for any difference to be called significant, and how many it takes."""
    family = [d for d in differences if d.primary and d.p is not None]
    few = max((d.questions for d in differences if d.primary), default=0)
    tests = max(1, len(family))
    if smallest_p(few) * tests < LEVEL:
        return ()
    enough = next(n for n in range(2, 60) if smallest_p(n) * tests < LEVEL)
    return (
        f"with {few} question{'' if few == 1 else 's'} and {tests} primary "
        f"comparison{'' if tests == 1 else 's'} no difference can reach p < {LEVEL}; "
        f"it takes at least {enough} questions",
    )


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


def _means(runs: Sequence[Measures]) -> tuple[tuple[str, float | None], ...]:
    names = dict.fromkeys(name for run in runs for name in run)
    return tuple((name, mean([run.get(name) for run in runs])) for name in names)
