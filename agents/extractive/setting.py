"""Where a question asks something to be shown: the benchmark or data after its last `on`."""

import re

from agents.extractive.other_names import NARROWER, other_names

_ON = re.compile(r"\bon (?:the )?(?P<name>[\w-]*[A-Z][\w-]*[A-Z0-9][\w-]*)(?=\s*(?:[?.,;]|$))")
_GOVERNED = re.compile(
    r"\b(?:effects?|impacts?|influences?)\b[^,;?.]*$"
    r"|\b(?:attacks?|depend\w*|rel(?:y|ies)|focus\w*|based|research|work|build\w*|[\w-]*train(?:ed|ing)"
    r"|[\w-]*tun(?:ed|ing)) $",
    re.IGNORECASE,
)
"""What is followed by `on` as its object: `the effect of X on Y`, `trained on Y`."""
_INSTANCES = frozenset(name for group in NARROWER.values() for name in group)


def setting(text: str) -> range:
    """Offsets of the name of the setting, as in `… robustness … on GLUE?`; empty without one."""
    for found in _ON.finditer(text):
        name = found["name"]
        model = name in _INSTANCES or other_names(name)
        if not model and not _GOVERNED.search(text[: found.start()]):
            return range(found.start("name"), found.end("name"))
    return range(0)
