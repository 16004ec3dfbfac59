"""What is said to a language model and what it answers, free of any vendor's types."""

from typing import Any, Literal

from pydantic import Field

from litassay.types.record import Record

ResponseFormat = Literal["json_schema", "json_object", "text"]
"""How the server is asked to shape its answer, the most constrained first."""


class Message(Record):
    """One turn."""

    role: Literal["system", "user", "assistant"]
    content: str


class ChatRequest(Record):
    """Exactly what changes the answer, and who asks."""

    stage: str
    """Name of the agent that asks, for budgets and journals: `extractor`, `reviewer:evidence`."""
    model: str
    server: str = "default"
    """Name of the configured server that is asked; never its address or key."""
    messages: tuple[Message, ...]
    response_format: ResponseFormat = "text"
    response_schema: dict[str, Any] | None = None
    """JSON Schema of the wanted answer; None for free text."""
    temperature: float | None = 0.0
    """None leaves it out: the server's own."""
    reasoning_effort: str | None = None
    """For models that reason before they answer; None leaves it out."""
    max_tokens: int | None = None
    seed: int | None = None
    sample: int = Field(default=0, ge=0)
    """Which of several samples of the same request this is."""


class ChatReply(Record):
    """A model's answer."""

    text: str
    model: str
    """The model that the server says answered."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    """Reasoning included."""
    cached_tokens: int = 0
    """Of the prompt's tokens, those that the server took from its cache."""
    reasoning_tokens: int = 0
    """Of the answer's tokens, those that were thought and not said."""
    finish_reason: str = "stop"
    """`length` means that the answer was cut off."""
