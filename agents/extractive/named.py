"""Telling a reader which work is meant: the paper's title for `the proposed method`, and names."""

import re
from collections.abc import Mapping, Sequence

from agents.extractive.contribution import METHODS, RESOURCES, contribution
from agents.extractive.standing import Standing
from litassay.types import Paper

_UNNAMED = re.compile(rf"\b(?P<the>[Tt]he) (?:proposed|new) (?P<kind>{METHODS}|{RESOURCES})\b")
_LONGEST_TITLE = 140


def told(standing: Standing, papers: Mapping[str, Paper]) -> str:
    """The claim's text, its first `the proposed method` given as the method of which title."""
    text = standing.claim.text
    paper = papers.get(standing.claim.paper_id)
    if paper is None or not _quotable(paper.title):
        return text
    return _UNNAMED.sub(
        lambda m: f"{m['the']} {m['kind']} proposed in “{paper.title}”", text, count=1
    )


def _quotable(title: str) -> bool:
    return 0 < len(title) <= _LONGEST_TITLE and not re.search(r"[“”\"]|[.?!]$|\s{2}", title)


def contributions(
    standings: Sequence[Standing], papers: Mapping[str, Paper]
) -> list[tuple[str, Standing]]:
    """Names of what the papers contribute, each with the paper's first claim."""
    found: dict[str, Standing] = {}
    for standing in standings:
        paper = papers.get(standing.claim.paper_id)
        name = contribution(paper).name if paper else ""
        if name and name in standing.claim.text:
            found.setdefault(name, standing)
    return list(found.items())
