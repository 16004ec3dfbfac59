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
_PROBE = (
    Message(role="system", content="You answer with one JSON object and nothing else."),
    Message(role="user", content='Reply with the JSON object {"ready": true}.'),
)


class Rungs:
    """The memory of one run.

    The rung is settled by one small fixed call for each server and model, before any other call
    to it: which requests a run makes must not depend on which of many reaches the server first.
    """

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._settled: dict[tuple[str, str], ResponseFormat | ModelError] = {}
        self._locks: dict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, server: str, model: str) -> ResponseFormat:
        """The rung to ask at.

        Raises:
            ModelError: the server cannot be asked at all; remembered for the rest of the run.
        """
        key = (server, model)
        async with self._locks[key]:
            if key not in self._settled:
                self._settled[key] = await self._outcome(server, model)
        settled = self._settled[key]
        if isinstance(settled, ModelError):
            raise ModelError(
                settled.message, settled.hint, retryable=settled.retryable, code=settled.code
            )
        return settled

    async def _outcome(self, server: str, model: str) -> ResponseFormat | ModelError:
        try:
            return await self._probe(server, model)
        except ModelError as error:
            return error

    async def _probe(self, server: str, model: str) -> ResponseFormat:
        for rung in LADDER:
            request = ChatRequest(
                stage="probe",
                model=model,
                server=server,
                messages=_PROBE,
                response_format=rung,
                response_schema=strict_schema(ProbeAnswer) if rung == "json_schema" else None,
                max_tokens=64,
            )
            try:
                reply = await self._model.complete(request)
            except ModelError as error:
                if error.code not in STEPS_DOWN or rung == "text":
                    raise
                continue
            if rung == "text" or not read(reply.text).problem:
                return rung
        return "text"
