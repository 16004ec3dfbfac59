"""What was asked of each host and when it may be asked again, on disk, shared by processes.

One small JSON file a host, changed under a file lock. It holds times and counts, no addresses of
papers, no queries, no keys.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from filelock import AsyncFileLock, FileLock, Timeout

from litassay import retry_after
from litassay.errors import StorageError

DAY_S = 86_400
LONGEST_INTERVAL_S = 10.0
"""Most seconds between two requests that a host's headers can ask for."""
LOCK_S = 10.0
"""Seconds to wait for another process that is writing a few bytes."""


class HostQuota(NamedTuple):
    """The state of one host."""

    next_at: float = 0.0
    """Earliest moment of the next request (seconds since the epoch, as are all moments here)."""
    blocked_until: float = 0.0
    """The host said, or showed, that it will not answer before."""
    day: int = 0
    """Days since the epoch to which `used` belongs."""
    used: int = 0
    """Requests of that day."""
    limit: float | None = None
    """What the host says it allows in a period, in its own unit."""
    remaining: float | None = None
    """What the host says is left of it."""
    resets_at: float = 0.0
    """When the host says that it fills up again."""
    cost: float = 1.0
    """What the host says the last request cost."""
    told_interval_s: float = 0.0
    """Least seconds between requests, as the host's `x-rate-limit-*` headers say."""


class Turn(NamedTuple):
    """Either a moment at which a request may go out, or the moment until which none may."""

    at: float
    refused: str = ""
    """Why not, in words; empty for a granted turn."""


class QuotaLedger:
    """The ledger of one user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take_turn(
        self, host: str, now: float, interval_s: float, daily: int | None, patience_s: float
    ) -> Turn:
        """Reserve the next request to a host, `interval_s` after the one before it.

        Raises:
            StorageError: the ledger cannot be written.
        """
        taken: list[Turn] = []

        def change(quota: HostQuota) -> HostQuota:
            today = int(now // DAY_S)
            used = quota.used if quota.day == today else 0
            turn = _turn(quota, used, now, daily, patience_s)
            taken.append(turn)
            if turn.refused:
                return quota._replace(day=today, used=used)
            distance = max(interval_s, min(quota.told_interval_s, LONGEST_INTERVAL_S))
            return quota._replace(next_at=turn.at + distance, day=today, used=used + 1)

        self._change(host, change)
        return taken[0]

    def note_answer(
        self, host: str, now: float, status: int, headers: Mapping[str, str], block_s: float
    ) -> None:
        """Keep what an answer says about limits; `block_s` > 0 stops asking for that long."""

        def change(quota: HostQuota) -> HostQuota:
            seen = _seen(quota, now, headers)
            if block_s > 0:
                return seen._replace(blocked_until=max(seen.blocked_until, now + block_s))
            return seen._replace(blocked_until=0.0) if status < 400 else seen

        self._change(host, change)

    def known(self) -> dict[str, HostQuota]:
        """Every host that was asked, sorted by name."""
        files = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        return {f.stem.replace("_", ":"): self._read(f) for f in files}

    def only_connection(self, host: str, patience_s: float) -> AsyncFileLock:
        """A lock held while a host that wants one connection at a time is asked."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(host).with_suffix(".connection")
        return AsyncFileLock(path, timeout=patience_s, poll_interval=0.05, is_singleton=False)

    def _path(self, host: str) -> Path:
        return self._folder / (re.sub(r"[^a-z0-9.-]", "_", host.lower()) + ".json")

    def _change(self, host: str, change: Callable[[HostQuota], HostQuota]) -> None:
        path = self._path(host)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(path.with_suffix(".lock"), timeout=LOCK_S):
                fresh = path.with_suffix(".new")
                fresh.write_text(json.dumps(change(self._read(path))._asdict()), encoding="utf-8")
                fresh.replace(path)
        except (OSError, Timeout) as error:
            raise StorageError(
                f"the quota ledger {str(path)!r} cannot be written: {error}",
                "make its folder writable, or set LITASSAY_HOME to one that is",
            ) from error

    def _read(self, path: Path) -> HostQuota:
        """The state as written; a fresh one where the file is absent or damaged."""
        try:
            found: Any = json.loads(path.read_text(encoding="utf-8"))
            return HostQuota(**found)
        except (OSError, ValueError, TypeError):
            return HostQuota()


def _turn(quota: HostQuota, used: int, now: float, daily: int | None, patience_s: float) -> Turn:
    if quota.blocked_until > now:
        return Turn(quota.blocked_until, "the service asked not to be asked before")
    if quota.remaining is not None and quota.resets_at > now and quota.remaining < quota.cost:
        return Turn(quota.resets_at, "the service's budget is spent")
    told = quota.remaining is not None and quota.resets_at > now
    if daily is not None and used >= daily and not told:
        return Turn((now // DAY_S + 1) * DAY_S, f"all {daily} requests of today are used")
    at = max(now, quota.next_at)
    if at - now > patience_s:
        return Turn(at, "too many requests are waiting for their turn")
    return Turn(at)


def _seen(quota: HostQuota, now: float, headers: Mapping[str, str]) -> HostQuota:
    """The quota after the limits that an answer's headers tell.

    `x-ratelimit-remaining`, `-reset` (seconds) are OpenAlex's; `x-rate-limit-limit` requests in
    `x-rate-limit-interval` (`1s`) are Crossref's.
    """
    rate = retry_after.number(headers.get("x-rate-limit-limit", ""))
    period = retry_after.number(headers.get("x-rate-limit-interval", "").removesuffix("s"))
    if rate is not None and rate > 0 and period is not None and period > 0:
        quota = quota._replace(told_interval_s=period / rate)
    told = {
        name: retry_after.number(headers.get(f"x-ratelimit-{name}", ""))
        for name in ("limit", "remaining", "reset", "credits-used", "credits-required")
    }
    remaining, reset = told["remaining"], told["reset"]
    if remaining is None:
        return quota
    cost = max(told["credits-used"] or 0.0, told["credits-required"] or 0.0) or quota.cost
    resets_at = now + min(reset, 2 * DAY_S) if reset is not None and reset >= 0 else 0.0
    return quota._replace(
        limit=told["limit"], remaining=remaining, resets_at=math.ceil(resets_at), cost=cost
    )
