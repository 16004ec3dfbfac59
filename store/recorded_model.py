"""A language model whose calls go through the journal, and the model that a replay uses."""

from collections.abc import Iterable, Iterator
from typing import Any

from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest
from store.exchanges import Answer, Exchanges
from store.failures import error_of
from store.journal import Entry


class RecordedModel:
    """Wraps the model port. Put it outside of retries and budgets: what they decide is recorded.

    Args:
        model: The model that is asked live; None where nothing may be (replay).
        exchanges: The exchanges of the run.
    """

    def __init__(self, model: ChatModel | None, exchanges: Exchanges) -> None:
        self._model = model
        self._exchanges = exchanges

    async def complete(self, request: ChatRequest) -> ChatReply:
        """The reply, as it stands in the journal.

        Raises:
            ModelError, BudgetReached: the model failed, now or when it was recorded.
            ReplayDiverged: a replay asked something new.
        """

        async def live() -> Answer:
            assert self._model is not None
            return (await self._model.complete(request)).model_dump(mode="json")

        answer = await self._exchanges.answer("model", identity(request), live, request.stage)
        if "error" in answer:
            raise error_of(answer)
        return ChatReply.model_validate(answer)


def identity(request: ChatRequest) -> dict[str, Any]:
    """Exactly what changes the answer of a model; fields at their defaults are left out."""
    return request.model_dump(mode="json", exclude={"stage"}, exclude_defaults=True)


def replies(entries: Iterable[Entry]) -> Iterator[tuple[ChatRequest, ChatReply]]:
    """Every model call of a journal that was answered, as it was made: what was paid for."""
    for entry in entries:
        if entry.kind == "model" and "error" not in entry.answer:
            request = ChatRequest.model_validate({**entry.request, "stage": entry.stage})
            yield request, ChatReply.model_validate(entry.answer)


def refusals(entries: Iterable[Entry]) -> Iterator[str]:
    """Every limit of the budget that refused a call of a journal, in words."""
    for entry in entries:
        if entry.kind == "model" and entry.answer.get("code") == "budget":
            yield str(entry.answer["message"])
