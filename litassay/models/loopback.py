"""A double of a model server: chat completions on the loopback interface, well-behaved or not.

What it answers is a function from the request's JSON to a `Reply`, so that a test can make it fail
in every way that servers do, and a measurement can give it a fixed latency.
"""

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

from litassay.errors import ModelError
from litassay.loopback import Asked, LoopbackServer, Reply
from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest, Message

Answer = Callable[[dict[str, Any]], Awaitable[Reply]]


class ChatServer(LoopbackServer):
    """A `LoopbackServer` for models; `url` is the base URL, `/v1` included.

    Args:
        answer: Gives the reply to each chat completion.
        tells: What the server says of itself, by path, e.g. `{"/v1/models": {"data": []}}`.
    """

    def __init__(self, answer: Answer, tells: Mapping[str, Any] | None = None) -> None:
        async def chat(asked: Asked) -> Reply:
            if tells and asked.path in tells:
                return Reply(body=json.dumps(tells[asked.path]).encode())
            if not asked.path.endswith("/chat/completions"):
                return Reply(404)
            return await answer(json.loads(asked.body or b"{}"))

        super().__init__(chat)

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.url += "/v1"
        return self

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The chat completions that were asked for as JSON, in the order in which they came."""
        return [json.loads(asked.body or b"{}") for asked in self.asked if asked.method == "POST"]


def completion(text: str, reply: ChatReply | None = None, finish_reason: str = "stop") -> Reply:
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
    return Reply(body=json.dumps(made).encode())


def error(status: int, message: str, param: str | None = None, **headers: str) -> Reply:
    """An error as the OpenAI API words it."""
    fault = {"message": message, "type": "error", "param": param, "code": None}
    body = json.dumps({"error": fault})
    more = ((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, (("content-type", "application/json"), *more), body.encode())


def streamed(*parts: str) -> Reply:
    """A completion as a stream of chunks."""
    chunks: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": part}, "finish_reason": None}]}
        for part in parts
    ]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    chunks.append({"choices": [], "usage": usage})
    named = ({"id": "chatcmpl-0", "object": "chat.completion.chunk", "created": 0,
              "model": "loopback", **chunk} for chunk in chunks)  # fmt: skip
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in named] + ["data: [DONE]\n\n"]
    return Reply(200, (("content-type", "text/event-stream"),), "".join(lines).encode())


def serving(model: ChatModel, latency_s: float = 0.0) -> Answer:
    """Answers as another model does, each `latency_s` seconds after its request came.

    The stage is not sent to a server and is left empty: a script that is served must tell its
    requests apart by their text.
    """

    async def answer(body: dict[str, Any]) -> Reply:
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
        return made._replace(delay_s=max(0.0, latency_s - (time.monotonic() - came)))

    return answer


def schema_of(body: dict[str, Any]) -> dict[str, Any] | None:
    """The JSON Schema that a request asks for, if any."""
    wanted = body.get("response_format", {}).get("json_schema", {}).get("schema")
    return wanted if isinstance(wanted, dict) else None
