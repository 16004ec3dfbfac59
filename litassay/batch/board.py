"""The board of a batch: every task with its state, lease and cost, in one SQLite file.

At least once: a task is leased to a worker for a while and comes back when the lease runs out.
Money is reserved before a task begins and settled when it ends, so that the sum is never exceeded.
Times are seconds since the epoch and are handed in: the board has no clock.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from litassay.batch.questions import Task
from litassay.errors import InputError, StorageError

State = Literal["waiting", "leased", "done", "quarantined"]
ATTEMPTS = 3
"""Failed attempts after which a task is put aside."""
BACKOFF_S = 20.0
"""Seconds before the second attempt; doubled before the third."""
DONE = frozenset({0, 3, 5})
"""Exit codes that end a task: a report was written."""
HOPELESS = frozenset({2})
"""Exit codes that another attempt cannot change."""
_SCHEMA = """
create table if not exists tasks (
    n integer primary key, id text unique not null, text text not null, settings text not null,
    key text not null, state text not null default 'waiting', attempts integer not null default 0,
    worker text not null default '', lease_until real not null default 0,
    not_before real not null default 0, exit_code integer, error text not null default '',
    reserved real not null default 0, usd real not null default 0,
    seconds real not null default 0, rating real
) strict;
create table if not exists facts (name text primary key, value text not null) strict;
"""


class Claimed(NamedTuple):
    """A task that a worker holds."""

    task: Task
    attempt: int
    """From 1."""


class Wait(NamedTuple):
    """Nothing can be claimed now."""

    until: float | None
    """When to ask again; None when nothing is left that this batch can do."""
    why: Literal["finished", "leased", "backing_off", "budget"]


class Outcome(NamedTuple):
    """How one attempt ended."""

    exit_code: int
    error: str = ""
    usd: float = 0.0
    seconds: float = 0.0
    rating: float | None = None


class Row(NamedTuple):
    """One task as the board shows it."""

    id: str
    text: str
    state: State
    attempts: int
    worker: str
    exit_code: int | None
    error: str
    usd: float
    seconds: float
    rating: float | None


class Board:
    """The tasks of one batch; several processes may hold it open."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, tasks: Sequence[tuple[Task, str]], facts: dict[str, Any]) -> None:
        """Put tasks, each with the key of what it will be, on the board; those there are kept.

        Raises:
            InputError: a task of that id is there with another question, settings or library.
        """
        with self._changing() as db:
            db.executescript(_SCHEMA)
        with self._changing() as db:
            for name, value in facts.items():
                db.execute("insert or ignore into facts values (?, ?)", (name, json.dumps(value)))
            for task, key in tasks:
                known = db.execute("select key from tasks where id = ?", (task.id,)).fetchone()
                if known and known[0] != key:
                    raise InputError(
                        f"the batch holds {task.id!r} with another question, settings, library or "
                        "version",
                        "give --out another folder",
                    )
                if not known:
                    db.execute(
                        "insert into tasks (id, text, settings, key) values (?, ?, ?, ?)",
                        (task.id, task.text, json.dumps(task.settings, sort_keys=True), key),
                    )

    def fact(self, name: str) -> Any:
        """A fact of the batch as it was begun; None where there is none."""
        with self._reading() as db:
            row = db.execute("select value from facts where name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def claim(
        self, worker: str, now: float, lease_s: float, reserve: float, most: float | None
    ) -> Claimed | Wait:
        """The next task for a worker, with its money put aside.

        Args:
            worker: Who asks.
            now: Seconds since the epoch.
            lease_s: How long the worker has without a sign of life.
            reserve: US dollars that a task may cost.
            most: US dollars that all tasks may cost together; None for no limit.
        """
        with self._changing() as db:
            row = db.execute(
                "select n, id, text, settings, attempts, reserved from tasks where "
                "(state = 'waiting' and not_before <= ?) or (state = 'leased' and lease_until < ?) "
                "order by n limit 1",
                (now, now),
            ).fetchone()
            if row is None:
                return _later(db, now)
            n, identity, text, settings, attempts, held = row
            spent = db.execute(
                "select coalesce(sum(usd), 0) + coalesce(sum(reserved), 0) from tasks"
            ).fetchone()[0]
            if most is not None and spent - held + reserve > most + 1e-9:
                others = db.execute(
                    "select min(lease_until) from tasks where state = 'leased' and n != ?", (n,)
                ).fetchone()[0]
                return Wait(None if others is None else now + 1.0, "budget")
            db.execute(
                "update tasks set state = 'leased', worker = ?, lease_until = ?, reserved = ?, "
                "attempts = attempts + 1 where n = ?",
                (worker, now + lease_s, reserve, n),
            )
        task = Task(id=identity, text=text, settings=json.loads(settings))
        return Claimed(task, attempts + 1)

    def alive(self, task_id: str, worker: str, now: float, lease_s: float) -> bool:
        """Lengthen a lease; False when the task is no longer this worker's."""
        with self._changing() as db:
            changed = db.execute(
                "update tasks set lease_until = ? where id = ? and worker = ? and state = 'leased'",
                (now + lease_s, task_id, worker),
            )
            return changed.rowcount == 1

    def settle(self, task_id: str, worker: str, now: float, ended: Outcome) -> State:
        """Write how an attempt ended; one that failed waits for its next, or is put aside.

        What it cost is that of the whole run: a resumed run counts what was paid before it.
        """
        with self._changing() as db:
            row = db.execute(
                "select attempts, state from tasks where id = ? and worker = ?", (task_id, worker)
            ).fetchone()
            if row is None or row[1] != "leased":
                return "leased"  # another worker has it, or has ended it
            state = _state(ended.exit_code, row[0])
            wait = BACKOFF_S * 2 ** (row[0] - 1) if state == "waiting" else 0.0
            db.execute(
                "update tasks set state = ?, exit_code = ?, error = ?, usd = ?, seconds = seconds "
                "+ ?, rating = ?, reserved = 0, not_before = ? where id = ?",
                (state, ended.exit_code, ended.error, ended.usd, ended.seconds, ended.rating,
                 now + wait, task_id),
            )  # fmt: skip
        return state

    def release(self) -> int:
        """Give what was put aside another three attempts; how many there are."""
        with self._changing() as db:
            return db.execute(
                "update tasks set state = 'waiting', attempts = 0, not_before = 0 "
                "where state = 'quarantined'"
            ).rowcount

    def rows(self) -> tuple[Row, ...]:
        """Every task, in the order of the questions."""
        with self._reading() as db:
            found = db.execute(
                "select id, text, state, attempts, worker, exit_code, error, usd, seconds, rating "
                "from tasks order by n"
            ).fetchall()
        return tuple(Row(*row) for row in found)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if not self._path.is_file():
            raise InputError(
                f"there is no batch in {str(self._path.parent)!r}",
                "begin one with: litassay batch QUESTIONS --out DIR",
            )
        with self._changing() as db:
            yield db

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=60, isolation_level=None)) as db:
                db.execute("begin immediate")
                try:
                    yield db
                except BaseException:
                    db.execute("rollback")
                    raise
                if db.in_transaction:
                    db.execute("commit")
        except sqlite3.Error as error:
            raise StorageError(
                f"the board of the batch {str(self._path)!r} cannot be used: {error}",
                "free space or correct the permissions; the same command goes on",
            ) from error


def _later(db: sqlite3.Connection, now: float) -> Wait:
    """Why nothing can be claimed, and when to ask again."""
    waits = db.execute("select min(not_before) from tasks where state = 'waiting'").fetchone()[0]
    held = db.execute("select min(lease_until) from tasks where state = 'leased'").fetchone()[0]
    if held is not None:
        return Wait(min(now + 1.0, held), "leased")
    return Wait(None, "finished") if waits is None else Wait(waits, "backing_off")


def _state(exit_code: int, attempts: int) -> State:
    if exit_code in DONE:
        return "done"
    return "quarantined" if exit_code in HOPELESS or attempts >= ATTEMPTS else "waiting"
