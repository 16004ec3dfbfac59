"""What `litassay experiment` prints. Pure functions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from litassay.cli.runs_pages import comparison_page
from litassay.cli.table import number, text_table

if TYPE_CHECKING:
    from litassay.evals.comparison import Comparison
    from litassay.wiring.rehearsing import Forecast


def forecast_page(rows: Sequence["Forecast"]) -> str:
    """How many calls are answered by journals and how many go live, by variant."""
    if not rows:
        return "every run of this experiment is there already"
    head = ("VARIANT", "RUNS", "UNCHANGED", "MODEL CALLS", "SEARCHES", "PROMPT", "ANSWER", "USD")
    cells = [
        (r.variant, str(r.runs), str(r.unchanged), _range(r.model_calls, r.most_calls),
         str(r.searches), number(r.prompt_tokens, 0), number(r.completion_tokens, 0),
         _dollars(r))
        for r in rows
    ]  # fmt: skip
    note = (
        "Unchanged calls are answered by journals for nothing; the others go live. What depends on "
        "a changed answer is estimated from the answer to the most similar call; the upper end "
        "counts the most claims a paper and one repair of every answer."
    )
    return f"{text_table(head, cells)}\n{note}"


def unmade_page(rows: Sequence["Forecast"]) -> str:
    """What is not rehearsed, because the base runs are not there: upper bounds, nothing asked."""
    head = ("VARIANT", "RUNS", "MODEL CALLS AT MOST", "PROMPT", "ANSWER", "USD AT MOST")
    cells = [
        (r.variant, str(r.runs), str(r.most_calls), number(r.prompt_tokens, 0),
         number(r.completion_tokens, 0),
         "unknown" if r.most_usd is None else number(r.most_usd, 4))
        for r in rows
    ]  # fmt: skip
    note = (
        "The base runs are not made yet, so nothing can be rehearsed: these are upper bounds. Once "
        "they are made, what a variant really changes is shown before it goes live."
    )
    return f"{text_table(head, cells)}\n{note}"


def _range(low: int, high: int) -> str:
    return str(low) if high <= low else f"{low}-{high}"


def _dollars(row: "Forecast") -> str:
    if row.usd is None or row.most_usd is None:
        return "unknown"
    high = max(row.usd, row.most_usd)
    return number(high, 4) if high == row.usd else f"{number(row.usd, 4)}-{number(high, 4)}"


def conclusion_page(found: "Comparison", folder: Path, as_json: bool) -> str:
    """Means by variant, then differences, tests and flips, and where the files are."""
    if as_json:
        return comparison_page(found, as_json=True)
    names = [name for name, _ in found.means]
    measures = [measure for measure, _ in found.means[0][1]]
    rows = [(m, *(number(dict(means).get(m)) for _, means in found.means)) for m in measures]
    table = text_table(("MEAN", *names), rows)
    parts = [table, comparison_page(found, as_json=False), _spending(found)]
    return "\n\n".join([*parts, f"files are in {folder}; to read: {folder / 'experiment.html'}"])


def _spending(found: "Comparison") -> str:
    head = ("COST", "RUNS", "COPIED", "ASKED", "FAILED", "PROMPT", "ANSWER", "USD")
    rows = [
        (s.variant, str(s.runs), str(s.copied), str(s.asked), str(s.failed),
         number(s.prompt_tokens, 0), number(s.completion_tokens, 0),
         "unknown" if s.usd is None else number(s.usd, 4))
        for s in found.spending
    ]  # fmt: skip
    return text_table(head, rows)
