"""Budgets: never gone over, kept by role, and the same again in a replay."""

import asyncio
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.config.models import BudgetSettings, Price
from litassay.errors import BudgetReached, ModelError
from litassay.models.books import Books
from litassay.models.budget import Counted, Gate
from litassay.models.prices import load_prices
from litassay.types import ChatReply, ChatRequest, Message

PRICES = load_prices({"m": Price(prompt=1.0, completion=2.0)})


def request(stage="extractor", number=0, max_tokens=100):
    message = Message(role="user", content=f"item {number}")
    return ChatRequest(stage=stage, model="m", messages=(message,), max_tokens=max_tokens)


class Slow:
    """Answers after a while that differs from call to call, always with the same usage."""

    def __init__(self, seed=0):
        self.random, self.calls = random.Random(seed), 0

    async def complete(self, request):
        self.calls += 1
        await asyncio.sleep(self.random.random() / 500)
        return ChatReply(text="x", model="m", prompt_tokens=10, completion_tokens=90)


def stack(budget, model=None):
    books = Books(budget, PRICES)
    return Counted(Gate(model or Slow(), books), books), books


async def test_spending_is_counted_by_stage_and_model():
    chat, books = stack(BudgetSettings())
    await chat.complete(request("reviewer:a"))
    await chat.complete(request("extractor"))
    await chat.complete(request("extractor", 1))
    assert [(s.stage, s.calls, s.prompt_tokens, s.usd) for s in books.spent()] == [
        ("extractor", 2, 20, 0.00038),
        ("reviewer:a", 1, 10, 0.00019),
    ]
    assert books.so_far() == "3 calls, 300 tokens, 0.0006 USD"
    assert books.exhausted() == ""


async def test_a_limit_is_never_gone_over_by_calls_under_way_together():
    budget = BudgetSettings(max_tokens=1000, shares={"extractor": 1.0})
    chat, books = stack(budget)
    outcomes = await asyncio.gather(
        *(chat.complete(request(number=n)) for n in range(40)), return_exceptions=True
    )
    spent = sum(s.prompt_tokens + s.completion_tokens for s in books.spent())
    assert 500 < spent <= 1000
    assert sum(isinstance(o, BudgetReached) for o in outcomes) >= 30
    assert "max_tokens" in books.exhausted()


async def test_money_is_limited_too():
    chat, books = stack(BudgetSettings(max_usd=0.0005, shares={"extractor": 1.0}))
    await chat.complete(request())
    await chat.complete(request(number=1))
    with pytest.raises(BudgetReached, match="max_usd"):
        await chat.complete(request(number=2))
    assert sum(s.usd for s in books.spent()) <= 0.0005


async def test_early_roles_cannot_eat_what_is_kept_for_late_ones():
    chat, _ = stack(BudgetSettings(max_tokens=2000))
    calls = [chat.complete(request("extractor", n)) for n in range(40)]
    with pytest.raises(BudgetReached):
        await asyncio.gather(*calls)
    await asyncio.sleep(0.1)
    await chat.complete(request("writer"))
    await chat.complete(request("reviewer:a"))


async def test_what_early_roles_leave_rolls_on():
    budget = BudgetSettings(max_tokens=1000, shares={"planner": 0.5, "extractor": 0.5})
    chat, _ = stack(budget)
    for n in range(9):
        await chat.complete(request("extractor", n))


async def test_a_failed_call_gives_its_reservation_back():
    class Failing:
        async def complete(self, request):
            raise ModelError("down", code="timeout")

    chat, books = stack(BudgetSettings(max_tokens=200, shares={"extractor": 1.0}), Failing())
    for n in range(5):
        with pytest.raises(ModelError):
            await chat.complete(request(number=n))
    assert books.spent() == ()
    books.reserve(request())


async def test_a_recorded_refusal_is_the_same_refusal_in_a_replay():
    """Replies come in another order in a replay; what was refused must not depend on it."""
    journal = {}

    class Recorder:
        def __init__(self, inner):
            self.inner = inner

        async def complete(self, request):
            key = request.model_dump_json()
            try:
                journal[key] = await self.inner.complete(request)
            except ModelError as error:
                journal[key] = error
                raise
            return journal[key]

    class Player:
        async def complete(self, request):
            answer = journal[request.model_dump_json()]
            if isinstance(answer, ModelError):
                raise answer
            return answer

    budget = BudgetSettings(max_tokens=1000, shares={"extractor": 1.0})

    async def run(model, books, order):
        chat = Counted(model, books)
        outcomes = await asyncio.gather(
            *(chat.complete(request(number=n)) for n in order), return_exceptions=True
        )
        refused = sorted(
            n for n, o in zip(order, outcomes, strict=True) if isinstance(o, BudgetReached)
        )
        return refused, books.spent(), books.exhausted()

    books = Books(budget, PRICES)
    first = await run(Recorder(Gate(Slow(), books)), books, list(range(20)))
    again = await run(Player(), Books(budget, PRICES), list(reversed(range(20))))
    assert first[0]
    assert first == again


@given(st.permutations(range(6)))
def test_books_do_not_depend_on_order(order):
    books = Books(BudgetSettings(), PRICES)
    for n in order:
        reply = ChatReply(text="", model="m", prompt_tokens=n * 7, completion_tokens=n)
        books.settle(request(f"reviewer:{n % 2}", n), reply)
    again = Books(BudgetSettings(), PRICES)
    for n in range(6):
        reply = ChatReply(text="", model="m", prompt_tokens=n * 7, completion_tokens=n)
        again.settle(request(f"reviewer:{n % 2}", n), reply)
    assert books.spent() == again.spent()
