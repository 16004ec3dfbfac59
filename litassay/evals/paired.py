"""Paired statistics: are two variants different on the same questions? Knows no run and no plan.

The unit is the question. Repeats of a question are averaged before they come here: they are not
independent, and counting each would make any difference significant.
"""

import math
from collections.abc import Sequence

from litassay.types import Record

RESAMPLES = 9_999
LEVEL = 0.95
FEWEST = 2
"""Pairs below which there is no interval and no test."""


class Difference(Record):
    """How one measure differs between a variant and the base, over the same questions."""

    measure: str
    variant: str
    questions: int
    """Questions on which both have the measure; the repeats of one are averaged."""
    primary: bool = True
    """Named beforehand as what decides; only these are corrected for and called significant."""
    base_mean: float
    variant_mean: float
    difference: float
    """Variant minus base."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval of the mean difference; None for too few pairs."""
    high: float | None = None
    effect: float | None = None
    """Mean difference over the standard deviation of the differences (Cohen's d_z); None where
    that deviation is 0."""
    p: float | None = None
    """Two-sided sign-flip permutation test of the mean difference; None for what is not tested."""
    p_adjusted: float | None = None
    """After Holm's correction over the primary measures of all variants; None for the others."""


class FlipTest(Record):
    """McNemar's exact test of whether `supported` is gained as often as it is lost.

    Claims of one paper are not independent, so its p-value is a hint and is not corrected.
    """

    variant: str
    matched: int
    """Claims that both made from the same span."""
    gained: int
    """Supported in the variant only."""
    lost: int
    """Supported in the base only."""
    p: float | None = None


def difference(
    measure: str,
    variant: str,
    base: Sequence[float | None],
    changed: Sequence[float | None],
    *,
    primary: bool = True,
    tested: bool = True,
) -> Difference | None:
    """The paired difference of one measure; None when no pair has it.

    Args:
        measure: Its name.
        variant: Name of the variant.
        base: Values of the base, one a question.
        changed: Values of the variant, in the same order.
        primary: Whether it was named beforehand as what decides.
        tested: Whether a test makes sense; tokens and seconds are only described.
    """
    pairs = [(a, b) for a, b in zip(base, changed, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    deltas = [b - a for a, b in pairs]
    low, high = _interval(deltas)
    return Difference(
        measure=measure,
        variant=variant,
        questions=len(pairs),
        primary=primary,
        base_mean=sum(a for a, _ in pairs) / len(pairs),
        variant_mean=sum(b for _, b in pairs) / len(pairs),
        difference=sum(deltas) / len(pairs),
        low=low,
        high=high,
        effect=_effect(deltas),
        p=_sign_flip(deltas) if tested else None,
    )


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of those that are known; None where none is."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def smallest_p(questions: int) -> float:
    """The smallest p-value that the sign-flip test of n differences can give: 2 / 2ⁿ."""
    return float(2 / 2**questions) if questions else 1.0


def _effect(deltas: list[float]) -> float | None:
    """Cohen's d_z (Lakens 2013, doi:10.3389/fpsyg.2013.00863, equation 6)."""
    from statistics import fmean, stdev

    if len(deltas) < FEWEST or math.isclose(spread := stdev(deltas), 0.0, abs_tol=1e-12):
        return None
    return fmean(deltas) / spread


def _interval(deltas: list[float]) -> tuple[float | None, float | None]:
    """Percentile bootstrap of the mean; a constant difference is its own interval."""
    import numpy as np
    from scipy.stats import bootstrap

    if len(deltas) < FEWEST:
        return None, None
    if len(set(deltas)) == 1:
        return deltas[0], deltas[0]
    found = bootstrap(
        (np.asarray(deltas),),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(0),
    ).confidence_interval
    return float(found.low), float(found.high)


def _sign_flip(deltas: list[float]) -> float | None:
    """Exact for few pairs; no assumption but that a difference is symmetric if there is none."""
    import numpy as np
    from scipy.stats import permutation_test

    if len(deltas) < FEWEST:
        return None
    if not any(deltas):
        return 1.0
    found = permutation_test(
        (np.asarray(deltas),),
        np.mean,
        permutation_type="samples",
        n_resamples=RESAMPLES,
        alternative="two-sided",
        rng=np.random.default_rng(0),
    )
    return float(found.pvalue)


def flips(variant: str, base: Sequence[str], changed: Sequence[str]) -> FlipTest:
    """McNemar's test over the verdicts of claims that both made, in the same order."""
    both = [(a == "SUPPORTED", b == "SUPPORTED") for a, b in zip(base, changed, strict=True)]
    gained, lost = both.count((False, True)), both.count((True, False))
    return FlipTest(
        variant=variant, matched=len(base), gained=gained, lost=lost, p=_mcnemar(gained, lost)
    )


def _mcnemar(gained: int, lost: int) -> float | None:
    """Exact: under no effect each flip is a fair coin (McNemar 1947)."""
    from scipy.stats import binomtest

    if gained + lost == 0:
        return None
    return float(binomtest(gained, gained + lost, 0.5).pvalue)


def corrected(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The same with the p-values of primary measures adjusted over all of them (Holm 1979)."""
    family = [d for d in differences if d.primary and d.p is not None]
    adjusted = dict(zip(map(id, family), holm([d.p or 0.0 for d in family]), strict=True))
    return tuple(d.model_copy(update={"p_adjusted": adjusted.get(id(d))}) for d in differences)


def holm(values: Sequence[float]) -> list[float]:
    """Step-down adjusted p-values, in the order given (Holm 1979, Scand. J. Statist. 6, 65-70).

    The k-th smallest of m is multiplied by m - k + 1; none is below the one before or above 1.
    """
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
        highest = max(highest, min(1.0, values[at] * (len(values) - rank)))
        adjusted[at] = highest
    return adjusted
