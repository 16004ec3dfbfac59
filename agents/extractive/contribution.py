"""What a paper contributes, by name, where its text leaves no doubt."""

import re
from typing import NamedTuple

from litassay.types import Paper

METHODS = (
    "method|approach|model|framework|system|technique|algorithm|architecture|strategy|pipeline"
    "|solution|scheme|mechanism|models|methods|approaches|systems"
)
RESOURCES = "dataset|data set|corpus|benchmark|resource|test suite|test set|collection|datasets"
_NAMED = re.compile(r"^([A-Z][\w@+*/-]*(?:[ -][A-Z0-9][\w@+*/-]*){0,2})\s*:\s+\S")
_PROPOSES = re.compile(
    r"\b(?:propos|introduc|present|develop|devis|design|construct|build|creat|call|dub|nam"
    r"|term)\w*",
    re.IGNORECASE,
)


class Contribution(NamedTuple):
    """Name (empty when not sure) and whether it is a method or a resource."""

    name: str
    kind: str
    """`method`, `resource` or empty."""
    proposes: bool
    """The paper says that it proposes something."""


def contribution(paper: Paper) -> Contribution:
    """Read from a title like `NAME: …` whose name the abstract presents; else nameless."""
    text = paper.abstract
    proposes = bool(re.search(r"\b[Ww]e\b[^.]{0,40}\b(?:propos|introduc|present|develop)", text))
    proposes = proposes or bool(re.search(rf"\b[Oo]ur (?:\w+ )?(?:{METHODS})\b", text))
    match = _NAMED.match(paper.title)
    if not match or not _looks_named(match.group(1)):
        return Contribution("", "", proposes)
    name = match.group(1)
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
        before = sentence[: at.start()] if at else ""
        if _PROPOSES.search(before) or re.search(r"\b[Oo]ur [\w -]{0,40}[, (]+$", before):
            return Contribution(name, _kind(sentence), proposes)
    return Contribution("", "", proposes)


def _looks_named(name: str) -> bool:
    """Has a capital or digit inside, as names that are made up have."""
    return any(len(w) > 1 and re.search(r"[A-Z0-9]", w[1:]) for w in name.split())


def _kind(sentence: str) -> str:
    """The first kind of thing that the sentence calls it."""
    found = re.search(rf"\b(?:({METHODS})|({RESOURCES}))\b", sentence, re.IGNORECASE)
    if not found:
        return ""
    return "method" if found.group(1) else "resource"
