"""Understanding a failed attempt: what happened, whether waiting helps, what to change."""

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from litassay.config.models import ServerSettings
from litassay.errors import ModelError
from litassay.retry_after import seconds
from litassay.types import ChatRequest

if TYPE_CHECKING:
    import openai

_KEY_LIKE = re.compile(r"\b(?:sk|key|gsk)-[\w*.-]{6,}")
_FORMAT = ("response_format", "json_schema", "json_object", "grammar", "structured", "guided")
_CONTEXT = (
    "context length",
    "context_length",
    "context size",
    "maximum context",
    "too many tokens",
)
_LARGE = ("request too large", "too large for model", "reduce your prompt", "reduce the length")
_QUOTA = ("insufficient_quota", "exceeded your current quota", "billing")


class Attempt(ModelError):
    """A failed attempt; `wait_s` is what the server asked for, None where it did not say."""

    def __init__(
        self,
        code: str,
        detail: str,
        hint: str = "",
        *,
        retryable: bool = False,
        wait_s: float | None = None,
    ) -> None:
        super().__init__(f"the model's server: {detail}", hint, retryable=retryable, code=code)
        self.detail = detail
        self.wait_s = wait_s


def understand(
    error: "openai.OpenAIError", request: ChatRequest, settings: ServerSettings, key: str
) -> Attempt:
    """Turn the client library's error into ours; the key is taken out of what the server says."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return Attempt(
            "timeout",
            f"no answer within {settings.timeout_s:g} s",
            "raise timeout_s of the server or lower max_tokens",
            retryable=True,
        )
    if isinstance(error, openai.APIConnectionError):
        return Attempt(
            "unreachable",
            f"{_where(settings)} cannot be reached or dropped the connection",
            "check base_url and that the server runs",
            retryable=True,
        )
    if isinstance(error, openai.APIStatusError):
        return _status(
            error.status_code, _said(error, key), error.response.headers, request, settings
        )
    return Attempt("malformed", f"the reply is no chat completion ({type(error).__name__})",
                   retryable=True)  # fmt: skip


def _status(
    status: int,
    said: str,
    headers: Mapping[str, str],
    request: ChatRequest,
    settings: ServerSettings,
) -> Attempt:
    if status == 429:
        return _too_many(said, headers)
    if status in (408, 409, 425) or (status >= 500 and status != 501):
        return Attempt(
            "server", f"HTTP {status}: {said}", retryable=True, wait_s=seconds(headers, time.time())
        )
    detail, hint = f"HTTP {status}: {said}", ""
    if status in (401, 403):
        hint = f"set {settings.key_env} to a key that is valid for {_where(settings)}"
        if status == 403:
            hint += f" and allowed to use {request.model!r}"
        return Attempt("auth", detail, hint)
    if status == 404:
        hint = f"check that {_where(settings)} ends in /v1 and serves the model {request.model!r}"
        return Attempt("not_found", detail, hint)
    text = said.lower()
    if any(word in text for word in _CONTEXT):
        return Attempt("context_length", detail, f"set context_window of {request.model!r}")
    if request.response_format != "text" and any(word in text for word in _FORMAT):
        return Attempt("unsupported_format", detail, "another way of asking is tried")
    return Attempt("refused", detail, f"check what the server accepts for {request.model!r}")


def _too_many(said: str, headers: Mapping[str, str]) -> Attempt:
    text = said.lower()
    if any(word in text for word in _QUOTA):
        return Attempt("quota", f"HTTP 429: {said}", "the account has no credit left")
    if any(word in text for word in _LARGE):
        return Attempt(
            "too_large",
            f"HTTP 429: {said}",
            "the prompt is larger than the tokens a minute that are allowed: lower context_window",
        )
    wait = seconds(headers, time.time())
    return Attempt("rate_limited", f"HTTP 429: {said}", retryable=True, wait_s=wait)


def _where(settings: ServerSettings) -> str:
    """The server's address without user, password or query."""
    address = settings.base_url or "https://api.openai.com/v1"
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.split('?')[0].split('@')[-1]}" if rest else address


def _said(error: "openai.APIStatusError", key: str) -> str:
    """The server's own words on one line, without the key, at most 300 characters."""
    body = error.body
    inner = body.get("error", body) if isinstance(body, dict) else body
    text = inner.get("message", inner) if isinstance(inner, dict) else inner
    code = inner.get("code") if isinstance(inner, dict) else None
    words = " ".join(str(text or "no explanation").split())
    words = _KEY_LIKE.sub("[key]", words.replace(key, "[key]") if key else words)[:300]
    return f"{words} ({code})" if isinstance(code, str) and code not in words else words
