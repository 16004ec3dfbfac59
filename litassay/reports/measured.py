"""Measured results as words: numbers with the sign and the unit that the text has."""

from litassay.types import BenchmarkResult


def in_words(result: BenchmarkResult) -> str:
    """What was measured, with only the fields that the text states; empty when it states none.

    For example `F1 0.72 on CoNLL (NER), +2.5 points against BERT`.
    """
    what = " ".join(part for part in (result.metric, value(result)) if part)
    what += f" on {result.dataset}" if result.dataset else ""
    what += f" ({result.task})" if result.task else ""
    change = difference(result)
    against = f"against {result.baseline}" if result.baseline else ""
    compared = " ".join(part for part in (change, against) if part)
    return ", ".join(part for part in (what.strip(), compared) if part)


def value(result: BenchmarkResult) -> str:
    """The value with its unit; empty when there is none."""
    return "" if result.value is None else f"{result.value:.12g}{_unit(result.unit)}"


def difference(result: BenchmarkResult) -> str:
    """The difference with its sign; a multiple (`3 ×`) has none."""
    if result.delta is None:
        return ""
    times = result.unit is not None and result.unit.startswith("×")
    number = f"{result.delta:.12g}" if times else f"{result.delta:+.12g}"
    return f"{number}{_unit(result.unit)}".replace("-", "−", 1)


def _unit(unit: str | None) -> str:
    return f" {unit}" if unit else ""
