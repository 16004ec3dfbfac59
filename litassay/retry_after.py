"""When a service may be asked again, as its headers say. Pure; for databases and models alike."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

WEEK_S = 7 * 24 * 3600.0


def seconds(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from `now` given by Retry-After, as a number or a date (RFC 9110, 10.2.3).

    `retry-after-ms`, which some servers of language models send, goes before. None where the header
    is absent or makes no sense; at least 0 and at most a week.

    Args:
        headers: Of the answer; names in lower case, or a mapping that does not mind.
        now: Seconds since the epoch.
    """
    milliseconds = number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return min(max(0.0, milliseconds / 1000), WEEK_S)
    value = headers.get("retry-after", "").strip()
    wait = number(value)
    if wait is None:
        wait = _until(value, now)
    return None if wait is None else min(max(0.0, wait), WEEK_S)


def number(value: str) -> float | None:
    """A finite number, or None."""
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _until(value: str, now: float) -> float | None:
    when = date(value)
    return None if when is None else when - now


def date(value: str) -> float | None:
    """Seconds since the epoch of an HTTP date; None where it is none."""
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, IndexError):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def iso(moment: float) -> str:
    """ISO 8601 in UTC, whole seconds, rounded up."""
    return datetime.fromtimestamp(math.ceil(moment), UTC).isoformat().replace("+00:00", "Z")
