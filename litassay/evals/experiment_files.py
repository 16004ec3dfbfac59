"""The tables of an experiment as CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from litassay.evals.comparison import Observed, Trial
from litassay.types import Record


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
