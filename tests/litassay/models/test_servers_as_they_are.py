"""What real servers do beside the API as it is written, each on a loopback server of our own."""

import asyncio
import json

import pytest

from litassay.config.models import ModelSettings, ServerSettings
from litassay.errors import ModelError, SettingsError
from litassay.loopback import Reply
from litassay.models.loopback import ChatServer, completion, error, streamed
from litassay.models.openai_client import OpenAIModel, address
from litassay.models.prices import load_prices
from litassay.models.refusals import said_wait
from litassay.models.windows import family_window, loaded_window, served_window
from litassay.types import ChatRequest, Message
from tests.litassay.models.test_openai_client import (
    GOOD,
    KEY,
    Steps,
    Waits,
    asked,
    refused,
    request,
)

SYSTEM = (Message(role="system", content="Rules."), Message(role="user", content="hello"))


def saying(**message):
    made = json.loads(GOOD.body)
    finish = message.pop("finish_reason", "stop")
    usage = message.pop("usage", None)
    made["choices"][0]["message"] |= message
    made["choices"][0]["finish_reason"] = finish
    if usage:
        made["usage"] |= usage
    return Reply(body=json.dumps(made).encode())


@pytest.mark.parametrize(
    ("said", "param", "gone"),
    [
        ("invalid temperature: only 1 is allowed for this model", None, "temperature"),
        ("`temperature` is deprecated for this model.", None, "temperature"),
        (
            "Unsupported value: 0.0. Only the default (1) is supported.",
            "temperature",
            "temperature",
        ),
        ("Extra inputs are not permitted: seed", None, "seed"),
        ("this field is no longer wanted", "reasoning_effort", "reasoning_effort"),
    ],
)
async def test_a_refused_parameter_is_known_by_its_name_in_any_wording(said, param, gone):
    made = request(seed=3, reasoning_effort="low")
    reply, bodies = await asked(error(400, said, param=param), GOOD, made=made)
    assert reply.text == "fine"
    assert gone in bodies[0]
    assert gone not in bodies[1]
    assert len(bodies[0]) - len(bodies[1]) == 1


async def test_a_parameter_named_in_a_list_of_details_is_left_out():
    body = {"detail": [{"loc": ["body", "seed"], "msg": "extra fields", "type": "extra"}]}
    _, bodies = await asked(Reply(422, body=json.dumps(body).encode()), GOOD, made=request(seed=1))
    assert "seed" not in bodies[1]


async def test_temperature_and_effort_are_sent_as_set_or_not_at_all():
    _, bodies = await asked(GOOD, made=request(temperature=None, reasoning_effort="high"))
    assert "temperature" not in bodies[0]
    assert bodies[0]["reasoning_effort"] == "high"
    assert ModelSettings(temperature="unset").temperature == "unset"


async def test_a_server_without_a_system_role_gets_its_words_from_the_user():
    wires = (error(400, "System role not supported"), GOOD)
    reply, bodies = await asked(*wires, made=request(messages=SYSTEM))
    assert reply.text == "fine"
    assert bodies[1]["messages"] == [{"role": "user", "content": "Rules.\n\nhello"}]


async def test_a_server_that_only_streams_is_listened_to():
    wires = (error(400, "This model requires streaming: set stream to true"), streamed("fi", "ne"))
    reply, bodies = await asked(*wires)
    assert (reply.text, reply.prompt_tokens, reply.completion_tokens) == ("fine", 10, 5)
    assert bodies[1]["stream"] is True


async def test_a_server_that_streams_unasked_is_listened_to():
    reply, bodies = await asked(streamed("fi", "ne"), streamed("fi", "ne"))
    assert reply.text == "fine"
    assert "stream" not in bodies[0]


async def test_an_account_without_balance_stops_at_once_with_the_servers_words():
    waits = Waits()
    failed = await refused(error(402, "Insufficient Balance"), waits=waits)
    assert (failed.code, waits.seconds) == ("quota", [])
    assert "HTTP 402: Insufficient Balance" in failed.message


