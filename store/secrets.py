"""Removing secrets from everything that is written. Knows no settings: it is told the values."""

import base64
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

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
    r"""Values that must not be written, and how they are masked, in whatever way they are spelt.

    A service may give a key back as it was sent, or inside JSON (`\u0073k`, `\/`), a URL (`%2D`),
    HTML (`&#45;`), or base64. A letter may be written in another way than its neighbour.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        known = sorted({v for v in values if len(v) >= SHORTEST}, key=lambda v: (-len(v), v))
        spelt = [pattern for value in known for pattern in _spellings(value)]
        self._pattern = re.compile("|".join(spelt)) if spelt else None  # longest key first

    def mask(self, text: str) -> str:
        """The text with every secret value masked."""
        return self._pattern.sub(MASK, text) if self._pattern else text

    def mask_bytes(self, content: bytes) -> bytes:
        """The bytes with every secret value masked."""
        if not self._pattern:
            return content
        return self.mask(content.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )

    def found_in(self, content: bytes) -> bool:
        """True when the bytes hold a secret value."""
        text = content.decode("utf-8", "surrogateescape")
        return bool(self._pattern and self._pattern.search(text))

    def mask_all(self, value: Any) -> Any:
        """The JSON-like value with every string in it, keys included, masked."""
        if not self._pattern:
            return value
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, dict):
            return {self.mask(str(k)): self.mask_all(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [self.mask_all(v) for v in value]
        return value


def _spellings(value: str) -> list[str]:
    """Patterns of a value: each character in any of its ways, and the whole in base64 or hex."""
    escaped = "".join(_ways(character) for character in value)
    raw = value.encode("utf-8")
    return [escaped, *(_base64(raw, shift) for shift in range(3)), f"(?i:{raw.hex()})"]


def _ways(character: str) -> str:
    """One character plain or as JSON, a URL or HTML write it; backslashes may be doubled again."""
    code = ord(character)
    percent = "".join(f"%{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
    units = character.encode("utf-16-be", "surrogatepass")
    json = "".join(rf"\\{{1,4}}u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
    html = f"&#0*{code};|&#x0*{code:x};"
    plain = re.escape(character)
    if not character.isalnum():
        plain = rf"\\{{0,4}}{plain}"
    return rf"(?:(?i:{percent}|{json}|\\{{1,4}}x{code:02x}|{html})|{plain})"


def _base64(raw: bytes, shift: int) -> str:
    """The part of a value's base64 that is the same whatever stands around it.

    Args:
        raw: The value.
        shift: How many bytes of something else stand before it, modulo 3.
    """
    coded = base64.b64encode(b"\0" * shift + raw).decode("ascii")
    begin = (0, 2, 3)[shift]
    end = (len(raw) + shift) // 3 * 4
    return re.escape(coded[begin:end]).replace(r"\+", "[+-]").replace("/", "[/_]")
