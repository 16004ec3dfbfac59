"""Removing secrets from everything that is written. Knows no settings: it is told the values."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

MASK = "[secret]"
SHORTEST = 8
"""Characters. Shorter values (`none`, `EMPTY`) are placeholders and would blot out plain words."""

_SECRET_PARTS = ("key", "token", "secret", "password", "signature", "credential", "auth")
_PRIVATE_NAMES = frozenset({"mailto", "email", "sig", "pwd"})


def is_secret_name(name: str) -> bool:
    """True for the name of a query parameter or header whose value must not be kept."""
    plain = name.lower().replace("-", "").replace("_", "")
    return plain in _PRIVATE_NAMES or any(plain.endswith(part) for part in _SECRET_PARTS)


def public_url(url: str) -> str:
    """The URL without user, password and secret parameters; the order of the others is kept.

    Parameters are dropped whole, so that a run made with a key replays without one.
    """
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if p and not is_secret_name(p.split("=", 1)[0])]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="&".join(kept)))


class Secrets:
    """Values that must not be written, and how they are masked."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        known = {v for v in values if len(v) >= SHORTEST}
        known |= {quote(v, safe="") for v in known}
        self._values = sorted(known, key=lambda v: (-len(v), v))  # a key may contain another

    def mask(self, text: str) -> str:
        """The text with every secret value masked."""
        for value in self._values:
            text = text.replace(value, MASK)
        return text

    def mask_bytes(self, content: bytes) -> bytes:
        """The bytes with every secret value masked."""
        for value in self._values:
            content = content.replace(value.encode(), MASK.encode())
        return content

    def mask_all(self, value: Any) -> Any:
        """The JSON-like value with every string in it, keys included, masked."""
        if not self._values:
            return value
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, dict):
            return {self.mask(str(k)): self.mask_all(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [self.mask_all(v) for v in value]
        return value
