"""Asking a language model for a structured answer: the ladder, one repair, then an error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from agents.asking.answers import Answer
from agents.asking.reply_json import read
from agents.asking.rungs import LADDER, STEPS_DOWN, Rungs
from agents.asking.schema import strict_schema
from litassay.config.models import Structured
from litassay.errors import ModelError
from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest, Message, ResponseFormat

T = TypeVar("T", bound=Answer)
_REPAIR = """Your last reply cannot be used as it is:
{problems}

Reply again with the whole corrected JSON object and nothing else. Change only what is wrong. If \
you cannot correct an item, leave it out; do not invent anything."""
_MOST_PROBLEMS = 12


@dataclass(frozen=True)
class Seat:
    """Who is asked: a model on a server, and how."""

    model: str
    server: str = "default"
    max_tokens: int = 2048
    context_window: int = 8192
    """Tokens of prompt and answer together."""
    temperature: float = 0.0
    seed: int | None = None
    structured: Structured = "auto"


@dataclass(frozen=True)
class Heard(Generic[T]):
    """A valid answer, and what is still wrong with it after the repair."""

    answer: T
    complaints: tuple[str, ...] = ()
    model: str = ""
    """The model that the server says answered."""


@dataclass(frozen=True)
class Asker:
    """Asks one seat; the rungs are shared by all askers of a run."""

    chat: ChatModel
    seat: Seat
    rungs: Rungs

    async def ask(
        self,
        stage: str,
        messages: Sequence[Message],
        wanted: type[T],
        check: Callable[[T], Sequence[str]] = lambda _: (),
        sample: int = 0,
    ) -> Heard[T]:
        """The answer, after at most one repair round.

        Args:
            stage: who asks, for budget and journal.
            messages: the rendered prompt.
            wanted: shape of the answer.
            check: complaints about a well-formed answer, in words that a model can act on.
            sample: which of several samples; above 0 the temperature is at least 0.7.

        Raises:
            ModelError: the server failed, or (code `invalid_answer`) the answer has not the
                wanted shape after the repair either.
            BudgetReached: a limit does not allow for the call.
        """
        request = await self._request(stage, messages, wanted, sample)
        request, reply = await self._complete(request)
        answer, problems = _judge(reply, wanted, check)
        if problems:
            said = reply.text.strip() or "(nothing)"
            listed = "\n".join(f"- {p}" for p in problems[:_MOST_PROBLEMS])
            turn = (
                Message(role="assistant", content=said),
                Message(role="user", content=_REPAIR.format(problems=listed)),
            )
            again = request.model_copy(update={"messages": (*request.messages, *turn)})
            _, reply = await self._complete(again)
            repaired, problems = _judge(reply, wanted, check)
            answer = repaired or answer
        if answer is None:
            raise ModelError(
                f"the answer of {self.seat.model!r} has not the wanted form: {problems[0]}",
                code="invalid_answer",
            )
        return Heard(answer, tuple(problems), reply.model)

    async def _request(
        self, stage: str, messages: Sequence[Message], wanted: type[T], sample: int
    ) -> ChatRequest:
        seat = self.seat
        rung: ResponseFormat = (
            await self.rungs.of(seat.server, seat.model)
            if seat.structured == "auto"
            else seat.structured
        )
        return ChatRequest(
            stage=stage,
            model=seat.model,
            server=seat.server,
            messages=tuple(messages),
            response_format=rung,
            response_schema=strict_schema(wanted),
            temperature=max(seat.temperature, 0.7) if sample else seat.temperature,
            max_tokens=seat.max_tokens,
            seed=None if seat.seed is None else seat.seed + sample,
            sample=sample,
        )

    async def _complete(self, request: ChatRequest) -> tuple[ChatRequest, ChatReply]:
        """The reply, and the request at the rung that was accepted for it."""
        for rung in LADDER[LADDER.index(request.response_format) :]:
            asked = request.model_copy(update={"response_format": rung})
            try:
                return asked, await self.chat.complete(asked)
            except ModelError as error:
                if error.code not in STEPS_DOWN or rung == "text":
                    raise
        raise AssertionError("the last rung replies or raises")


def _judge(
    reply: ChatReply, wanted: type[T], check: Callable[[T], Sequence[str]]
) -> tuple[T | None, list[str]]:
    """The answer when it has the wanted shape, and everything that is wrong."""
    if reply.finish_reason == "length":
        return None, ["it was cut off: give fewer or shorter items"]
    found = read(reply.text)
    if found.problem:
        return None, [found.problem]
    try:
        answer = wanted.model_validate(_wrapped(found.value, wanted))
    except ValidationError as error:
        return None, [_in_words(e["loc"], e["msg"]) for e in error.errors()]
    return answer, list(check(answer))


def _wrapped(value: object, wanted: type[Answer]) -> object:
    """A bare list stands for the one field of an answer that has only one."""
    fields = list(wanted.model_fields)
    return {fields[0]: value} if isinstance(value, list) and len(fields) == 1 else value


def _in_words(place: Sequence[int | str], message: str) -> str:
    return f"{'.'.join(map(str, place)) or 'the object'}: {message}"
