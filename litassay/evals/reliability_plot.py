"""The reliability table as a picture: confidence against the share of verdicts that is right."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from litassay.errors import StorageError


def draw(bins: Sequence[Mapping[str, Any]], title: str, path: Path) -> None:
    """Write the plot as PNG or SVG, by the suffix of `path`.

    Raises:
        StorageError: the file cannot be written, or its suffix names no picture format.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.5, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    largest = max((b["pairs"] for b in bins), default=1)
    axes.scatter(
        [b["confidence"] for b in bins],
        [b["accuracy"] for b in bins],
        s=[30 + 170 * b["pairs"] / largest for b in bins],
    )
    for b in bins:
        axes.annotate(str(b["pairs"]), (b["confidence"], b["accuracy"]), fontsize=7)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right", title=title)
    try:
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    except (OSError, ValueError) as error:
        raise StorageError(f"cannot write the plot {str(path)!r}: {error}") from error
