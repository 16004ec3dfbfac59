"""Exchanges with the services as others recorded them: reads the files, and replies with one."""

import gzip
import json
from pathlib import Path
from typing import Any, NamedTuple

from litassay.errors import InputError
from litassay.loopback import Reply


class Exchange(NamedTuple):
    """A request and what was answered."""

    method: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def reply(self) -> Reply:
        """The same answer again, from a double."""
        gone = ("content-length", "transfer-encoding", "content-encoding", "connection")
        headers = tuple((n, v) for n, v in self.headers if n.lower() not in gone)
        return Reply(self.status, headers, self.body.encode())


def read_exchanges(path: Path) -> tuple[Exchange, ...]:
    """The exchanges of a JSON Lines file (`.gz` or not): method, url, status, headers, body.

    Raises:
        InputError: it cannot be read as one.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows: list[dict[str, Any]] = [json.loads(line) for line in raw.splitlines() if line]
        return tuple(_exchange(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name!r} holds no recorded exchanges: {error}") from error


def _exchange(row: dict[str, Any]) -> Exchange:
    headers = tuple((str(n), str(v)) for n, v in (row.get("headers") or {}).items())
    return Exchange(row["method"], row["url"], int(row["status"]), headers, row["body"] or "")
