"""What an experiment would cost: each of its runs is rehearsed on the journal of its base run."""

import asyncio
import tempfile
from pathlib import Path
from typing import NamedTuple

from graphs.run import run as run_graph
from litassay import tokens
from litassay.doubles import Notebook
from litassay.errors import LitassayError
from litassay.models.prices import Prices, load_prices
from litassay.types import ChatRequest
from litassay.wiring.experiment import Trialled, prepared
from litassay.wiring.services import World, services_for
from store.journal import Entry
from store.rehearsal import Rehearsal
from store.runs import RunFolder


class Forecast(NamedTuple):
    """What one variant needs, all its questions and repeats together."""

    variant: str
    runs: int
    unchanged: int
    """Calls that journals answer for nothing."""
    model_calls: int
    """Model calls that go live, as far as can be told."""
    searches: int
    """Searches and downloads that go live."""
    prompt_tokens: int
    completion_tokens: int
    usd: float | None
    """None where a price is not known."""

    def plus(self, other: "Forecast") -> "Forecast":
        """Both together, under the name of this one."""
        usd = None if self.usd is None or other.usd is None else self.usd + other.usd
        return Forecast(
            variant=self.variant,
            runs=self.runs + other.runs,
            unchanged=self.unchanged + other.unchanged,
            model_calls=self.model_calls + other.model_calls,
            searches=self.searches + other.searches,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            usd=usd,
        )


def forecast(planned: tuple[Trialled, ...]) -> tuple[Forecast, ...]:
    """One row a variant, in the order of the plan. Nothing is asked."""
    rows: dict[str, Forecast] = {}
    for trial in planned:
        if trial.path.exists():
            continue  # made by an earlier attempt, or under way
        name, row = trial.variant.name, _rehearse(trial)
        rows[name] = rows[name].plus(row) if name in rows else row
    return tuple(rows.values())


def _rehearse(trial: Trialled) -> Forecast:
    everything = trial.base.folder.journal(growing=False).entries
    with tempfile.TemporaryDirectory() as scratch:
        rehearsal = Rehearsal(trial.answering(), everything, Path(scratch) / "nothing")
        folder = prepared(trial, Path(scratch) / "run")
        asyncio.run(_run(trial, folder, rehearsal))
    prices = load_prices(trial.settings.models.prices)
    costs = [_cost(e, prices) for e in rehearsal.changed if e.kind == "model"]
    usd = [cost[2] for cost in costs]
    return Forecast(
        variant=trial.variant.name,
        runs=1,
        unchanged=rehearsal.unchanged,
        model_calls=len(costs),
        searches=len(rehearsal.changed) - len(costs),
        prompt_tokens=sum(cost[0] for cost in costs),
        completion_tokens=sum(cost[1] for cost in costs),
        usd=None if None in usd else sum(u for u in usd if u is not None),
    )


async def _run(trial: Trialled, folder: RunFolder, rehearsal: Rehearsal) -> None:
    async with services_for(trial.settings, World(), folder, rehearsal, Notebook()) as services:
        try:
            await run_graph(services, folder.manifest.question)
        except LitassayError:
            return  # a stand-in led nowhere: what was counted so far is the forecast


def _cost(entry: Entry, prices: Prices) -> tuple[int, int, float | None]:
    """Prompt tokens, answer tokens and dollars of one call."""
    request = ChatRequest.model_validate({**entry.request, "stage": entry.stage})
    prompt = tokens.count_messages(request.messages)
    answer = int(entry.answer.get("completion_tokens", 0))
    return prompt, answer, prices.usd(request.model, request.server, prompt, answer)
