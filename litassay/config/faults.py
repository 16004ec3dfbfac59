"""What is wrong with a setting, in the words of someone who writes settings."""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from litassay.errors import SettingsError

_KEY = re.compile(r"(?:.*_)?(?:api_?key|key|secret|password|bearer|(?:access|auth)_?token)", re.I)
"""Names under which people write down a key."""
KEYS = (
    "keys are no settings: a model server's key is read from the environment variable "
    "OPENAI_API_KEY only, or from the one that its key_env names; take it out"
)
LISTED = "the settings are listed in docs/cli.md"
_MEANT = {
    "tuple_type": "must be a name, or a list of names",
    "string_type": "must be a text",
    "none_required": "must be left out",
}
_SECTIONS = ("model_type", "model_attributes_type", "dict_type")


def unknown(name: str, known: tuple[str, ...]) -> SettingsError:
    """The error for a name that is no setting: it may be a misspelling, or a key."""
    last = name.rpartition(".")[2]
    if _KEY.fullmatch(last) and last not in {one.rpartition(".")[2] for one in known}:
        return SettingsError(f"{name!r} is not a setting", KEYS)
    return SettingsError(f"{name!r} is not a setting", suggestion(name, known))


def refused(name: str, fault: Mapping[str, Any]) -> SettingsError:
    """The error for a value that pydantic did not take; the value is never repeated."""
    kind = fault["type"]
    if kind in _SECTIONS:
        section = f"write the settings of it below a line [{name}]"
        return SettingsError(f"setting {name!r}: it is a section, not one value", section)
    message = fault["msg"].removeprefix("Value error, ")
    words = _MEANT.get(kind) or message.replace("Input should", "must")
    return SettingsError(f"setting {name!r}: {words}", LISTED)


def suggestion(name: str, known: tuple[str, ...]) -> str:
    """The nearest known name, or where to look."""
    near = difflib.get_close_matches(name, known, n=1)
    top = sorted({n.split(".")[0] for n in known})
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(top)}"
