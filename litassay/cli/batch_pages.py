"""What `litassay batch` prints. Pure functions."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from litassay.cli.table import number, text_table

if TYPE_CHECKING:
    from litassay.batch.board import Row

_ENDED = {0: "report", 3: "too little evidence", 5: "report, parts unchecked"}
_BARS = " ▁▂▃▄▅▆▇█"


def line(rows: Sequence["Row"]) -> str:
    """The state of a batch in one line."""
    count = Counter(row.state for row in rows)
    said = [f"{count[s]} {s}" for s in ("done", "leased", "waiting", "quarantined") if count[s]]
    return f"{len(rows)} questions: {', '.join(said)}; {_money(rows)}"


def status_page(rows: Sequence["Row"], as_json: bool) -> str:
    """How far a batch is, and what was put aside."""
    if as_json:
        return json.dumps([row._asdict() for row in rows], indent=2, ensure_ascii=False)
    aside = [f"{r.id}: {r.error}" for r in rows if r.state == "quarantined"]
    return "\n".join([line(rows), *aside])


def report_page(rows: Sequence["Row"], as_json: bool) -> str:
    """A row a question, then how it ended, what it cost, how long it took, how it was rated."""
    if as_json:
        return status_page(rows, as_json=True)
    head = ("QUESTION", "STATE", "ENDED", "TRIES", "RATING", "SECONDS", "USD", "TEXT")
    cells = [
        (r.id, r.state, _ENDED.get(r.exit_code, "-") if r.exit_code is not None else "-",
         str(r.attempts), number(r.rating, 1), number(r.seconds, 1), number(r.usd, 4),
         _short(r.text))
        for r in rows
    ]  # fmt: skip
    ends = Counter(_ENDED.get(r.exit_code or 0, "failed") for r in rows if r.state == "done")
    done = [r for r in rows if r.state == "done"]
    tail = [
        line(rows),
        "; ".join(f"{n} × {what}" for what, n in sorted(ends.items())) or "nothing is done yet",
        _spread("seconds a question", [r.seconds for r in done]),
        _spread("rating", [r.rating for r in done if r.rating is not None]),
    ]
    return "\n".join([text_table(head, cells), "", *(t for t in tail if t)])


def _money(rows: Sequence["Row"]) -> str:
    return f"{number(sum(row.usd for row in rows), 4)} US dollars"


def _spread(name: str, values: Sequence[float]) -> str:
    """Least, median, most, and a histogram of ten bars."""
    if not values:
        return ""
    ordered = sorted(values)
    low, middle, high = ordered[0], ordered[len(ordered) // 2], ordered[-1]
    width = (high - low) / 10 or 1.0
    counts = Counter(min(9, int((v - low) / width)) for v in values)
    most = max(counts.values())
    bars = "".join(_BARS[-(-8 * counts[n] // most)] for n in range(10))
    return f"{name}: {number(low, 1)} to {number(high, 1)}, median {number(middle, 1)}  {bars}"


def _short(text: str, longest: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
