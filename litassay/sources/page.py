"""One page of an answer, and what may be wrong with the shape of one. Pure."""

import json
from typing import Any, NamedTuple

from litassay.config.sources import SECRET_PARAMETERS
from litassay.errors import ServiceError
from litassay.types import Paper


class Ask(NamedTuple):
    """A request to make."""

    url: str
    params: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    """Headers that say who asks; they go to this address only, not where it redirects to."""
    accept: str = "application/json"

    def masked(self, said: str) -> str:
        """What a service said, without the credentials that it may repeat."""
        named = [value for name, value in self.params if name in SECRET_PARAMETERS]
        for value in (*named, *(value for _, value in self.headers)):
            said = said.replace(value, "[secret]") if value else said
        return said


class Page(NamedTuple):
    """What one answer holds."""

    papers: tuple[Paper, ...] = ()
    total: int | None = None
    """How many records the service says it has for the query."""
    cursor: str = ""
    """What to ask the next page with; empty for none."""
    skipped: int = 0
    """Records without id or title, or of no work (a whole journal): they cannot be cited."""


def parse_json(body: bytes) -> Any:
    """The JSON value of a body.

    Raises:
        ServiceError: it is none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ServiceError("the answer is not JSON") from error


def mapping(value: Any, key: str = "") -> dict[str, Any]:
    """The object itself or under `key`; an empty one where there is none."""
    found = value.get(key) if key and isinstance(value, dict) else None if key else value
    return found if isinstance(found, dict) else {}


def rows(value: Any, key: str = "") -> list[Any]:
    """The list itself or under `key`; an empty one where there is none."""
    found = value.get(key) if key and isinstance(value, dict) else None if key else value
    return found if isinstance(found, list) else []


def text(value: Any, key: str = "") -> str:
    """A string, or a number as one, itself or under `key`; empty where there is none."""
    found = value.get(key) if key and isinstance(value, dict) else None if key else value
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found).strip()


def count(value: Any, key: str) -> int | None:
    """A whole number of at least 0 under `key`, also where it is written as a string."""
    found = text(value, key)
    return int(found) if found.isascii() and found.isdigit() and len(found) < 16 else None


def year(value: Any, key: str = "") -> int | None:
    """A plausible year at the start of a date or number."""
    found = text(value, key)[:4]
    return (
        int(found) if found.isascii() and found.isdigit() and 1500 <= int(found) <= 2200 else None
    )
