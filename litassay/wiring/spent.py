"""What one run of an experiment really cost, read from its journal and that of its base."""

from collections.abc import Iterable

from litassay.evals.spending import Spending
from litassay.models.prices import Prices
from litassay.types import ChatRequest
from store.journal import Entry


def spent(
    variant: str, entries: Iterable[Entry], base: Iterable[Entry], prices: Prices
) -> Spending:
    """Count the calls of a run.

    Args:
        variant: Whose run it is.
        entries: Its journal.
        base: The entries that answered for nothing; empty for a base run.
        prices: What models cost.
    """
    known = {(e.key, e.ask): e.answer for e in base}
    copied, asked = 0, list[Entry]()
    for entry in entries:
        if known.get((entry.key, entry.ask)) == entry.answer:
            copied += 1
        elif entry.kind != "document":
            asked.append(entry)
    paid = [_paid(e, prices) for e in asked if e.kind == "model" and not e.failed]
    usd = [p[2] for p in paid]
    return Spending(
        variant=variant,
        runs=1,
        copied=copied,
        asked=len(asked),
        failed=sum(e.failed for e in asked),
        prompt_tokens=sum(p[0] for p in paid),
        completion_tokens=sum(p[1] for p in paid),
        usd=None if None in usd else sum(u for u in usd if u is not None),
    )


def _paid(entry: Entry, prices: Prices) -> tuple[int, int, float | None]:
    request = ChatRequest.model_validate({**entry.request, "stage": entry.stage})
    prompt = int(entry.answer.get("prompt_tokens", 0))
    answer = int(entry.answer.get("completion_tokens", 0))
    return prompt, answer, prices.usd(request.model, request.server, prompt, answer)
