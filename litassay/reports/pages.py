"""Jinja pages: autoescape always, one style sheet, one script, a policy that admits only those."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def page(template: str, **values: Any) -> str:
    """A page of a template; every value is escaped unless it is markup that we made."""
    fixed = {"style": _asset("style.css"), "script": _asset("reader.js"), "policy": policy()}
    return _environment().get_template(template).render({**fixed, **values})


@lru_cache(2)
def policy(*, live: bool = False) -> str:
    """The Content-Security-Policy: nothing is loaded, our style and our script run, no other.

    A live page may ask the server that it came from how things stand.
    """
    style, script = (_digest(_asset(name)) for name in ("style.css", "reader.js"))
    asks = "; connect-src 'self'" if live else ""
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; "
        f"base-uri 'none'; form-action 'none'{asks}"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(4)
def _asset(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text("utf-8"))  # noqa: S704 - our own file


@lru_cache(1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Text without the characters that steer a terminal or turn the direction of reading."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _STEERING.sub("", value)
    return value
