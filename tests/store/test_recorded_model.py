"""The model port through the journal."""

import pytest

from litassay.errors import BudgetReached, ModelError
from litassay.types import ChatReply, ChatRequest, Message
from store.exchanges import Exchanges
from store.journal import Journal
from store.recorded_model import RecordedModel, identity, replies

REQUEST = ChatRequest(
    stage="writer", model="m", messages=(Message(role="user", content="Hi"),), temperature=0.5
)


class Model:
    def __init__(self, answer):
        self.answer = answer

    async def complete(self, request):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def replayed(path):
    return await RecordedModel(None, Exchanges(Journal(path), live=False)).complete(REQUEST)


async def test_a_reply_is_replayed(tmp_path):
    reply = ChatReply(text="Hello", model="m-2026", prompt_tokens=3, completion_tokens=1)
    model = RecordedModel(Model(reply), Exchanges(Journal(tmp_path / "j")))
    assert await model.complete(REQUEST) == reply == await replayed(tmp_path / "j")
    assert list(replies(Journal(tmp_path / "j").entries)) == [(REQUEST, reply)]


@pytest.mark.parametrize(
    "error",
    [
        ModelError("slow down", "wait", retryable=True, code="rate_limited"),
        ModelError("the budget is met", code="budget"),
        BudgetReached("max_tokens is met"),
    ],
)
async def test_a_failure_is_replayed(tmp_path, error):
    for _ in range(2):
        model = RecordedModel(Model(error), Exchanges(Journal(tmp_path / "j")))
        with pytest.raises(type(error)) as live:
            await model.complete(REQUEST)
        with pytest.raises(type(error)) as caught:
            await replayed(tmp_path / "j")
        for seen in (live.value, caught.value):
            assert vars(seen) == vars(error)
    assert list(replies(Journal(tmp_path / "j").entries)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model", "other"),
        ("server", "second"),
        ("messages", ()),
        ("response_format", "json_object"),
        ("response_schema", {"type": "object"}),
        ("temperature", 0.6),
        ("max_tokens", 5),
        ("seed", 1),
        ("sample", 1),
        ("reasoning_effort", "low"),
    ],
)
def test_what_changes_the_answer_is_in_the_identity(field, value):
    assert identity(REQUEST.model_copy(update={field: value})) != identity(REQUEST)


def test_who_asks_is_not_in_the_identity():
    assert identity(REQUEST.model_copy(update={"stage": "planner"})) == identity(REQUEST)
    told = {"stage", *identity(REQUEST)}
    assert told <= set(ChatRequest.model_fields)
    assert set(ChatRequest.model_fields) == {
        "stage",
        "model",
        "server",
        "messages",
        "response_format",
        "response_schema",
        "temperature",
        "max_tokens",
        "seed",
        "reasoning_effort",
        "sample",
    }  # fmt: skip - a new field must be looked at: does it change the answer?
