"""A language model on an OpenAI-compatible server: one request, its retries, its errors."""

import asyncio
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from litassay.config.models import ServerSettings
from litassay.errors import ModelError, SettingsError
from litassay.models.chat_body import Change, body_of, wanted_change
from litassay.models.reading import reply_of, said
from litassay.models.refusals import Attempt, understand
from litassay.models.retry import Tell, retrying
from litassay.types import ChatReply, ChatRequest

if TYPE_CHECKING:
    from openai import AsyncOpenAI

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
        self._changes: dict[str, frozenset[Change]] = {}
        self._until = 0.0
        """Monotonic time before which a call that comes new waits, because others were refused."""

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Ask, and ask again where waiting can help.

        Raises:
            ModelError: the server refused, or did not answer within its attempts and waiting time.
        """
        await self._turn_to_ask()
        try:
            async for attempt in retrying(self._settings, self._sleep, self._say):
                with attempt:
                    return await self._adapted(request)
        except Attempt as last:
            raise ModelError(
                last.message, last.hint, retryable=last.retryable, code=last.code
            ) from last
        raise AssertionError("retrying ends with a reply or an error")

    async def get(self, path: str) -> Any:
        """What the server says of itself at an address beside `/v1`, or below it; as JSON.

        Raises:
            ModelError: it did not answer with JSON.
        """
        import httpx2
        import openai

        root = urlsplit(str(self._client().base_url))
        target = f"{root.scheme}://{root.netloc}{path}" if path.startswith("/") else path
        try:
            return await self._client().with_options(timeout=5.0).get(target, cast_to=object)
        except (openai.OpenAIError, httpx2.HTTPError, ValueError, TypeError) as error:
            raise ModelError(f"{path} was not answered", code="not_found") from error

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

    async def _turn_to_ask(self) -> None:
        """Let a call that comes new wait while the server's limit is known to be used up."""
        left = self._until - time.monotonic()
        if left > 0:
            await self._sleep(left)

    async def _adapted(self, request: ChatRequest) -> ChatReply:
        """One attempt; what this model does not take is changed from then on."""
        while True:
            changes = self._changes.get(request.model, frozenset())
            try:
                async with self._places:
                    return await self._once(request, changes)
            except Attempt as failed:
                self._hold(failed)
                change = wanted_change(failed, request, changes)
                if change is None:
                    raise
                known = self._changes.get(request.model, frozenset())
                self._changes[request.model] = known | {change}

    def _hold(self, failed: Attempt) -> None:
        """Keep new calls back for as long as a limit that was met asks to wait."""
        if failed.code == "rate_limited" and (failed.wait_s or 0.0) <= self._settings.max_wait_s:
            until = time.monotonic() + (failed.wait_s if failed.wait_s is not None else 1.0)
            self._until = max(self._until, until)

    async def _once(self, request: ChatRequest, changes: frozenset[Change]) -> ChatReply:
        import httpx2
        import openai

        body = body_of(request, changes)
        try:
            # extra_body is sent as it is: checking it field by field takes longer than the rest
            completions = self._client().chat.completions
            if "stream" in changes:
                completion = await _gathered(
                    await completions.create(
                        model=request.model, messages=[], stream=True, extra_body=body
                    )
                )
            else:
                completion = await completions.create(
                    model=request.model, messages=[], extra_body=body
                )
        except openai.OpenAIError as error:
            raise understand(error, request, self._settings, self._key) from error
        except (httpx2.HTTPError, ValueError, TypeError) as error:
            raise Attempt(
                "malformed", f"the reply cannot be read ({type(error).__name__})", retryable=True
            ) from error
        if isinstance(completion, str) and completion.lstrip().startswith("data:"):
            raise Attempt("refused", "it answers as a stream only")
        return reply_of(completion, request)

    def _client(self) -> "AsyncOpenAI":
        """The clients in turn: each looks through all its idle connections at every request."""
        if not self._clients:
            self._clients = self._made()
        self._turn = (self._turn + 1) % len(self._clients)
        return self._clients[self._turn]

    def _made(self) -> "list[AsyncOpenAI]":
        import httpx2
        from openai import AsyncAzureOpenAI, AsyncOpenAI, DefaultAsyncHttpxClient

        kind = AsyncAzureOpenAI if self._settings.api == "azure" else AsyncOpenAI
        certificates = httpx2.create_ssl_context()  # reading them takes 25 ms
        return [
            kind(
                **address(self._settings, self._key),
                timeout=self._settings.timeout_s,
                max_retries=0,
                http_client=DefaultAsyncHttpxClient(verify=certificates),
            )
            for _ in range(-(-self._settings.concurrency // _CONNECTIONS))
        ]


def address(settings: ServerSettings, key: str) -> dict[str, Any]:
    """Where and how the client library is to ask: address, key, and what every request carries.

    A query of the address goes with every request, as Azure's `api-version` does.

    Raises:
        SettingsError: an Azure server without the address of its deployment.
    """
    given = settings.base_url or "https://api.openai.com/v1"
    plain, _, query = given.partition("?")
    carried = dict(parse_qsl(query))
    if settings.api_version:
        carried["api-version"] = settings.api_version
    found: dict[str, Any] = {"base_url": plain, "api_key": key or "none", "default_query": carried}
    if settings.api != "azure":
        return found
    if not settings.base_url or "api-version" not in carried:
        raise SettingsError(
            "an Azure server needs base_url and api_version",
            "set base_url to https://NAME.openai.azure.com/openai/deployments/DEPLOYMENT",
        )
    return {"base_url": plain, "api_key": key or "none", "api_version": carried["api-version"]}


async def _gathered(stream: Any) -> Any:
    """The chunks of a stream as one completion."""
    texts: list[str] = []
    usage = model = finish = None
    message: dict[str, Any] = {}
    async for chunk in stream:
        usage, model = getattr(chunk, "usage", None) or usage, getattr(chunk, "model", model)
        for choice in (getattr(chunk, "choices", None) or [])[:1]:
            finish = choice.finish_reason or finish
            texts.append(said(getattr(choice.delta, "content", None)))
            for name in ("refusal", "tool_calls", "reasoning_content"):
                if part := getattr(choice.delta, name, None):
                    before = message.get(name, "")
                    message[name] = before + part if isinstance(part, str) else part
    if finish is None:
        raise ValueError("the stream broke off")
    made = SimpleNamespace(content="".join(texts), **message)
    choice = SimpleNamespace(message=made, finish_reason=finish)
    return SimpleNamespace(choices=[choice], usage=usage, model=model)
