"""The body of a chat request, and what is changed in it when a server does not take it."""

import re
from typing import Any, Literal

from litassay.models.refusals import Attempt
from litassay.types import ChatRequest, Message

Change = Literal[
    "max_tokens", "max_completion_tokens", "temperature", "seed", "reasoning_effort",
    "system", "stream",
]  # fmt: skip
"""What can be left out (`max_tokens` is renamed first), merged (`system`) or turned on."""
_LEFT_OUT: tuple[Change, ...] = (
    "max_completion_tokens", "max_tokens", "temperature", "seed", "reasoning_effort",
)  # fmt: skip
_SYSTEM = re.compile(
    r"\bsystem\b.{0,30}\b(?:roles?|messages?|prompts?|instructions?)\b|"
    r"\broles?\b.{0,40}\bsystem\b|\broles? must alternate",
    re.IGNORECASE | re.DOTALL,
)
_STREAM = re.compile(r"\bstream(?:ing)?\b", re.IGNORECASE)


def body_of(request: ChatRequest, changes: frozenset[Change]) -> dict[str, Any]:
    """The body of the request with what this model is known to want changed."""
    merged = "system" in changes
    body: dict[str, Any] = {
        "model": request.model,
        "messages": _without_system(request) if merged else _turns(request.messages),
        "temperature": request.temperature,
        "max_tokens": request.max_tokens,
        "seed": request.seed,
        "reasoning_effort": request.reasoning_effort,
    }
    if request.response_format == "json_schema":
        schema = {"name": "answer", "strict": True, "schema": request.response_schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif request.response_format == "json_object":
        body["response_format"] = {"type": "json_object"}
    if "stream" in changes:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    for name in _LEFT_OUT:
        if name in changes and name in body:
            value = body.pop(name)
            if name == "max_tokens" and "max_completion_tokens" not in changes:
                body["max_completion_tokens"] = value
    return {k: v for k, v in body.items() if v is not None}


def _turns(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    return [m.model_dump() for m in messages]


def _without_system(request: ChatRequest) -> list[dict[str, Any]]:
    """The system message at the head of the first one of the user."""
    rules = "\n\n".join(m.content for m in request.messages if m.role == "system")
    turns = _turns(tuple(m for m in request.messages if m.role != "system"))
    if rules and turns:
        turns[0]["content"] = f"{rules}\n\n{turns[0]['content']}"
    return turns


def wanted_change(
    failed: Attempt, request: ChatRequest, changes: frozenset[Change]
) -> Change | None:
    """What a refusal asks to change, when changing it can help and was not tried.

    The parameter that the error names goes before one that its words hold; the words around it do
    not matter, because each server has its own.
    """
    if failed.code not in ("refused", "unsupported_format"):
        return None
    sent = body_of(request, changes)
    for name in _LEFT_OUT:
        if name in sent and name not in changes and failed.param.rpartition(".")[2] == name:
            return name
    if failed.param in sent and failed.param != "messages":
        return None
    held = [
        (found.start(), name)
        for name in _LEFT_OUT
        if name in sent and name not in changes
        if (found := re.search(rf"\b{name}\b", failed.detail))
    ]
    if held:
        return min(held)[1]
    system = any(m.role == "system" for m in request.messages) and "system" not in changes
    if system and _SYSTEM.search(failed.detail):
        return "system"
    return "stream" if "stream" not in changes and _STREAM.search(failed.detail) else None
