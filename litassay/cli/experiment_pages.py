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
        (r.variant, str(r.runs), str(r.unchanged), str(r.model_calls), str(r.searches),
         number(r.prompt_tokens, 0), number(r.completion_tokens, 0),
         "unknown" if r.usd is None else number(r.usd, 4))
        for r in rows
    ]  # fmt: skip
    note = (
        "Unchanged calls are answered by journals for nothing; the others go live. What depends on "
        "a changed answer is estimated from the answer to the most similar call."
    )
    return f"{text_table(head, cells)}\n{note}"


def conclusion_page(found: "Comparison", folder: Path, as_json: bool) -> str:
    """Means by variant, then differences, tests and flips, and where the files are."""
    if as_json:
        return comparison_page(found, as_json=True)
    names = [name for name, _ in found.means]
    measures = [measure for measure, _ in found.means[0][1]]
    rows = [(m, *(number(dict(means).get(m)) for _, means in found.means)) for m in measures]
    table = text_table(("MEAN", *names), rows)
    return f"{table}\n\n{comparison_page(found, as_json=False)}\n\nfiles are in {folder}"
