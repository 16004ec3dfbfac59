"""The model port of a run, put together."""

import pytest

from litassay.config.models import BudgetSettings, ModelSettings, ModelsSettings, ServerSettings
from litassay.errors import SettingsError
from litassay.models.loopback import ChatServer, completion
from litassay.models.stack import build_chat_model
from litassay.types import ChatRequest, Message


def request(server):
    return ChatRequest(
        stage="planner", model="m", server=server, messages=(Message(role="user", content="x"),)
    )


async def test_each_role_is_asked_on_its_own_server():
    async def one(body):
        return completion("one")

    async def two(body):
        return completion("two")

    async with ChatServer(one) as a, ChatServer(two) as b:
        settings = ModelsSettings(
            model="m",
            servers={"b": ServerSettings(base_url=b.url, key_env="B_KEY")},
            roles={"verifier": ModelSettings(model="n", server="b")},
        )
        stack = build_chat_model(settings, {"OPENAI_BASE_URL": a.url})
        assert (await stack.chat.complete(request("default"))).text == "one"
        assert (await stack.chat.complete(request("b"))).text == "two"
        await stack.close()
    assert [s.calls for s in stack.ledger.spent()] == [2]


def test_a_missing_key_says_which_variable_to_set():
    with pytest.raises(SettingsError, match="OPENAI_API_KEY is not set"):
        build_chat_model(ModelsSettings(model="gpt-4o"), {})


def test_money_cannot_be_limited_where_the_price_is_not_known():
    settings = ModelsSettings(model="unheard-of", budget=BudgetSettings(max_usd=1))
    with pytest.raises(SettingsError, match="price of 'unheard-of'"):
        build_chat_model(settings, {"OPENAI_API_KEY": "k"})


def test_nothing_is_needed_where_no_model_is_used():
    build_chat_model(ModelsSettings(), {})


def test_a_server_that_is_not_set_is_an_error_of_settings():
    with pytest.raises(ValueError, match="nowhere"):
        ModelsSettings(roles={"writer": ModelSettings(model="m", server="nowhere")})


@pytest.mark.parametrize("address", ["ftp://foo", "not-a-url", "http://"])
def test_an_address_in_the_environment_that_is_none_is_refused_at_once(address):
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL: a web address begins with"):
        build_chat_model(ModelsSettings(model="m"), {"OPENAI_BASE_URL": address})
