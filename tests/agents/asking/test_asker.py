"""The ladder, the repair round and the typed failure."""

import asyncio

import pytest

from agents.asking.answers import ReviewAnswer, ScreenAnswer
from agents.asking.asker import Asker, Seat
from agents.asking.rungs import Rungs
from litassay.errors import BudgetReached, ModelError
from litassay.types import ChatReply, Message

MESSAGES = (Message(role="system", content="s"), Message(role="user", content="u"))


def PROMPT(window):  # noqa: N802 - reads as the prompt that it gives
    return MESSAGES


REVIEW = (
    '{"scores": [{"dimension": "novelty", "score": 5, "reason": "r"}], "overall": 5, "reason": "r"}'
)


class Server:
    """Takes some response formats; answers the probe, then from a list."""

    def __init__(self, *replies, takes=("json_schema", "json_object", "text"), finish="stop"):
        self.replies, self.takes, self.finish = list(replies), takes, finish
        self.asked = []

    async def complete(self, request):
        self.asked.append(request)
        await asyncio.sleep(0)
        if request.response_format not in self.takes:
            raise ModelError("no such response_format", code="unsupported_format")
        if request.stage == "probe":
            return ChatReply(text='{"ready": true}', model="m")
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return ChatReply(text=reply, model="m", finish_reason=self.finish)

    def formats(self):
        return [r.response_format for r in self.asked]


def asker(server, **seat):
    return Asker(server, Seat(model="m", **seat), Rungs(server))


async def test_the_most_constrained_format_is_used_where_it_is_taken():
    server = Server(REVIEW)
    heard = await asker(server).ask("x", PROMPT, ReviewAnswer)
    assert heard.answer.overall == 5
    assert server.formats() == ["json_schema", "json_schema"]
    assert server.asked[1].response_schema["additionalProperties"] is False


@pytest.mark.parametrize("lowest", ["json_object", "text"])
async def test_the_format_is_found_out_once_and_remembered(lowest):
    ladder = ["json_schema", "json_object", "text"]
    server = Server(REVIEW, takes=tuple(ladder[ladder.index(lowest) :]))
    one = asker(server)
    await asyncio.gather(*(one.ask("x", PROMPT, ReviewAnswer, sample=n) for n in range(5)))
    probes = ladder[: ladder.index(lowest) + 1]
    assert server.formats() == probes + [lowest] * 5


async def test_a_schema_that_one_request_is_refused_for_steps_down_for_it_alone():
    server = Server(ModelError("bad grammar", code="refused"), REVIEW)
    one = asker(server)
    await one.ask("x", PROMPT, ReviewAnswer)
    await one.ask("x", PROMPT, ReviewAnswer)
    assert server.formats()[1:] == ["json_schema", "json_object", "json_schema"]


async def test_a_format_that_is_set_is_not_probed():
    server = Server(REVIEW)
    await asker(server, structured="text").ask("x", PROMPT, ReviewAnswer)
    assert server.formats() == ["text"]


async def test_a_server_that_is_down_is_probed_once():
    class Down:
        calls = 0

        async def complete(self, request):
            self.calls += 1
            raise ModelError("down", code="unreachable", retryable=True)

    down = Down()
    one = asker(down)
    for _ in range(3):
        with pytest.raises(ModelError, match="down"):
            await one.ask("x", PROMPT, ReviewAnswer)
    assert down.calls == 1


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ("I think it is good.", "no JSON"),
        ('{"overall": 5, "reason": "r"}', "scores"),
        (REVIEW.replace('"overall": 5', '"overall": 11'), "from 0 to 10"),
        (REVIEW.replace('"overall": 5', '"overall": "high"'), "overall"),
        ("", "empty"),
    ],
)
async def test_one_repair_tells_the_model_what_was_wrong(first, says):
    server = Server(first, REVIEW)
    heard = await asker(server).ask("x", PROMPT, ReviewAnswer)
    assert heard.answer.overall == 5
    repair = server.asked[-1].messages
    assert [m.role for m in repair] == ["system", "user", "assistant", "user"]
    assert says in repair[-1].content


async def test_after_one_repair_it_is_a_typed_failure():
    server = Server("no", "still no")
    with pytest.raises(ModelError) as caught:
        await asker(server).ask("x", PROMPT, ReviewAnswer)
    assert caught.value.code == "invalid_answer"
    assert len(server.asked) == 3