async def test_a_content_filter_is_not_a_broken_request():
    said = "The response was filtered due to Azure OpenAI's content management policy."
    assert (await refused(error(400, said))).code == "filtered"
    answered = saying(content=None, finish_reason="content_filter")
    assert (await refused(answered)).code == "filtered"


async def test_a_refusal_and_a_tool_call_are_themselves():
    failed = await refused(saying(content=None, refusal="I will not help with that."))
    assert failed.code == "declined"
    assert "I will not help with that." in failed.message
    call = {"id": "1", "type": "function", "function": {"name": "search", "arguments": "{}"}}
    failed = await refused(saying(content=None, tool_calls=[call], finish_reason="tool_calls"))
    assert failed.code == "tool_call"


async def test_content_may_be_a_list_of_parts():
    parts = [{"type": "text", "text": "fi"}, {"type": "thinking", "thinking": "hm"},
             {"type": "text", "text": "ne"}]  # fmt: skip
    reply, _ = await asked(saying(content=parts))
    assert reply.text == "fine"


async def test_an_answer_that_was_all_reasoning_names_the_setting():
    usage = {"completion_tokens": 50, "completion_tokens_details": {"reasoning_tokens": 50}}
    failed = await refused(saying(content="", finish_reason="length", usage=usage))
    assert failed.code == "reasoning"
    assert "all of max_tokens = 50 went into reasoning" in failed.message
    said = "Could not finish the message because max_tokens or model output limit was reached."
    assert (await refused(error(400, said))).code == "reasoning"


async def test_cached_and_reasoning_tokens_are_counted_and_cached_ones_priced():
    usage = {
        "prompt_tokens": 1000,
        "prompt_tokens_details": {"cached_tokens": 800},
        "completion_tokens_details": {"reasoning_tokens": 3},
    }
    reply, _ = await asked(saying(usage=usage))
    assert (reply.cached_tokens, reply.reasoning_tokens) == (800, 3)
    prices = load_prices({})
    assert prices.usd("gpt-5.4", "default", 1_000_000, 0, 800_000) == pytest.approx(0.7)
    assert prices.usd("gpt-4o", "default", 1_000_000, 0, 800_000) == pytest.approx(2.5)


async def test_a_limit_a_minute_without_a_time_is_waited_for_up_to_the_ceiling():
    """Six attempts were over after 15 s of 120: the minute had not passed."""
    waits = Waits()
    wires = [error(429, "rate limit reached for requests per minute")] * 8
    reply, _ = await asked(*wires, GOOD, waits=waits)
    assert reply.text == "fine"
    assert sum(waits.seconds) > 60
    failed = await refused(wires[0], waits=(more := Waits()))
    assert failed.code == "rate_limited"
    assert 60 < sum(more.seconds) <= 120


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Please try again in 20s.", 20.0),
        ("Please try again in 1m2.5s", 62.5),
        ("Please try again in 350ms", 0.35),
        ("Please retry after 7 seconds", 7.0),
        ("Rate limit reached", None),
    ],
)
def test_a_time_that_a_message_gives_is_read(said, seconds):
    assert said_wait(said) == (None if seconds is None else pytest.approx(seconds))


async def test_calls_that_come_new_wait_while_a_limit_is_met():
    waits = Waits()
    async with ChatServer(Steps(error(429, "slow", Retry_After="20"), GOOD)) as server:
        model = OpenAIModel("x", ServerSettings(base_url=server.url), KEY, sleep=waits)
        await model.complete(request())
        await model.complete(request(sample=1))
        await model.close()
    assert waits.seconds[0] == 20.0
    assert waits.seconds[1] == pytest.approx(20.0, abs=1.0)


