"""The client against a server on loopback that fails in every way that servers do."""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from litassay.config.models import ServerSettings
from litassay.errors import ModelError
from litassay.loopback import Reply
from litassay.models.loopback import ChatServer, completion, error
from litassay.models.openai_client import OpenAIModel
from litassay.types import ChatReply, ChatRequest, Message

KEY = "sk-verysecretkey123456"


def request(**changes: Any) -> ChatRequest:
    fields: dict[str, Any] = {
        "stage": "planner",
        "model": "m",
        "messages": (Message(role="user", content="hello"),),
        "max_tokens": 50,
    }
    return ChatRequest(**{**fields, **changes})


class Waits:
    """A sleep that notes its seconds and returns at once."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


class Steps:
    """Answers with one wire after the other; the last one again and again."""

    def __init__(self, *wires: Reply) -> None:
        self.wires = list(wires)

    async def __call__(self, body: dict[str, Any]) -> Reply:
        return self.wires.pop(0) if len(self.wires) > 1 else self.wires[0]


async def asked(
    *wires: Reply, made: ChatRequest | None = None, waits: Waits | None = None, **settings: Any
) -> tuple[ChatReply, list[dict[str, Any]]]:
    async with ChatServer(Steps(*wires)) as server:
        model = OpenAIModel(
            "default",
            ServerSettings(base_url=server.url, **settings),
            KEY,
            sleep=waits or Waits(),
        )
        try:
            return await model.complete(made or request()), server.bodies
        finally:
            await model.close()


async def refused(*wires: Reply, **more: Any) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await asked(*wires, **more)
    assert type(caught.value) is ModelError, "the journal knows no other"
    assert KEY not in str(caught.value)
    return caught.value


GOOD = completion("fine")


async def test_a_good_reply_is_read_with_its_usage() -> None:
    reply, bodies = await asked(GOOD)
    assert reply == ChatReply(text="fine", model="loopback", prompt_tokens=10, completion_tokens=5)
    assert bodies == [
        {
            "model": "m",
            "messages": [{"role": "user", "content": "hello"}],
            "temperature": 0.0,
            "max_tokens": 50,
        }
    ]


async def test_retry_after_in_seconds_is_waited_for() -> None:
    waits = Waits()
    reply, _ = await asked(error(429, "slow down", Retry_After="7"), GOOD, waits=waits)
    assert (reply.text, waits.seconds) == ("fine", [7.0])


async def test_retry_after_as_a_date_is_waited_for() -> None:
    waits = Waits()
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    await asked(error(429, "slow down", Retry_After=when), GOOD, waits=waits)
    assert 35 <= waits.seconds[0] <= 40


async def test_a_wait_of_hours_is_not_begun() -> None:
    waits = Waits()
    failed = await refused(error(429, "spent", Retry_After="54000"), waits=waits)
    assert (failed.code, failed.retryable, waits.seconds) == ("rate_limited", True, [])
    assert "max_wait_s" in failed.hint


async def test_all_waiting_together_has_a_ceiling() -> None:
    waits = Waits()
    failed = await refused(
        error(429, "slow", Retry_After="50"), waits=waits, max_wait_s=120, max_attempts=20
    )
    assert failed.code == "rate_limited"
    assert waits.seconds == [50.0, 50.0]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
async def test_server_errors_are_tried_again(status: int) -> None:
    reply, bodies = await asked(error(status, "oops"), error(status, "oops"), GOOD)
    assert (reply.text, len(bodies)) == ("fine", 3)


async def test_attempts_end() -> None:
    failed = await refused(error(503, "down"), max_attempts=3)
    assert (failed.code, failed.retryable) == ("server", True)


async def test_a_slow_server_is_a_timeout() -> None:
    failed = await refused(GOOD._replace(delay_s=5), timeout_s=0.1, max_attempts=2)
    assert (failed.code, failed.retryable) == ("timeout", True)
    assert "timeout_s" in failed.hint


async def test_a_dropped_connection_is_tried_again() -> None:
    reply, bodies = await asked(GOOD._replace(cut_at=0), GOOD)
    assert (reply.text, len(bodies)) == ("fine", 2)


async def test_a_body_that_breaks_off_is_tried_again() -> None:
    reply, bodies = await asked(GOOD._replace(cut_at=20), GOOD)
    assert (reply.text, len(bodies)) == ("fine", 2)


async def test_nobody_listening_is_unreachable() -> None:
    model = OpenAIModel(
        "default", ServerSettings(base_url="http://127.0.0.1:9/v1", max_attempts=2), "", Waits()
    )
    with pytest.raises(ModelError) as caught:
        await model.complete(request())
    assert (caught.value.code, caught.value.retryable) == ("unreachable", True)
    await model.close()


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (400, "refused", "'m'"),
        (401, "auth", "OPENAI_API_KEY"),
        (403, "auth", "allowed to use 'm'"),
        (404, "not_found", "/v1"),
        (422, "refused", "'m'"),
    ],
)
async def test_refusals_are_not_tried_again_and_say_what_to_change(
    status: int, code: str, says: str
) -> None:
    waits = Waits()
    failed = await refused(error(status, f"no, {KEY} is bad"), waits=waits)
    assert (failed.code, failed.retryable, waits.seconds) == (code, False, [])
    assert says in failed.hint
    assert "[key]" in failed.message


async def test_masked_keys_are_not_shown_either() -> None:
    failed = await refused(error(401, "Incorrect API key provided: sk-very****3456."))
    assert "sk-" not in str(failed)


async def test_a_password_in_the_address_is_not_shown() -> None:
    model = OpenAIModel(
        "default",
        ServerSettings(base_url="http://user:hunter2@127.0.0.1:9/v1?key=abc", max_attempts=1),
        "",
        Waits(),
    )
    with pytest.raises(ModelError) as caught:
        await model.complete(request())
    assert not re.search("hunter2|abc", str(caught.value))
    await model.close()


async def test_an_unknown_response_format_is_named() -> None:
    made = request(response_format="json_schema", response_schema={"type": "object"})
    failed = await refused(error(400, "response_format is not supported here"), made=made)
    assert (failed.code, failed.retryable) == ("unsupported_format", False)


async def test_a_prompt_over_the_context_window_is_named() -> None:
    failed = await refused(error(400, "This model's maximum context length is 512 tokens"))
    assert failed.code == "context_length"


async def test_a_prompt_over_the_tokens_a_minute_is_not_waited_for() -> None:
    waits = Waits()
    said = "Request too large for model m on tokens per min (TPM): Limit 10000, Requested 12000"
    failed = await refused(error(429, said, Retry_After="1"), waits=waits)
    assert (failed.code, failed.retryable, waits.seconds) == ("too_large", False, [])


async def test_an_empty_account_is_not_waited_for() -> None:
    failed = await refused(error(429, "You exceeded your current quota, check your billing"))
    assert (failed.code, failed.retryable) == ("quota", False)


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"choices": []}',
        '{"choices": null}',
        '{"error": {"message": "overloaded"}}',
        '"text"',
        "[]",
        '{"choices": [{"mess',
        "",
        "<html>gateway</html>",
    ],
)
async def test_a_200_that_is_no_completion_is_tried_again(body: str) -> None:
    reply, bodies = await asked(Reply(body=body.encode()), GOOD)
    assert (reply.text, len(bodies)) == ("fine", 2)
    assert (await refused(Reply(body=body.encode()), max_attempts=2)).code == "malformed"


async def test_html_as_html_is_tried_again() -> None:
    reply, _ = await asked(Reply(200, (("content-type", "text/html"),), b"<html>busy</html>"), GOOD)
    assert reply.text == "fine"


async def test_an_empty_message_is_an_empty_reply() -> None:
    made = json.loads(GOOD.body)
    made["choices"][0]["message"]["content"] = None
    del made["usage"]
    reply, _ = await asked(Reply(body=json.dumps(made).encode()))
    assert reply.text == ""
    assert reply.prompt_tokens > 0, "counted here when the server does not say"


async def test_a_parameter_that_is_not_taken_is_left_out_from_then_on() -> None:
    said = "Unsupported parameter: 'max_tokens' is not supported; use 'max_completion_tokens'."
    _, bodies = await asked(error(400, said), GOOD)
    assert "max_tokens" not in bodies[1]
    assert bodies[1]["max_completion_tokens"] == 50


async def test_no_more_requests_are_under_way_than_allowed() -> None:
    async def slow(body: dict[str, Any]) -> Reply:
        return GOOD._replace(delay_s=0.05)

    async with ChatServer(slow) as server:
        model = OpenAIModel("x", ServerSettings(base_url=server.url, concurrency=3), KEY)
        await asyncio.gather(*(model.complete(request(sample=n)) for n in range(12)))
        await model.close()
        assert server.busiest == 3


async def test_an_interruption_passes_through() -> None:
    async with ChatServer(Steps(GOOD._replace(delay_s=30))) as server:
        model = OpenAIModel("x", ServerSettings(base_url=server.url), KEY)
        task = asyncio.create_task(model.complete(request()))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await model.close()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("/home/someone/models/tiny.gguf", "tiny.gguf"),
        ("C:\\models\\tiny.gguf", "tiny.gguf"),
        ("meta-llama/Llama-3", "meta-llama/Llama-3"),
        (None, "m"),
    ],
)
async def test_a_path_on_the_server_is_not_kept(said: str | None, shown: str) -> None:
    made = json.loads(GOOD.body)
    made["model"] = said
    reply, _ = await asked(Reply(body=json.dumps(made).encode()))
    assert reply.model == shown
