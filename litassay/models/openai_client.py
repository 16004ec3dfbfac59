"""A language model on an OpenAI-compatible server: one request, its retries, its errors."""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from litassay import tokens
from litassay.config.models import ServerSettings
from litassay.errors import ModelError
from litassay.models.refusals import Attempt, understand
from litassay.models.retry import Tell, retrying
from litassay.types import ChatReply, ChatRequest

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_ADAPTABLE = ("max_tokens", "temperature", "seed")
_TOLD_EVERY_S = 5.0
_CONNECTIONS = 8
"""About how many requests one client has under way at once."""
Sleep = Callable[[float], Any]


class OpenAIModel:
    """One server. At most `concurrency` attempts are under way; waiting ones hold no place.

    The key is handed in and is never part of a message, a request or an error.
    """

    def __init__(
        self,
        name: str,
        settings: ServerSettings,
        key: str,
        sleep: Sleep = asyncio.sleep,
        tell: Tell | None = None,
    ) -> None:
        self.name = name
        self._settings = settings
        self._key = key
        self._sleep = sleep
        self._tell, self._told = tell, -_TOLD_EVERY_S
        self._places = asyncio.Semaphore(settings.concurrency)
        self._clients: list[AsyncOpenAI] = []
        self._turn = 0
        self._unwanted: set[tuple[str, str]] = set()

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Ask, and ask again where waiting can help.

        Raises:
            ModelError: the server refused, or did not answer within its attempts and waiting time.
        """
        try:
            async for attempt in retrying(self._settings, self._sleep, self._say):
                with attempt:
                    return await self._adapted(request)
        except Attempt as last:
            raise ModelError(
                last.message, last.hint, retryable=last.retryable, code=last.code
            ) from last
        raise AssertionError("retrying ends with a reply or an error")

    async def close(self) -> None:
        """Close the connections."""
        clients, self._clients = self._clients, []
        for client in clients:
            await client.close()

    def _say(self, problem: str) -> None:
        """Tell a watcher of a problem that is waited for, not each of many calls' own."""
        now = time.monotonic()
        if self._tell and now - self._told >= _TOLD_EVERY_S:
            self._told = now
            self._tell(f"model server {self.name!r}: {problem}")

    async def _adapted(self, request: ChatRequest) -> ChatReply:
        """One attempt; a parameter that this model does not take is left out from then on."""
        while True:
            try:
                async with self._places:
                    return await self._once(request)
            except Attempt as failed:
                unwanted = _unwanted(failed, request, self._unwanted)
                if unwanted is None:
                    raise
                self._unwanted.add((request.model, unwanted))

    async def _once(self, request: ChatRequest) -> ChatReply:
        import httpx2
        import openai

        body = parameters(request, self._unwanted)
        try:
            # extra_body is sent as it is: checking it field by field takes longer than the rest
            completion = await self._client().chat.completions.create(
                model=request.model, messages=[], extra_body=body
            )
        except openai.OpenAIError as error:
            raise understand(error, request, self._settings, self._key) from error
        except (httpx2.HTTPError, ValueError, TypeError) as error:
            raise Attempt(
                "malformed", f"the reply cannot be read ({type(error).__name__})", retryable=True
            ) from error
        return reply(completion, request)

    def _client(self) -> "AsyncOpenAI":
        """The clients in turn: each looks through all its idle connections at every request."""
        if not self._clients:
            self._clients = self._made()
        self._turn = (self._turn + 1) % len(self._clients)
        return self._clients[self._turn]

    def _made(self) -> "list[AsyncOpenAI]":
        import httpx2
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        certificates = httpx2.create_ssl_context()  # reading them takes 25 ms
        return [
            AsyncOpenAI(
                api_key=self._key or "none",
                base_url=self._settings.base_url or "https://api.openai.com/v1",
                timeout=self._settings.timeout_s,
                max_retries=0,
                http_client=DefaultAsyncHttpxClient(verify=certificates),
            )
            for _ in range(-(-self._settings.concurrency // _CONNECTIONS))
        ]


def parameters(request: ChatRequest, unwanted: set[tuple[str, str]]) -> dict[str, Any]:
    """The body of the request, without what this model is known to refuse."""
    body: dict[str, Any] = {
        "model": request.model,
        "messages": [m.model_dump() for m in request.messages],
        "temperature": request.temperature,
        "max_tokens": request.max_tokens,
        "seed": request.seed,
    }
    if request.response_format == "json_schema":
        schema = {"name": "answer", "strict": True, "schema": request.response_schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif request.response_format == "json_object":
        body["response_format"] = {"type": "json_object"}
    for name in _ADAPTABLE:
        if (request.model, name) in unwanted:
            value = body.pop(name)
            if name == "max_tokens":
                body["max_completion_tokens"] = value
    return {k: v for k, v in body.items() if v is not None}


def _unwanted(failed: "Attempt", request: ChatRequest, known: set[tuple[str, str]]) -> str | None:
    """The parameter that a 400 complains about, when leaving it out can help."""
    if failed.code not in ("refused", "unsupported_format"):
        return None
    text = failed.detail.lower()
    complains = any(w in text for w in ("unsupported", "not support", "unrecognized", "unknown"))
    for name in _ADAPTABLE:
        if complains and name in text and (request.model, name) not in known:
            return name
    return None


def reply(completion: Any, request: ChatRequest) -> ChatReply:
    """Read what the server sent, which may be anything.

    Raises:
        Attempt: it is no chat completion, or holds no choice.
    """
    choices = getattr(completion, "choices", None)
    if not isinstance(choices, list) or not choices:
        error = getattr(completion, "error", None)
        detail = f"an error inside a 200: {str(error)[:300]}" if error else "no choice in the reply"
        raise Attempt("malformed", detail, retryable=True)
    message = getattr(choices[0], "message", None)
    text = getattr(message, "content", None)
    text = text if isinstance(text, str) else ""
    usage = getattr(completion, "usage", None)
    return ChatReply(
        text=text,
        model=_named(getattr(completion, "model", None)) or request.model,
        prompt_tokens=_counted(usage, "prompt_tokens") or tokens.count_messages(request.messages),
        completion_tokens=_counted(usage, "completion_tokens") or tokens.count(text),
        finish_reason=str(getattr(choices[0], "finish_reason", None) or "stop"),
    )


def _named(value: Any) -> str:
    """What the server calls its model; of a file on its disk only the name."""
    name = value if isinstance(value, str) else ""
    is_path = name.startswith(("/", "\\", "~", ".")) or name[1:3] in (":\\", ":/")
    return name.replace("\\", "/").rsplit("/", 1)[-1] if is_path else name


def _counted(usage: Any, name: str) -> int:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and value > 0 else 0
