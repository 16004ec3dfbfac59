"""Changes to a library's records: staged in batches, then made to count in one transaction."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litassay.types import Paper
from store.library.records import Addition, Records, note, packed
from store.library.units import Unit

_PAGE = 200
_REPLACED = """SELECT old.row, old.units FROM papers new JOIN papers old ON old.id = new.id
WHERE new.row >= ? AND old.row < new.row"""
_LEAVING = "SELECT row, units FROM papers WHERE row < ? AND id IN (SELECT id FROM leaving)"


class Staged(NamedTuple):
    """A paper with its units, before it counts."""

    paper: Paper
    units: tuple[Unit, ...]


def next_unit(records: Records) -> int:
    """The first number that no unit has or had."""
    last = records.rows("SELECT row + units FROM papers ORDER BY row DESC LIMIT 1")
    return max([records.state().units, *(int(n) for (n,) in last)])


def stage(records: Records, first: int, batch: Sequence[Staged]) -> None:
    """Store papers that do not count yet, their units numbered from `first` on."""
    rows = []
    for one in batch:
        rows.append(packed(first, len(one.units), one.paper))
        first += len(one.units)
    with records.transaction() as db:
        db.executemany("INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.executemany("DELETE FROM leaving WHERE id = ?", [(one.paper.id,) for one in batch])


def staged(records: Records) -> Iterator[tuple[int, Paper]]:
    """Papers that do not count yet and are not replaced by a later one, with their rows."""
    at = records.state().units
    dead = {row for row, _ in records.rows(_REPLACED, [at])}
    while rows := records.rows(
        "SELECT row FROM papers WHERE row >= ? ORDER BY row LIMIT ?", [at, _PAGE]
    ):
        found = records.papers([row for (row,) in rows])
        yield from ((row, found[row]) for row in sorted(found) if row not in dead)
        at = rows[-1][0] + 1


def pending(records: Records) -> bool:
    """True when publishing would change what searches see."""
    later = records.rows("SELECT 1 FROM papers WHERE row >= ? LIMIT 1", [records.state().units])
    return bool(later or records.rows("SELECT 1 FROM leaving LIMIT 1"))


def outgoing(records: Records) -> tuple[range, ...]:
    """Units of the papers that publishing will replace or remove."""
    at = [records.state().units]
    replaced, leaving = records.rows(_REPLACED, at), records.rows(_LEAVING, at)
    return tuple(range(row, row + n) for row, n in sorted({*replaced, *leaving}))


def summary(db: sqlite3.Connection) -> tuple[int, str]:
    """How many papers there are, and what is the same for the same ones in whatever order."""
    digest, count = hashlib.sha256(), 0
    for paper, content in db.execute("SELECT id, hash FROM papers ORDER BY id"):
        digest.update(f"{paper}\n{content}\n".encode())
        count += 1
    return count, digest.hexdigest()[:16]


def publish(records: Records, words: str, finished: Sequence[Addition]) -> None:
    """The switch: staged papers count, replaced ones do not, `words` is the word index."""
    units, out = next_unit(records), outgoing(records)
    with records.transaction() as db:
        pairs = [(numbers.start, len(numbers)) for numbers in out]
        db.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?)", pairs)
        db.executemany("DELETE FROM papers WHERE row = ?", [(row,) for row, _ in pairs])
        db.execute("DELETE FROM leaving")
        count, digest = summary(db)
        values = {"units": units, "words": words, "papers": count, "fingerprint": digest}
        rows = [(key, str(value)) for key, value in values.items()]
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
        for one in finished:
            note(db, one)
