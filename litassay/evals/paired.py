"""Paired statistics: are two variants different on the same questions? All tests are libraries'."""

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
    pairs: int
    """Questions (times repeats) on which both have the measure."""
    base_mean: float
    variant_mean: float
    difference: float
    """Variant minus base."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval of the mean difference; None for too few pairs."""
    high: float | None = None
    p: float | None = None
    """Two-sided sign-flip permutation test of the mean difference."""
    p_adjusted: float | None = None
    """After Holm's correction over everything that was tested."""


class FlipTest(Record):
    """McNemar's exact test of whether `supported` is gained as often as it is lost."""

    variant: str
    matched: int
    """Claims that both made from the same span."""
    gained: int
    """Supported in the variant only."""
    lost: int
    """Supported in the base only."""
    p: float | None = None
    p_adjusted: float | None = None


def difference(
    measure: str, variant: str, base: Sequence[float | None], changed: Sequence[float | None]
) -> Difference | None:
    """The paired difference of one measure; None when no pair has it.

    Args:
        measure: Its name.
        variant: Name of the variant.
        base: Values of the base, one a question.
        changed: Values of the variant, in the same order.
    """
    pairs = [(a, b) for a, b in zip(base, changed, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    deltas = [b - a for a, b in pairs]
    low, high = _interval(deltas)
    return Difference(
        measure=measure,
        variant=variant,
        pairs=len(pairs),
        base_mean=sum(a for a, _ in pairs) / len(pairs),
        variant_mean=sum(b for _, b in pairs) / len(pairs),
        difference=sum(deltas) / len(pairs),
        low=low,
        high=high,
        p=_sign_flip(deltas),
    )


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
    from statsmodels.stats.contingency_tables import mcnemar

    if gained + lost == 0:
        return None
    return float(mcnemar([[0, lost], [gained, 0]], exact=True).pvalue)


def corrected(
    differences: Sequence[Difference], tests: Sequence[FlipTest]
) -> tuple[tuple[Difference, ...], tuple[FlipTest, ...]]:
    """The same with p-values adjusted over all of them (Holm)."""
    adjusted = iter(_holm([d.p for d in differences] + [t.p for t in tests]))
    return (
        tuple(d.model_copy(update={"p_adjusted": next(adjusted)}) for d in differences),
        tuple(t.model_copy(update={"p_adjusted": next(adjusted)}) for t in tests),
    )


def _holm(values: list[float | None]) -> list[float | None]:
    from statsmodels.stats.multitest import multipletests

    tested = [p for p in values if p is not None]
    if not tested:
        return values
    adjusted = iter(multipletests(tested, method="holm")[1].tolist())
    return [None if p is None else float(next(adjusted)) for p in values]
