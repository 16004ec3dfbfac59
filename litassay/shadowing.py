"""Whether litassay's own packages are the ones that Python finds, and putting them first.

They have plain names (`agents`, `graphs`, `prompts`, `store`), so a folder of a user's own or
another distribution can stand in their way. The command line is a process of its own and puts them
first; a library user is told.
"""

import importlib.util
import sys
from pathlib import Path
from typing import NamedTuple

from litassay.errors import SettingsError

PACKAGES = {"agents": "crew.py", "graphs": "build.py", "prompts": "default", "store": "runs.py"}
"""Each package, and something that is in it."""
HOME = Path(__file__).resolve().parents[1]
"""The folder that holds litassay and its packages."""


class Shadow(NamedTuple):
    """One package that is not ours, or is damaged."""

    name: str
    found: str
    """Where Python finds it; empty where it finds none."""


def put_first() -> None:
    """Make Python look for packages beside litassay before anywhere else."""
    home = str(HOME)
    if sys.path[:1] != [home]:
        sys.path.insert(0, home)


def shadows() -> tuple[Shadow, ...]:
    """The packages that are not found beside litassay, or that another has overwritten."""
    return tuple(Shadow(name, found) for name in PACKAGES if (found := _found(name)) is not None)


def check() -> None:
    """Go on only where Python finds litassay's own packages.

    Raises:
        SettingsError: something else is in their way; it is named.
    """
    for name, found in shadows():
        where = f"at {found!r}" if found else "nowhere"
        raise SettingsError(
            f"litassay's package {name!r} was expected beside it, but Python finds it {where}",
            "rename that folder, or give litassay an environment of its own: uv tool install, pipx",
        )


def _found(name: str) -> str | None:
    """Where a package is found that is not ours; None where it is ours and whole."""
    loaded = sys.modules.get(name)
    spec = loaded.__spec__ if loaded else importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec else []
    ours = HOME / name
    if any(Path(p).resolve() == ours for p in places) and (ours / PACKAGES[name]).exists():
        return None
    return places[0] if places else ""
