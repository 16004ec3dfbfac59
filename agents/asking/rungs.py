"""Which way of asking for structured answers each server takes, found out once."""

import asyncio
from collections import defaultdict

from agents.asking.answers import ProbeAnswer
from agents.asking.reply_json import read
from agents.asking.schema import strict_schema
from litassay.errors import ModelError
from litassay.ports import ChatModel
from litassay.types import ChatRequest, Message, ResponseFormat

LADDER: tuple[ResponseFormat, ...] = ("json_schema", "json_object", "text")
"""From the most constrained way of asking to the least."""
STEPS_DOWN = ("unsupported_format", "refused")
"""Codes of a ModelError after which the next rung is tried."""
_ROOM = 64
"""Tokens of the answer to the probe, where a seat does not say how many it allows."""
_PASSES = ("auth", "not_found", "quota", "budget")
"""Codes that say themselves that every other call would fail as well."""
_PROBE = (
    Message(role="system", content="You answer with one JSON object and nothing else."),
    Message(role="user", content='Reply with the JSON object {"ready": true}.'),
)


Way = tuple[str, str, int | None, float | None, str | None, int | None]
"""Server, model, and the parameters that its seat sends."""


def way(request: ChatRequest) -> Way:
    """What the answer to the probe may depend on."""
    return (
        request.server,
        request.model,
        request.max_tokens,
        request.temperature,
        request.reasoning_effort,
        request.seed,
    )


class Rungs:
    """The memory of one run.

    The rung is settled by one small fixed call for each server, model and set of parameters,
    before any other call to it: which requests a run makes must not depend on which of many
    reaches the server first.
    """

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._settled: dict[Way, ResponseFormat | ModelError] = {}
        self._locks: dict[Way, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, as_asked: ChatRequest) -> ResponseFormat:
        """The rung to ask at.

        Args:
            as_asked: A request as its seat will make it: the probe takes its server, model and
                parameters, so that what the server does not take of them comes to light.

        Raises:
            ModelError: the server cannot be asked at all; remembered for the rest of the run. One
                that refuses the probe refuses every call (code `rejected`).
        """
        key = way(as_asked)
        async with self._locks[key]:
            if key not in self._settled:
                self._settled[key] = await self._outcome(as_asked)
        settled = self._settled[key]
        if isinstance(settled, ModelError):
            raise ModelError(
                settled.message, settled.hint, retryable=settled.retryable, code=settled.code
            )
        return settled

    async def _outcome(self, as_asked: ChatRequest) -> ResponseFormat | ModelError:
        try:
            return await self._probe(as_asked)
        except ModelError as error:
            if error.retryable or error.code in _PASSES:
                return error
            return ModelError(error.message, error.hint, code="rejected")

    async def _probe(self, as_asked: ChatRequest) -> ResponseFormat:
        for rung in LADDER:
            request = as_asked.model_copy(
                update={
                    "stage": "probe",
                    "messages": _PROBE,
                    "response_format": rung,
                    "response_schema": strict_schema(ProbeAnswer)
                    if rung == "json_schema"
                    else None,
                    "max_tokens": as_asked.max_tokens or _ROOM,
                    "sample": 0,
                }
            )
            try:
                reply = await self._model.complete(request)
            except ModelError as error:
                if error.code == "reasoning":  # it took the request and thought about it
                    return rung
                if error.code not in STEPS_DOWN or rung == "text":
                    raise
                continue
            cut = reply.finish_reason == "length"  # it was taken, whatever became of it
            if rung == "text" or cut or not read(reply.text).problem:
                return rung
        return "text"
