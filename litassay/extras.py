"""What can be installed beside the program, and what to say where it is needed and absent."""

import importlib.util

from litassay.errors import SettingsError

EXTRAS = {
    "eval": ("matplotlib", "scipy", "sklearn"),
    "nli": ("torch", "transformers"),
}
"""Modules of each extra."""


def require(extra: str) -> None:
    """Go on only where an extra is installed.

    Raises:
        SettingsError: it is not; the message says how to install it.
    """
    for module in EXTRAS[extra]:
        if importlib.util.find_spec(module) is None:
            raise absent(extra, module)


def absent(extra: str, module: str) -> SettingsError:
    """The error for a module of an extra that is not installed."""
    return SettingsError(
        f"this needs {module}, which is not installed",
        f"install litassay with its extra {extra!r}: litassay[{extra}]",
    )


def extra_of(module: str) -> str:
    """The extra that a module (`a.b.c`) belongs to; empty when it belongs to none."""
    root = module.split(".")[0]
    return next((extra for extra, modules in EXTRAS.items() if root in modules), "")
