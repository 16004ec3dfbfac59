"""Asking a language model for a structured answer: the ladder, one repair, then an error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from agents.asking.answers import Answer
from agents.asking.reply_json import read
from agents.asking.rungs import LADDER, STEPS_DOWN, Rungs
from agents.asking.schema import strict_schema
from agents.asking.window import told_window
from litassay import tokens
from litassay.config.models import Structured
from litassay.errors import ModelError
from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest, Message

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
    context_window: int = 32_768
    """Tokens of prompt and answer together."""
    temperature: float | None = 0.0
    """None leaves it to the server."""
    reasoning_effort: str | None = None
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

    def room(self, window: int, fixed: int) -> int:
        """Tokens left for documents in a window, beside a fixed prompt and the answer."""
        return tokens.room(window, self.seat.max_tokens, fixed)

    async def ask(
        self,
        stage: str,
        prompt: Callable[[int], Sequence[Message]],
        wanted: type[T],
        check: Callable[[T], Sequence[str]] = lambda _: (),
        sample: int = 0,
    ) -> Heard[T]:
        """The answer; a prompt that the server finds too long is fitted once more.

        A server that says how long its window is, is believed; else half of the window is tried.

        Args:
            stage: who asks, for budget and journal.
            prompt: the rendered prompt for a context window of so many tokens.
            wanted: shape of the answer.
            check: complaints about a well-formed answer, in words that a model can act on.
            sample: which of several samples; above 0 the temperature is at least 0.7.

        Raises:
            ModelError: the server failed, or (code `invalid_answer`) the answer has not the
                wanted shape after the repair either.
            BudgetReached: a limit does not allow for the call.
        """
        window = self.seat.context_window
        try:
            return await self._ask(stage, prompt(window), wanted, check, sample)
        except ModelError as error:
            if error.code not in ("context_length", "too_large"):
                raise
            told = told_window(error.message) or window // 2
            shorter = prompt(min(told, window - 1))
            if shorter == prompt(window):  # nothing could be left out
                raise
            return await self._ask(stage, shorter, wanted, check, sample)

    async def _ask(
        self,
        stage: str,
        messages: Sequence[Message],
        wanted: type[T],
        check: Callable[[T], Sequence[str]],
        sample: int,
    ) -> Heard[T]:
        """The answer, after at most one repair round."""
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
        warmth = seat.temperature
        plain = ChatRequest(
            stage=stage,
            model=seat.model,
            server=seat.server,
            messages=tuple(messages),
            response_schema=strict_schema(wanted),
            temperature=max(warmth, 0.7) if sample and warmth is not None else warmth,
            reasoning_effort=seat.reasoning_effort,
            max_tokens=seat.max_tokens,
            seed=None if seat.seed is None else seat.seed + sample,
            sample=sample,
        )
        settled = await self.rungs.of(self._first(plain)) if seat.structured == "auto" else None
        return plain.model_copy(update={"response_format": settled or seat.structured})

    def _first(self, plain: ChatRequest) -> ChatRequest:
        """The request as this seat makes it first, whichever sample it is for."""
        seat = self.seat
        return plain.model_copy(update={"temperature": seat.temperature, "seed": seat.seed})

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
