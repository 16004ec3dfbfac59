"""What is wrong with a proposed claim, by rule: its quote, its form, where its words come from."""

from typing import Literal

from agents.law.grounding import share_from
from litassay.text.injection import has_link, instruction_like
from litassay.text.quotes import locate
from litassay.types import Paper

Fault = Literal[
    "quote_not_found",
    "off_question",
    "not_self_contained",
    "duplicate",
    "not_in_quote",
    "instruction_like",
]
_IN_QUOTE = 0.4
"""Least share of a claim's content stems that its quote holds."""
_IN_PAPER = 0.6
"""Least share of them that the quote, title and passage hold together."""
_ENDS = (".", "!", ")", '"', "”", "’", "'")
_LONGEST = 600


def fault(text: str, quote: str, paper: Paper) -> Fault | None:
    """The first thing that is wrong with a claim; None when nothing is."""
    span = locate(quote, paper)
    if span is None:
        return "quote_not_found"
    claim = " ".join(text.split())
    if _addressed(claim) or has_link(claim) or _addressed(span.quote):
        return "instruction_like"
    if not claim.endswith(_ENDS) or len(claim) > _LONGEST or len(claim.split()) < 4:
        return "not_self_contained"
    passage = paper.passages[span.passage].text
    near = share_from(claim, span.quote) >= _IN_QUOTE
    return None if near and share_from(claim, passage, paper.title) >= _IN_PAPER else "not_in_quote"


def _addressed(text: str) -> bool:
    """True for an instruction or a question."""
    return text.rstrip().endswith("?") or bool(instruction_like(text))
