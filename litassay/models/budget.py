"""Keeping to the budget, on both sides of the journal.

A call that the budget refuses must be refused again in a replay, although replies then come in
another order. So the refusal is made below the journal (`Gate`), which records it like any other
failed call, and what was spent is counted above it (`Counted`), where journaled replies pass too:

    agent → Counted → journal → Gate → server
"""

from litassay.errors import BudgetReached, ModelError
from litassay.models.books import Books
from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest


class Gate:
    """Refuses a call that could go over a limit; implements `ChatModel`."""

    def __init__(self, inner: ChatModel, books: Books) -> None:
        self._inner = inner
        self._books = books

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Raises ModelError with the code `budget` when the call may not be made."""
        self._books.reserve(request)
        done = False
        try:
            reply = await self._inner.complete(request)
            done = True
            return reply
        finally:
            if not done:
                self._books.release(request)


class Counted:
    """Writes down what calls cost, journaled ones included; implements `ChatModel`.

    Args:
        inner: What is asked.
        books: Where it is written down.
        settles: False where the journal of a run does that, once for each of its calls.
    """

    def __init__(self, inner: ChatModel, books: Books, *, settles: bool = True) -> None:
        self._inner = inner
        self._books = books
        self._settles = settles

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Raises BudgetReached for a call that was refused by a limit."""
        try:
            reply = await self._inner.complete(request)
        except ModelError as error:
            if error.code != "budget":
                raise
            self._books.meet(error.message)
            raise BudgetReached(error.message, "raise the limit and resume") from error
        if self._settles:
            self._books.settle(request, reply)
        return reply