async def test_an_answer_that_was_cut_off_is_not_completed():
    server = Server(REVIEW, finish="length")
    with pytest.raises(ModelError, match="cut off"):
        await asker(server).ask("x", PROMPT, ReviewAnswer)


async def test_complaints_are_repaired_once_and_then_told():
    server = Server('{"decisions": []}')
    heard = await asker(server).ask("x", PROMPT, ScreenAnswer, lambda a: ["none for d1"])
    assert heard.complaints == ("none for d1",)
    assert len(server.asked) == 3


async def test_a_worse_repair_does_not_replace_a_usable_answer():
    server = Server('{"decisions": []}', "oops")
    heard = await asker(server).ask("x", PROMPT, ScreenAnswer, lambda a: ["none for d1"])
    assert heard.answer.decisions == []


async def test_errors_of_the_world_and_the_budget_pass_through():
    for error in (ModelError("x", code="timeout"), BudgetReached("x")):
        with pytest.raises(type(error)):
            await asker(Server(error)).ask("x", PROMPT, ReviewAnswer)


async def test_samples_are_separate_calls_with_a_temperature():
    server = Server(REVIEW)
    one = asker(server, seed=3)
    for n in range(2):
        await one.ask("x", PROMPT, ReviewAnswer, sample=n)
    first, second = server.asked[1:]
    assert (first.temperature, first.seed, second.temperature, second.seed) == (0.0, 3, 0.7, 4)


def fitted(window):
    return (Message(role="user", content="word " * (window // 2)),)


@pytest.mark.parametrize(
    ("code", "said", "window"),
    [
        ("context_length", "This model's maximum context length is 4096 tokens.", 4096),
        ("context_length", "the request exceeds the available context size (n_ctx = 2048)", 2048),
        ("context_length", "prompt is too long", 8192),
        ("too_large", "reduce your prompt", 8192),
    ],
)
async def test_a_prompt_that_is_too_long_is_fitted_to_the_window_that_the_server_tells(
    code, said, window
):
    server = Server(ModelError(said, code=code), REVIEW)
    heard = await asker(server, context_window=16_384).ask("x", fitted, ReviewAnswer)
    assert heard.answer.overall == 5
    shown = [len(r.messages[0].content.split()) for r in server.asked[1:]]
    assert shown == [8192, window // 2]


async def test_a_prompt_that_cannot_be_shorter_is_not_asked_twice():
    server = Server(ModelError("maximum context length is 512 tokens", code="context_length"))
    with pytest.raises(ModelError, match="512"):
        await asker(server).ask("x", PROMPT, ReviewAnswer)
    assert len(server.asked) == 2


async def test_the_probe_asks_as_the_seat_will():
    server = Server(REVIEW)
    await asker(server, max_tokens=900, reasoning_effort="low").ask("x", PROMPT, ReviewAnswer)
    probe = server.asked[0]
    assert (probe.stage, probe.max_tokens, probe.reasoning_effort) == ("probe", 900, "low")


async def test_a_probe_that_was_cut_off_or_thought_away_shows_that_the_format_is_taken():
    class Thinks(Server):
        async def complete(self, request):
            if request.stage == "probe":
                self.asked.append(request)
                raise ModelError("all of it went into reasoning", code="reasoning")
            return await super().complete(request)

    class Cut(Server):
        async def complete(self, request):
            reply = await super().complete(request)
            change = {"text": "", "finish_reason": "length"} if request.stage == "probe" else {}
            return reply.model_copy(update=change)

    for kind in (Thinks, Cut):
        server = kind(REVIEW)
        await asker(server).ask("x", PROMPT, ReviewAnswer)
        assert server.formats() == ["json_schema", "json_schema"]


async def test_a_server_that_refuses_the_probe_refuses_every_call():
    class Refuses(Server):
        async def complete(self, request):
            raise ModelError("HTTP 400: no chat here", code="refused")

    one = asker(Refuses())
    for _ in range(2):
        with pytest.raises(ModelError, match="no chat here") as caught:
            await one.ask("x", PROMPT, ReviewAnswer)
        assert caught.value.code == "rejected"
