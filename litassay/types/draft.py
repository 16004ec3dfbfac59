"""The written answer, as statements that carry the claims they rest on."""

from typing import Literal

from litassay.types.record import Record

Strength = Literal["strong", "moderate", "limited", "insufficient"]
"""How far the evidence answers the question; the rule is in docs/rating.md."""


class Statement(Record):
    """One sentence and the claims that it cites; citations follow from the claims' papers."""

    text: str
    claim_ids: tuple[str, ...] = ()


class ResultGroup(Record):
    """The statements that answer one sub-question."""

    sub_question: str
    """Its id, e.g. `q1`."""
    statements: tuple[Statement, ...]


class Draft(Record):
    """Everything in the report that an agent words; the rest is rendered from records."""

    title: str
    abstract: tuple[Statement, ...]
    introduction: tuple[Statement, ...]
    answer: tuple[Statement, ...]
    strength: Strength
    results: tuple[ResultGroup, ...]
    contradictions: tuple[Statement, ...] = ()
    limitations: tuple[Statement, ...] = ()
    revision: int = 0
    """0 for the first version."""
