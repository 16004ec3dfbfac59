"""Understanding a failed attempt: what happened, whether waiting helps, what to change."""

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from litassay.config.models import ServerSettings
from litassay.errors import ModelError
from litassay.retry_after import seconds
from litassay.types import ChatRequest

if TYPE_CHECKING:
    import openai

_KEY_LIKE = re.compile(r"\b(?:sk|key|gsk)-[\w*.-]{6,}")
_FORMAT = ("response_format", "json_schema", "json_object", "grammar", "structured", "guided")
_CONTEXT = re.compile(
    r"context[ _-]?(?:length|size|window)|maximum context|too many tokens|prompt is too long|"
    r"exceed_context|exceeds? the (?:maximum|available)[\w ]{0,20} (?:context|length|tokens)|"
    r"(?:input|prompt)[\w ]{0,20} (?:is )?too long|reduce the length of the (?:messages|prompt)"
)
_LARGE = ("request too large", "too large for model", "reduce your prompt", "reduce the length")
_QUOTA = (
    "insufficient_quota",
    "insufficient balance",
    "exceeded your current quota",
    "billing",
    "payment",
    "credit",
)
_FILTER = ("content_filter", "content management policy", "responsibleai", "content filter")
_UNFINISHED = ("could not finish the message", "max_tokens or model output limit was reached")
_ASKS = re.compile(r"(?:try again|retry|wait)\D{0,25}(?=\d)", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:(?P<m>\d+)\s?m(?!s)(?:in(?:ute)?s?)?\s?)?(?:(?P<n>\d+(?:\.\d+)?)\s?(?P<u>ms|s))?"
)


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
        param: str = "",
    ) -> None:
        super().__init__(f"the model's server: {detail}", hint, retryable=retryable, code=code)
        self.detail = detail
        self.wait_s = wait_s
        self.param = param
        """The parameter that the server names as the fault; empty where it names none."""


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
        said = _said(error, key)
        attempt = _status(error.status_code, said, error.response.headers, request, settings)
        attempt.param = _param(error.body)
        return attempt
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
    detail, model = f"HTTP {status}: {said}", request.model
    if status == 402:
        return Attempt("quota", detail, "add credit to the account")
    if status in (401, 403):
        hint = f"set {settings.key_env} to a key that is valid for {_where(settings)}"
        if status == 403:
            hint += f" and allowed to use {model!r}"
        return Attempt("auth", detail, hint)
    if status == 404:
        hint = f"check that {_where(settings)} ends in /v1 and serves the model {model!r}"
        return Attempt("not_found", detail, hint)
    return _refusal(said.lower(), detail, request)


def _refusal(text: str, detail: str, request: ChatRequest) -> Attempt:
    """What a 400, 413 or 422 complains about."""
    if any(word in text for word in _UNFINISHED):
        return Attempt("reasoning", f"{detail}: {spent_on_reasoning(request)}")
    if any(word in text for word in _FILTER):
        return Attempt("filtered", detail, "its content filter took the prompt")
    if _CONTEXT.search(text):
        return Attempt("context_length", detail, f"set context_window of {request.model!r}")
    if any(word in text for word in _QUOTA[:3]):
        return Attempt("quota", detail, "add credit to the account")
    if request.response_format != "text" and any(word in text for word in _FORMAT):
        return Attempt("unsupported_format", detail, "another way of asking is tried")
    return Attempt("refused", detail, f"check what the server accepts for {request.model!r}")


def spent_on_reasoning(request: ChatRequest) -> str:
    """What to change when a model thought until its tokens were used up."""
    return (
        f"all of max_tokens = {request.max_tokens} went into reasoning: raise max_tokens of the "
        "role, or set its reasoning_effort to low"
    )


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
    wait = said_wait(said) if wait is None else wait
    return Attempt("rate_limited", f"HTTP 429: {said}", retryable=True, wait_s=wait)


def said_wait(said: str) -> float | None:
    """Seconds that a message asks to wait, as in `try again in 1m2.5s`; None where it does not."""
    asks = _ASKS.search(said)
    found = _SPAN.match(said, asks.end()) if asks else None
    if found is None or not (found["m"] or found["n"]):
        return None
    part = float(found["n"] or 0) * (0.001 if found["u"] == "ms" else 1.0)
    return float(found["m"] or 0) * 60 + part


def _where(settings: ServerSettings) -> str:
    """The server's address without user, password or query."""
    address = settings.base_url or "https://api.openai.com/v1"
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.split('?')[0].split('@')[-1]}" if rest else address


def _inner(body: Any) -> Any:
    return body.get("error", body) if isinstance(body, dict) else body


def _param(body: Any) -> str:
    """The parameter that an error names: `param`, or the end of a place in a list of details."""
    inner = _inner(body)
    if not isinstance(inner, dict):
        return ""
    if isinstance(inner.get("param"), str):
        return str(inner["param"])
    details = inner.get("detail")
    first = details[0] if isinstance(details, list) and details else None
    place = first.get("loc") if isinstance(first, dict) else None
    return str(place[-1]) if isinstance(place, list) and place else ""


def _said(error: "openai.APIStatusError", key: str) -> str:
    """The server's own words on one line, without the key, at most 300 characters."""
    inner = _inner(error.body)
    text = inner.get("message", inner) if isinstance(inner, dict) else inner
    code = inner.get("code") if isinstance(inner, dict) else None
    words = " ".join(str(text or "no explanation").split())
    words = _KEY_LIKE.sub("[key]", words.replace(key, "[key]") if key else words)[:300]
    window = inner.get("n_ctx") if isinstance(inner, dict) else None
    words += f" (n_ctx = {window})" if isinstance(window, int) else ""
    return f"{words} ({code})" if isinstance(code, str) and code not in words else words
