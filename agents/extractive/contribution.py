"""What a paper contributes, by name, where its text leaves no doubt."""

import re
from typing import NamedTuple

from agents.extractive.other_names import same_names
from litassay.types import Paper

METHODS = (
    "method|approach|model|framework|system|technique|algorithm|architecture|strategy|pipeline"
    "|solution|scheme|mechanism|models|methods|approaches|systems|attack|defense|metric|tool|toolkit"
    "|detector|classifier|parser"
)
RESOURCES = "dataset|data set|corpus|benchmark|resource|test suite|test set|collection|datasets"
_NAMED = re.compile(r"^([A-Z][\w@+*/-]*(?:[ -][A-Z0-9][\w@+*/-]*){0,2})\s*:\s+\S")
_MADE_UP = r"(?P<name>[\w@+*/-]*[A-Z][\w@+*/-]*[A-Z0-9][\w@+*/-]*|[A-Z][a-z]+[A-Z0-9][\w-]*)"
_PRESENTED = (
    r"\b(?:[Ww]e|(?:[Tt]his|[Tt]he|[Oo]ur) (?:paper|work|study))\b[^.;]{0,40}?"
    r"\b(?:propos|introduc|present|develop|devis|design|construct|build|built|creat|releas)\w*,? "
)
_PLAIN_WORDS = r"(?:(?!(?:for|of|with|using|based|that|which|to|in|on|by|from|where)\b)[\w’'-]+,? )"
_INTRODUCED = tuple(
    re.compile(_PRESENTED + rest)
    for rest in (
        rf"(?:an? |the )?{_MADE_UP}(?=[,.:]|$| (?:\(|for|that|which|to)\b| \()",
        rf"[^.]{{0,160}}?\b(?:named|called|dubbed|termed|namely) (?:the |an? )?{_MADE_UP}\b",
        rf"{_PLAIN_WORDS}{{1,12}}\({_MADE_UP}\)",
        rf"[^.]{{0,120}}?\b(?:{METHODS}|{RESOURCES}), {_MADE_UP}(?=[,.]|$)",
    )
)
"""Where the sentence that presents a thing names it, the surest place first."""
_SHORTEST = 3
_FAMILY = re.compile(r"(?:\b(?:van|von|de|der|den|la|di|da|del|dos)\s+)*[^\W\d_][\w’'-]{1,29}$")
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
    source: str = ""
    """Whose it is, as one cites (`Meng et al.`); empty for a single author."""


def contribution(paper: Paper) -> Contribution:
    """Read from a title like `NAME: …`, or from the sentence that presents it; else nameless."""
    text = paper.abstract
    proposes = bool(re.search(r"\b[Ww]e\b[^.]{0,40}\b(?:propos|introduc|present|develop)", text))
    proposes = proposes or bool(re.search(rf"\b[Oo]ur (?:\w+ )?(?:{METHODS})\b", text))
    name, kind = _titled(paper) or _introduced(paper) or ("", "")
    return Contribution(name, kind, proposes, cited(paper))


def cited(paper: Paper) -> str:
    """`Meng et al.`; empty when there is one author or the name is not plainly a name."""
    if len(paper.authors) < 2:
        return ""
    first = paper.authors[0].strip()
    family = first.split(",", 1)[0] if "," in first else first
    match = _FAMILY.search(family)
    return f"{match.group()} et al." if match else ""


def _titled(paper: Paper) -> tuple[str, str] | None:
    match = _NAMED.match(paper.title)
    if not match or not _looks_named(match.group(1)):
        return None
    name = match.group(1)
    for sentence in re.split(r"(?<=[.!?])\s+", paper.abstract):
        at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
        before = sentence[: at.start()] if at else ""
        if _PROPOSES.search(before) or re.search(r"\b[Oo]ur [\w -]{0,40}[, (]+$", before):
            return name, _kind(sentence)
    return None


def _introduced(paper: Paper) -> tuple[str, str] | None:
    """A made-up name that first stands where something is presented, and is used again."""
    before = ""
    for sentence in re.split(r"(?<=[.!?])\s+", paper.abstract):
        for pattern in _INTRODUCED:
            match = pattern.search(sentence)
            name = match.group("name").strip("-/*") if match else ""
            if _is_new(name, before, paper):
                return name, _kind(sentence)
        before += f" {sentence}"
    return None


def _is_new(name: str, before: str, paper: Paper) -> bool:
    if len(name) < _SHORTEST or same_names(name) or name in before:
        return False
    return (
        len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", f"{paper.title} {paper.abstract}")) > 1
    )


def _looks_named(name: str) -> bool:
    """Has a capital or digit inside, as names that are made up have."""
    return any(len(w) > 1 and re.search(r"[A-Z0-9]", w[1:]) for w in name.split())


def _kind(sentence: str) -> str:
    """The first kind of thing that the sentence calls it."""
    found = re.search(rf"\b(?:({METHODS})|({RESOURCES}))\b", sentence, re.IGNORECASE)
    if not found:
        return ""
    return "method" if found.group(1) else "resource"
