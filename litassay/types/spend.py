"""What a run cost: calls, tokens, money, by stage."""

from pydantic import Field

from litassay.types.record import Record


class Spend(Record):
    """Spending of one stage with one model."""

    stage: str
    """Name of the agent that asked, e.g. `extractor` or `reviewer:evidence`."""
    model: str
    calls: int = Field(default=0, ge=0)
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    cached_tokens: int = Field(default=0, ge=0)
    """Of the prompt tokens, those that servers took from their caches."""
    reasoning_tokens: int = Field(default=0, ge=0)
    """Of the answer's tokens, those that were thought and not said."""
    usd: float | None = None
    """None when the price of the model is not known."""
