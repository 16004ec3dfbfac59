"""What an experiment would cost: each of its runs is rehearsed on the journal of its base run."""

import asyncio
import tempfile
from pathlib import Path
from typing import NamedTuple

from graphs.run import run as run_graph
from litassay import tokens
from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.errors import LitassayError
from litassay.evals.experiment_plan import ExperimentPlan
from litassay.models.prices import Prices, load_prices
from litassay.types import ChatRequest
from litassay.wiring.estimate import at_most
from litassay.wiring.experiment import Trialled, base_paths, prepared
from litassay.wiring.experiment_check import variant_settings
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
    most_calls: int = 0
    """Model calls at most: had every paper its most claims and every answer to be repaired."""
    most_usd: float | None = 0.0
    """What these would cost; None where a price is not known."""

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
            most_calls=self.most_calls + other.most_calls,
            most_usd=None
            if self.most_usd is None or other.most_usd is None
            else self.most_usd + other.most_usd,
        )


def unmade(plan: ExperimentPlan, out: Path) -> tuple[Forecast, ...]:
    """What base runs that are not there yet cost at most, and what follows from them; asks nothing.

    Without a base run nothing can be rehearsed, so the other variants are counted as if nothing of
    them were copied.
    """
    missing = sum(not path.exists() for path in base_paths(plan, out))
    if not missing:
        return ()
    return tuple(
        _bound(variant.name, missing * (plan.repeats), variant_settings(plan, variant))
        for variant in plan.variant
    )


def _bound(name: str, runs: int, settings: Settings) -> Forecast:
    most = at_most(settings)
    calls, usd = (most.calls, most.usd) if most else (0, 0.0)
    return Forecast(
        variant=name,
        runs=runs,
        unchanged=0,
        model_calls=0,
        searches=0,
        prompt_tokens=runs * most.prompt_tokens if most else 0,
        completion_tokens=runs * most.completion_tokens if most else 0,
        usd=0.0,
        most_calls=runs * calls,
        most_usd=None if usd is None else runs * usd,
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
    most = at_most(trial.settings)
    return Forecast(
        variant=trial.variant.name,
        runs=1,
        unchanged=rehearsal.unchanged,
        model_calls=len(costs),
        searches=len(rehearsal.changed) - len(costs),
        prompt_tokens=sum(cost[0] for cost in costs),
        completion_tokens=sum(cost[1] for cost in costs),
        usd=None if None in usd else sum(u for u in usd if u is not None),
        most_calls=max(most.calls, len(costs)) if most else 0,
        most_usd=most.usd if most else 0.0,
    )


async def _run(trial: Trialled, folder: RunFolder, rehearsal: Rehearsal) -> None:
    async with services_for(trial.settings, World(), folder, rehearsal, Notebook()) as bench:
        try:
            await run_graph(bench.services, folder.manifest.question)
        except LitassayError:
            return  # a stand-in led nowhere: what was counted so far is the forecast


def _cost(entry: Entry, prices: Prices) -> tuple[int, int, float | None]:
    """Prompt tokens, answer tokens and dollars of one call."""
    request = ChatRequest.model_validate({**entry.request, "stage": entry.stage})
    prompt = tokens.count_messages(request.messages)
    answer = int(entry.answer.get("completion_tokens", 0))
    return prompt, answer, prices.usd(request.model, request.server, prompt, answer)
