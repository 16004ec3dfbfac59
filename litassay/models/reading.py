"""Reading what a server sent as a chat completion, which may be anything."""

from typing import Any

from litassay import tokens
from litassay.models.refusals import Attempt, spent_on_reasoning
from litassay.types import ChatReply, ChatRequest

_CUT_BELOW = 0.5
"""Part of the prompt's tokens below which a server's own count says that it read only a part;
tokenizers differ by less."""
_CUT_FROM = 1500
"""Tokens of a prompt from which that is looked at."""


def reply_of(completion: Any, request: ChatRequest) -> ChatReply:
    """The reply.

    Raises:
        Attempt: it is no chat completion, or holds no choice; or the model declined, called a
            tool, was filtered, thought until its tokens were used up, or was shown a cut prompt.
    """
    choices = getattr(completion, "choices", None)
    if not isinstance(choices, list) or not choices:
        error = getattr(completion, "error", None)
        detail = f"an error inside a 200: {str(error)[:300]}" if error else "no choice in the reply"
        raise Attempt("malformed", detail, retryable=True)
    message = getattr(choices[0], "message", None)
    usage = getattr(completion, "usage", None)
    text = said(getattr(message, "content", None))
    answered = ChatReply(
        text=text,
        model=_named(getattr(completion, "model", None)) or request.model,
        prompt_tokens=_counted(usage, "prompt_tokens") or tokens.count_messages(request.messages),
        completion_tokens=_counted(usage, "completion_tokens") or tokens.count(text),
        cached_tokens=_counted(_detail(usage, "prompt_tokens_details"), "cached_tokens")
        or _counted(usage, "prompt_cache_hit_tokens"),
        reasoning_tokens=_counted(_detail(usage, "completion_tokens_details"), "reasoning_tokens"),
        finish_reason=str(getattr(choices[0], "finish_reason", None) or "stop"),
    )
    _check_prompt(request, _counted(usage, "prompt_tokens"))
    if not text.strip():
        _check_silence(answered, message, request)
    return answered


def said(content: Any) -> str:
    """The text of a message's content: a text, or a list of parts of which some are texts."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    texts = (_field(part, "text") for part in content if _field(part, "type") in (None, "text"))
    return "".join(t for t in texts if isinstance(t, str))


def _check_silence(answered: ChatReply, message: Any, request: ChatRequest) -> None:
    """Say what an empty answer is. Raises Attempt where it is not just empty."""
    refusal = getattr(message, "refusal", None)
    if isinstance(refusal, str) and refusal.strip():
        raise Attempt("declined", f"the model declined: {' '.join(refusal.split())[:300]}")
    if getattr(message, "tool_calls", None) or answered.finish_reason == "tool_calls":
        raise Attempt(
            "tool_call",
            "the model called a tool instead of answering",
            "no tools are offered: turn its tools off at the server",
        )
    if answered.finish_reason == "content_filter":
        raise Attempt("filtered", "its content filter took the answer")
    thought = answered.reasoning_tokens or getattr(message, "reasoning_content", None)
    if answered.finish_reason == "length" and (thought or getattr(message, "reasoning", None)):
        raise Attempt("reasoning", f"there is no answer: {spent_on_reasoning(request)}")


def _check_prompt(request: ChatRequest, told: int) -> None:
    """Notice a prompt that was cut without a word. Raises Attempt."""
    sent = tokens.count_messages(request.messages)
    if sent >= _CUT_FROM and 0 < told < _CUT_BELOW * sent:
        window = told + (request.max_tokens or 0)
        raise Attempt(
            "context_length",
            f"it read {told} tokens of a prompt of about {sent} and did not say so: its context "
            f"window is about {window}",
            f"give the server a larger window, or set context_window of {request.model!r}",
        )


def _named(value: Any) -> str:
    """What the server calls its model; of a file on its disk only the name."""
    name = value if isinstance(value, str) else ""
    is_path = name.startswith(("/", "\\", "~", ".")) or name[1:3] in (":\\", ":/")
    return name.replace("\\", "/").rsplit("/", 1)[-1] if is_path else name


def _detail(usage: Any, name: str) -> Any:
    return getattr(usage, name, None)


def _field(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else getattr(part, name, None)


def _counted(usage: Any, name: str) -> int:
    value = _field(usage, name)
    return value if isinstance(value, int) and value > 0 else 0
