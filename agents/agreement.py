"""How far reviewers agree: Krippendorff's alpha for scores on an interval scale. Knows no panel."""

from collections.abc import Sequence


def alpha(units: Sequence[Sequence[float]]) -> float | None:
    """Krippendorff's alpha with the interval metric; values may be missing.

    alpha = 1 - D_o / D_e: the squared differences of values that meet in a unit, against those of
    any two values that meet in some unit (Krippendorff, Computing Krippendorff's
    Alpha-Reliability, 2011, sections C and D). Sums over ordered pairs of m values are taken as
    2 * (m * sum of squares - square of the sum).

    Args:
        units: For each thing that was judged, the values that it was given, in any order; a unit
            with a single value tells nothing and is left out.

    Returns:
        1 for perfect agreement, 0 for that of chance, below 0 for systematic disagreement; None
        where there is no unit with two values, or all values are the same.
    """
    paired = [tuple(unit) for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    if len(set(values)) < 2:
        return None
    middle = sum(values) / len(values)  # keeps the sums of squares exact for scores far from 0
    centred = [[value - middle for value in unit] for unit in paired]
    observed = sum(_differences(unit) / (len(unit) - 1) for unit in centred)
    expected = _differences([value for unit in centred for value in unit]) / (len(values) - 1)
    return 1 - observed / expected


def _differences(values: Sequence[float]) -> float:
    """Squared differences of all ordered pairs of the values, added up."""
    return 2 * (len(values) * sum(v * v for v in values) - sum(values) ** 2)
