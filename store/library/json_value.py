"""One JSON value from text that anyone may have written; every fault in it has our own error."""

import json
import math
from typing import Any

from store.library.fields import Unusable

DIGITS = 300
"""A longer whole number reads as infinity, as `1e999` does: Python converts them too slowly."""


def json_value(text: str) -> Any:
    """The value.

    Raises:
        Unusable: It is not JSON, or is nested too deeply; the message says where.
    """
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise Unusable(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise Unusable("not JSON: nested too deeply") from error


def _whole(digits: str) -> int | float:
    if len(digits) <= DIGITS:
        return int(digits)
    return -math.inf if digits.startswith("-") else math.inf
