"""Context windows: what a server says of its models, and what is known of their families.

Knows nothing of how prompts are fitted into them.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

DEFAULT_WINDOW = 32_768
"""Tokens, for a model of which nothing is known."""
_FIELDS = (
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_context_length",
    "n_ctx",
)
"""Names under which servers give a window, what is loaded before what is possible."""
_TRAINED = "n_ctx_train"
"""What a model was trained for; a server may have been started with less."""
_LEAST, _MOST = 256, 100_000_000


@cache
def _families() -> tuple[tuple[re.Pattern[str], int], ...]:
    text = files("litassay.models").joinpath("windows.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["family"]
    return tuple((re.compile(row["name"], re.IGNORECASE), int(row["tokens"])) for row in rows)


def family_window(model: str) -> int | None:
    """The window of the first family of the dated table that a model's name belongs to."""
    name = model.rpartition("/")[2]
    return next((tokens for pattern, tokens in _families() if pattern.match(name)), None)


def served_window(listing: Any, model: str) -> int | None:
    """What `GET /v1/models` says of a model's window; None where it does not say."""
    rows = listing.get("data") if isinstance(listing, Mapping) else None
    named = [r for r in rows if isinstance(r, Mapping)] if isinstance(rows, list) else []
    row = next((r for r in named if r.get("id") == model), named[0] if len(named) == 1 else None)
    if row is None:
        return None
    meta = row.get("meta")
    places = (row, meta if isinstance(meta, Mapping) else {})
    return next((t for name in _FIELDS for p in places if (t := _size(p.get(name)))), None)


def loaded_window(props: Any) -> int | None:
    """What `GET /props` of a llama.cpp server says: the window of one slot."""
    if not isinstance(props, Mapping):
        return None
    settings = props.get("default_generation_settings")
    places = (settings if isinstance(settings, Mapping) else {}, props)
    return next((t for p in places if (t := _size(p.get("n_ctx")))), None)


def _size(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and _LEAST <= value <= _MOST else None
