"""The comparison of an experiment as one HTML page: no script, no network, all text escaped."""

from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from litassay.evals.comparison import LEVEL, Answer, Comparison
from litassay.evals.paired import Difference

WIDTH, ROW = 640, 26
"""Pixels: width of the plot without its labels, height of a line."""


class Bar(NamedTuple):
    """One difference in the plot; x positions in pixels from its left edge."""

    label: str
    y: int
    low: float
    high: float
    middle: float
    sure: bool
    """A primary measure that is significant after correction."""


def page(found: Comparison) -> str:
    """The page; the same bytes for the same comparison."""
    environment = Environment(
        loader=PackageLoader("litassay.evals"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    bars = plot(found.differences)
    return environment.get_template("experiment.html").render(
        found=found,
        bars=bars,
        width=WIDTH,
        height=ROW * (len(bars) + 1),
        row=ROW,
        answers=side_by_side(found.answers),
        variants=[name for name, _ in found.means],
        level=LEVEL,
    )


def plot(differences: tuple[Difference, ...]) -> list[Bar]:
    """The differences that have an interval, each as a share of the base's mean, around 0."""
    shown = [d for d in differences if d.low is not None and d.high is not None and d.base_mean]
    scaled = [(d, d.low or 0.0, d.high or 0.0, abs(d.base_mean)) for d in shown]
    widest = max((max(abs(low), abs(high)) / base for _, low, high, base in scaled), default=0.0)

    def at(share: float) -> float:
        return round(WIDTH / 2 * (1 + share / (widest or 1.0)), 1)

    return [
        Bar(
            label=f"{d.variant}: {d.measure} ({100 * d.difference / base:+.1f} %)",
            y=ROW * (n + 1),
            low=at(low / base),
            high=at(high / base),
            middle=at(d.difference / base),
            sure=d.p_adjusted is not None and d.p_adjusted < LEVEL,
        )
        for n, (d, low, high, base) in enumerate(scaled)
    ]


def side_by_side(answers: tuple[Answer, ...]) -> list[tuple[str, list[Answer]]]:
    """The first answer of every variant to each question, in their order."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.repeat == 0:
            found.setdefault(answer.question, []).append(answer)
    return list(found.items())
