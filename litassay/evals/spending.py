"""What the runs of one variant cost: which calls were copied from the base run, which went out."""

from collections.abc import Sequence

from litassay.types import Record


class Spending(Record):
    """All runs of one variant together."""

    variant: str
    runs: int
    copied: int
    """Calls answered by the journal of the base run, for nothing."""
    asked: int
    """Calls that went out, failed ones included."""
    failed: int
    prompt_tokens: int
    """Of the model calls that went out."""
    completion_tokens: int
    usd: float | None
    """None where a price is not known."""


def total(name: str, parts: Sequence[Spending]) -> Spending:
    """The sum of several, under one name."""
    usd = [p.usd for p in parts]
    return Spending(
        variant=name,
        runs=sum(p.runs for p in parts),
        copied=sum(p.copied for p in parts),
        asked=sum(p.asked for p in parts),
        failed=sum(p.failed for p in parts),
        prompt_tokens=sum(p.prompt_tokens for p in parts),
        completion_tokens=sum(p.completion_tokens for p in parts),
        usd=None if None in usd else sum(u for u in usd if u is not None),
    )
