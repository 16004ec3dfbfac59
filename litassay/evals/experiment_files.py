"""The files of an experiment: CSV for a spreadsheet, JSON for a program, a plot for the eye."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from litassay.evals.comparison import Comparison, Observed, Trial
from litassay.types import Record

INCHES_A_ROW = 0.32


def records_csv(rows: Sequence[Record]) -> str:
    """Records of one kind as CSV, a column a field; empty for none."""
    plain = [row.model_dump(mode="json") for row in rows]
    return _csv(list(plain[0]), ([_cell(v) for v in row.values()] for row in plain)) if rows else ""


def runs_csv(observed: Mapping[str, Mapping[Trial, Observed]]) -> str:
    """Every measure of every run, a row a run."""
    runs = [(v, t, seen) for v, trials in observed.items() for t, seen in trials.items()]
    names = list(dict.fromkeys(name for _, _, seen in runs for name in seen.measures))
    rows = (
        [variant, question, repeat, *(_cell(seen.measures.get(name)) for name in names)]
        for variant, (question, repeat), seen in runs
    )
    return _csv(["variant", "question", "repeat", *names], rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Plain text for a spreadsheet: nothing in a cell is taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"
    return value


def draw(found: Comparison, path: Path) -> None:
    """The differences that have an interval, each as a share of the base's mean, as PNG."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    shown = [d for d in found.differences if d.low is not None and d.base_mean]
    figure, axes = plt.subplots(figsize=(8, 1.4 + INCHES_A_ROW * len(shown)), layout="constrained")
    for row, d in enumerate(reversed(shown)):
        scale = 100 / abs(d.base_mean)
        low, high = (d.low or 0.0) * scale, (d.high or 0.0) * scale
        sure = d.p_adjusted is not None and d.p_adjusted < 0.05
        axes.plot([low, high], [row, row], color="black", lw=2.4 if sure else 1.0)
        axes.plot(d.difference * scale, row, "o", color="black", mfc="black" if sure else "white")
    axes.axvline(0, color="grey", lw=0.8)
    axes.set_yticks(range(len(shown)), [f"{d.variant}: {d.measure}" for d in reversed(shown)])
    axes.set_xlabel(
        f"difference from {found.base}, % of its mean\n"
        "95 % bootstrap intervals; filled: a primary measure with p < 0.05 after Holm's correction"
    )
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)
