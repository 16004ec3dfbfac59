"""The questions of a batch, from plain text, CSV or JSON lines."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from litassay.errors import InputError
from litassay.types import Record

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_NAMES = ("question", "text")
MOST_BYTES = 200_000_000


class Task(Record):
    """One question of a batch."""

    id: str
    """Unique in the batch; the name of its run folder."""
    text: str = Field(min_length=1)
    settings: dict[str, Any] = Field(default_factory=dict)
    """Settings over those of the batch, as in litassay.toml."""


def read_questions(path: Path) -> tuple[Task, ...]:
    """The tasks of a file, in its order.

    `.txt`: a question a line, blank lines and lines that begin with `#` are passed over. `.csv`: a
    column `question`, an optional `id`, every other column a setting (`max_papers`). `.jsonl`: an
    object a line with `question`, optional `id` and `settings`. Ids that are not given count from
    `q0001`.

    Raises:
        InputError: it cannot be read, or a line is wrong (it is named).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path.name!r} is larger than {MOST_BYTES:,} bytes")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the questions {path.name!r} cannot be read: {error}") from error
    readers = {".csv": _from_csv, ".jsonl": _from_jsonl, ".txt": _from_text}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path.name!r} is none of {', '.join(sorted(readers))}")
    tasks = tuple(_task(path.name, line, row) for line, row in reader(text))
    _check_ids(path.name, tasks)
    return tasks


def shard(tasks: tuple[Task, ...], part: int, of: int) -> tuple[Task, ...]:
    """Every `of`-th task, beginning with the `part`-th (from 1): shards are disjoint and whole."""
    return tasks[part - 1 :: of]


def _from_text(text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    number = 0
    for at, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            number += 1
            yield at, {"id": f"q{number:04}", "question": line.strip()}


def _from_csv(text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    rows = csv.DictReader(io.StringIO(text))
    for number, row in enumerate(rows, 1):
        named = {k: v for k, v in row.items() if k is not None and v not in (None, "")}
        settings = {k: v for k, v in named.items() if k not in ("id", *_NAMES)}
        yield (
            rows.line_num,
            {
                "id": named.get("id", f"q{number:04}"),
                "question": named.get("question", named.get("text", "")),
                "settings": settings,
            },
        )


def _from_jsonl(text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    number = 0
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        number += 1
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"line {at} is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise InputError(f"line {at} is not an object")
        yield at, {"id": f"q{number:04}", **row}


def _task(name: str, line: int, row: Mapping[str, Any]) -> Task:
    unknown = sorted(set(row) - {"id", "settings", *_NAMES})
    if unknown:
        raise InputError(f"{name!r}, line {line}: there is no field {unknown[0]!r}")
    text = str(row.get("question") or row.get("text") or "").strip()
    try:
        return Task(id=str(row["id"]), text=text, settings=row.get("settings") or {})
    except ValidationError as error:
        first = error.errors()[0]
        where = "question" if first["loc"] == ("text",) else ".".join(map(str, first["loc"]))
        raise InputError(f"{name!r}, line {line}: {where}: {first['msg']}") from error


def _check_ids(name: str, tasks: tuple[Task, ...]) -> None:
    if not tasks:
        raise InputError(f"{name!r} holds no question")
    seen: set[str] = set()
    for task in tasks:
        if not _ID.fullmatch(task.id):
            raise InputError(
                f"{name!r}: the id {task.id!r} cannot name a folder",
                "use letters, digits, dots, dashes and underscores",
            )
        if task.id.lower() in seen:
            raise InputError(f"{name!r}: two questions have the id {task.id!r}")
        seen.add(task.id.lower())
