"""The packages that litassay needs, as they are installed here, and who asks for each."""

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from litassay.errors import SettingsError

PROJECT = "litassay"
GROUPS = ("", "eval", "office", "pdf", "dev")
"""Extras of the project in the order in which a package is counted to one; "" is none of them."""


class Package(NamedTuple):
    """One installed package."""

    name: str
    version: str
    group: str
    """The first group that needs it: "" for running, else the name of an extra."""
    licence: str
    """As its metadata give it: an SPDX expression, words, or several classifiers in a line each."""
    needs: tuple[str, ...]
    """Names of the packages that it asks for, on this platform."""


def packages() -> tuple[Package, ...]:
    """Everything that is needed to run, evaluate and develop, by name.

    The extra `nli` is left out: it is not installed by default, and its wheels differ by machine.

    Raises:
        SettingsError: a package that is needed is not installed.
    """
    found: dict[str, Package] = {}
    for group in GROUPS:
        for package in _reachable(_needed(distribution(PROJECT), {group}), group):
            found.setdefault(package.name, package)
    return tuple(found[name] for name in sorted(found))


def _reachable(first: Iterable[Requirement], group: str) -> Iterator[Package]:
    waiting, seen = list(first), set[tuple[str, frozenset[str]]]()
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if name == PROJECT or (name, extras) in seen:
            continue  # extras of the project itself are groups of their own
        seen.add((name, extras))
        found = _installed(name)
        needs = list(_needed(found, {"", *extras}))
        names = sorted({canonicalize_name(r.name) for r in needs})
        yield Package(name, found.version, group, declared(found), tuple(names))
        waiting += needs


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise SettingsError(
            f"the package {name!r} is needed and not installed",
            "set up the environment again with `make setup`",
        ) from error


def _needed(found: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in found.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None:
            if "" in extras:
                yield wanted
        elif any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
            yield wanted


def declared(found: Distribution) -> str:
    """What a package's metadata say of its licence; empty when they say nothing."""
    fields = found.metadata
    expressions = fields.get_all("License-Expression", [])
    words = [text.strip().split("\n")[0].strip() for text in fields.get_all("License", [])]
    kinds = [c.split(" :: ")[-1] for c in fields.get_all("Classifier", []) if "License ::" in c]
    classified = "\n".join(kind for kind in kinds if kind != "OSI Approved")
    return next((text for text in (*expressions, *words) if text), classified)
