"""A bill of materials in CycloneDX 1.6 (JSON), for the tools that read one."""

from collections.abc import Sequence
from typing import Any

from litassay import __version__
from litassay.supply.installed import PROJECT, Package
from litassay.supply.licences import spdx


def bill(packages: Sequence[Package]) -> dict[str, Any]:
    """The bill of everything that is needed to run litassay and, as optional, to measure and build.

    It has no serial number and no time: the same packages give the same bytes.
    """
    direct = {"ref": _ref(PROJECT, __version__), "dependsOn": _direct(packages)}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(PROJECT, __version__, "Apache-2.0", "application")},
        "components": [
            _component(p.name, p.version, spdx(p), "library")
            | {"scope": "optional" if p.group else "required"}
            for p in packages
        ],
        "dependencies": [direct, *(_needs(p, packages) for p in packages)],
    }


def _component(name: str, version: str, licence: str, kind: str) -> dict[str, Any]:
    ref = _ref(name, version)
    found = {"type": kind, "bom-ref": ref, "name": name, "version": version, "purl": ref}
    return {**found, "licenses": [{"expression": licence}]} if licence else found


def _ref(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _needs(package: Package, packages: Sequence[Package]) -> dict[str, Any]:
    wanted = [_ref(p.name, p.version) for p in packages if p.name in package.needs]
    return {"ref": _ref(package.name, package.version), "dependsOn": wanted}


def _direct(packages: Sequence[Package]) -> list[str]:
    """Packages that no other one of them asks for."""
    asked = {name for p in packages for name in p.needs}
    return [_ref(p.name, p.version) for p in packages if p.name not in asked]
