"""Measures what the adapters keep of recorded exchanges, and explains what is missing."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from litassay.config.sources import SOURCE_NAMES
from litassay.evals.recorded_records import (
    FIELDS,
    RecordedRecord,
    label_of,
    recorded_records,
)
from litassay.sources.crossref import NOT_WORKS

NEEDED = ("title", "year", "authors")
"""With an id, what a complete record has; an abstract too where the exchange has one."""


class ParsingScore(NamedTuple):
    """One adapter."""

    service: str
    records: int
    complete: int
    """Records with title, year, authors and id, and the abstract where the exchange has one."""
    lost: int
    """Records of which the exchange carries a field that the parsed record lacks."""
    carried: int
    """Records of which the exchange carries everything that a complete one needs."""
    misses: tuple[tuple[str, int], ...]
    """Why records are not complete, commonest first."""

    @property
    def kept(self) -> float:
        """Complete records among those that could be: 1.0 loses nothing."""
        return self.complete / self.carried if self.carried else 1.0


def measure_parsing(folder: Path) -> tuple[ParsingScore, ...]:
    """The scores of every adapter over the exchanges in a folder.

    Raises:
        InputError: the folder holds no exchanges.
    """
    by_service: dict[str, list[RecordedRecord]] = {name: [] for name in SOURCE_NAMES}
    for record in recorded_records(folder):
        by_service[record.service].append(record)
    return tuple(_score(name, records) for name, records in by_service.items())


def _score(service: str, records: Iterable[RecordedRecord]) -> ParsingScore:
    total = complete = lost = carried = 0
    misses: Counter[str] = Counter()
    for record in records:
        total += 1
        why = _miss(record)
        complete += not why
        lost += why.startswith("lost")
        carried += record.carried >= set(NEEDED) and not _is_no_work(record)
        if why:
            misses[why] += 1
    listed = tuple(sorted(misses.items(), key=lambda pair: (-pair[1], pair[0])))
    return ParsingScore(service, total, complete, lost, carried, listed)


def _miss(record: RecordedRecord) -> str:
    """Why the parsed record is not complete; empty when it is."""
    if record.paper is None:
        if _is_no_work(record):
            return f"no work: a {label_of(record.raw)}"
        if "title" not in record.carried:
            return "no title in the exchange"
        unresolved = record.service == "semanticscholar" and not record.raw.get("paperId")
        return "no id in the exchange" if unresolved else "lost: the whole record"
    gone = [f for f in FIELDS if f in record.carried and not getattr(record.paper, f)]
    if gone:
        return f"lost: {', '.join(gone)}"
    lacking = [f for f in NEEDED if not getattr(record.paper, f)]
    if not lacking:
        return ""
    if record.selected:
        return "the request did not ask for every field"
    return f"the service has no {' or '.join(lacking)}"


def _is_no_work(record: RecordedRecord) -> bool:
    return record.service == "crossref" and label_of(record.raw) in NOT_WORKS
