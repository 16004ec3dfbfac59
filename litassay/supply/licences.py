"""Which licence a package is under, as SPDX, and whether it is one that we may stand on."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from litassay.supply.installed import Package

_OPERATORS = re.compile(r"[()]|\b(?:AND|OR|WITH)\b")


def spdx(package: Package) -> str:
    """The SPDX expression of a package's licence; empty when it declares none that is known."""
    stated = {**_table()["stated"], **_table()["apart"]}
    if package.name in stated:
        return str(stated[package.name])
    words = _table()["words"]
    known = [words.get(text, text) for text in package.licence.split("\n")]
    return " OR ".join(known) if all(_names(text) for text in known) else ""


def refused(package: Package) -> str:
    """Why a package may not be used, in words; empty when it may.

    Where a package lets one choose between licences, all of them have to be allowed: a choice is
    written down in `licences.toml` instead of being made here. So is a program that is run apart,
    which an extra may bring.
    """
    if package.group and package.name in _table()["apart"]:
        return ""
    found = spdx(package)
    if not found:
        return f"declares no licence that is known: {package.licence!r}"
    bad = [name for name in _names(found) if name not in _table()["allowed"]]
    return f"is under {', '.join(bad)}, which is not among those that are allowed" if bad else ""


def faults(packages: Iterable[Package]) -> tuple[str, ...]:
    """One line for each package that may not be used."""
    return tuple(f"{p.name} {p.version} {why}" for p in packages if (why := refused(p)))


def _names(expression: str) -> list[str]:
    """The identifiers of an expression; none when it is prose."""
    names = [name.strip() for name in _OPERATORS.split(expression) if name.strip()]
    return names if all(re.fullmatch(r"[\w.+-]+", name) for name in names) else []


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("litassay.supply").joinpath("licences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