async def test_a_prompt_that_was_cut_without_a_word_is_noticed():
    long = (Message(role="user", content="word " * 6000),)
    cut = saying(usage={"prompt_tokens": 2048})
    failed = await refused(cut, made=request(messages=long))
    assert failed.code == "context_length"
    assert "read 2048 tokens of a prompt of about 6005" in failed.message
    whole = saying(usage={"prompt_tokens": 4500})
    assert (await asked(whole, made=request(messages=long)))[0].text == "fine"


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 8192 tokens. However, you requested 9000.",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "the request exceeds the available context size, try increasing it",
        "Input is too long for requested model.",
    ],
)
async def test_a_prompt_that_is_too_long_is_known_in_any_wording(said):
    assert (await refused(error(400, said))).code == "context_length"


async def test_azure_is_asked_at_its_deployment_with_its_key_and_version():
    async with ChatServer(Steps(GOOD)) as server:
        base = server.url.removesuffix("/v1") + "/openai/deployments/mine"
        settings = ServerSettings(base_url=base, api="azure", api_version="2024-10-21")
        model = OpenAIModel("azure", settings, KEY)
        assert (await model.complete(request())).text == "fine"
        await model.close()
        (sent,) = server.asked
    assert sent.path == "/openai/deployments/mine/chat/completions"
    assert sent.params == {"api-version": "2024-10-21"}
    assert sent.headers["api-key"] == KEY
    assert "authorization" not in sent.headers


def test_azure_without_an_address_or_a_version_is_a_setting_that_is_missing():
    with pytest.raises(SettingsError, match="api_version"):
        address(ServerSettings(base_url="http://127.0.0.1:9/x", api="azure"), KEY)


@pytest.mark.parametrize(
    ("row", "window"),
    [
        ({"id": "m", "max_model_len": 4096}, 4096),
        ({"id": "m", "context_length": 131072}, 131072),
        ({"id": "m", "context_window": 65536}, 65536),
        ({"id": "m", "meta": {"n_ctx": 2048, "n_ctx_train": 8192}}, 2048),
        ({"id": "m", "max_model_len": "long"}, None),
        ({"id": "other"}, None),
    ],
)
def test_the_window_in_a_list_of_models_is_read_under_its_many_names(row, window):
    assert served_window({"data": [row, {"id": "second"}]}, "m") == window


def test_a_llama_server_tells_the_window_of_a_slot():
    assert loaded_window({"default_generation_settings": {"n_ctx": 4096}, "n_ctx": 16384}) == 4096
    assert loaded_window({"total_slots": 1}) is None
    assert loaded_window([]) is None


@pytest.mark.parametrize(
    ("model", "window"),
    [
        ("gpt-4o-2024-08-06", 128_000),
        ("openai/gpt-4.1-mini", 1_047_576),
        ("o3-mini", 200_000),
        ("meta-llama/Llama-3.3-70B-Instruct", 131_072),
        ("Meta-Llama-3-8B", 8192),
        ("claude-sonnet-4", 200_000),
        ("my-own-model", None),
    ],
)
def test_the_window_of_a_known_family(model, window):
    assert family_window(model) == window


async def test_a_server_is_asked_for_its_window():
    listing = {"object": "list", "data": [{"id": "m", "max_model_len": 4096}]}
    async with ChatServer(Steps(GOOD), tells={"/v1/models": listing}) as server:
        model = OpenAIModel("x", ServerSettings(base_url=server.url), KEY)
        assert served_window(await model.get("models"), "m") == 4096
        with pytest.raises(ModelError):
            await model.get("/props")
        await model.close()


async def test_what_a_model_does_not_take_is_known_to_all_calls_under_way():
    async def picky(body):
        return error(400, "no temperature here") if "temperature" in body else GOOD

    async with ChatServer(picky) as server:
        model = OpenAIModel("x", ServerSettings(base_url=server.url, concurrency=2), KEY)
        made = [ChatRequest(stage="s", model="m", messages=SYSTEM, sample=n) for n in range(6)]
        replies = await asyncio.gather(*(model.complete(r) for r in made))
        await model.close()
    assert {r.text for r in replies} == {"fine"}


def test_a_completion_double_says_what_it_is_given():
    assert json.loads(completion("x").body)["choices"][0]["message"]["content"] == "x"
