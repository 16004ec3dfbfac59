"""A model server on the loopback interface: the double of a real one, well-behaved or not.

It speaks just enough HTTP for `POST /v1/chat/completions`. What it answers is a function from the
request's JSON to a `Wire`, so that a test can make it fail in every way that servers do, and a
measurement can give it a fixed latency.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Any

from litassay.errors import ModelError
from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest, Message

_CHAT = "/v1/chat/completions"


@dataclass(frozen=True)
class Wire:
    """What goes over the wire."""

    body: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    delay_s: float = 0.0
    drop_after: int | None = None
    """Close the connection after so many bytes of the body; 0 before any answer."""


Answer = Callable[[dict[str, Any]], Awaitable[Wire]]


class LoopbackServer:
    """Use as `async with LoopbackServer(answer) as server:`; `server.url` is the base URL."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""
        self.asked: list[dict[str, Any]] = []
        """Bodies of the requests, in the order in which they came."""
        self.busiest = 0
        """Most requests that were under way at once."""
        self._busy = 0

    async def __aenter__(self) -> "LoopbackServer":
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; False when the connection is over."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        body = json.loads(await reader.readexactly(_length(head)) or b"{}")
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            self.asked.append(body)
            wire = await self._answer(body) if path == _CHAT else Wire("{}", 404)
            await asyncio.sleep(wire.delay_s)
        finally:
            self._busy -= 1
        sent = _bytes(wire)
        writer.write(sent)
        await writer.drain()
        return wire.drop_after is None


def _length(head: str) -> int:
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    return 0


def _bytes(wire: Wire) -> bytes:
    if wire.drop_after == 0:
        return b""
    body = wire.body.encode()
    lines = [
        f"HTTP/1.1 {wire.status} {HTTPStatus(wire.status).phrase}",
        f"Content-Type: {wire.content_type}",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in wire.headers.items()),
    ]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return head + (body if wire.drop_after is None else body[: wire.drop_after])


def completion(text: str, reply: ChatReply | None = None, finish_reason: str = "stop") -> Wire:
    """A well-formed chat completion that says `text`."""
    usage = {
        "prompt_tokens": reply.prompt_tokens if reply else 10,
        "completion_tokens": reply.completion_tokens if reply else 5,
        "total_tokens": 0,
    }
    choice = {
        "index": 0,
        "finish_reason": reply.finish_reason if reply else finish_reason,
        "message": {"role": "assistant", "content": text},
    }
    made = {
        "id": "chatcmpl-0", "object": "chat.completion", "created": 0,
        "model": reply.model if reply else "loopback", "choices": [choice], "usage": usage,
    }  # fmt: skip
    return Wire(json.dumps(made))


def error(status: int, message: str, **headers: str) -> Wire:
    """An error as the OpenAI API words it."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": None}})
    return Wire(body, status, {k.replace("_", "-"): v for k, v in headers.items()})


def serving(model: ChatModel, latency_s: float = 0.0) -> Answer:
    """Answers as another model does, each `latency_s` seconds after its request came.

    The stage is not sent to a server and is left empty: a script that is served must tell its
    requests apart by their text.
    """

    async def answer(body: dict[str, Any]) -> Wire:
        came = time.monotonic()
        request = ChatRequest(
            stage="",
            model=str(body.get("model", "")),
            messages=tuple(Message.model_validate(m) for m in body["messages"]),
            response_schema=schema_of(body),
            max_tokens=body.get("max_tokens"),
        )
        try:
            reply = await model.complete(request)
        except ModelError as failed:
            return error(400, failed.message)
        made = completion(reply.text, reply)
        return Wire(made.body, delay_s=max(0.0, latency_s - (time.monotonic() - came)))

    return answer


def schema_of(body: dict[str, Any]) -> dict[str, Any] | None:
    """The JSON Schema that a request asks for, if any."""
    wanted = body.get("response_format", {}).get("json_schema", {}).get("schema")
    return wanted if isinstance(wanted, dict) else None
