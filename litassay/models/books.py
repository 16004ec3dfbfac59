"""The books of a run: what was spent, what is reserved, and whether a call may still be made."""

import json
from collections import defaultdict
from typing import NamedTuple

from litassay import tokens
from litassay.config.models import ROLES, BudgetSettings
from litassay.errors import ModelError
from litassay.models.prices import Prices
from litassay.types import ChatReply, ChatRequest, Spend

_DEFAULT_ANSWER = 1024
_FOR = {"probe": "to find out how the server answers", "reviewer": "for the reviewers"}
"""What is said of the role that goes without; else `for the ROLE`."""


class Cost(NamedTuple):
    """Of one call or of many."""

    tokens: int
    usd: float | None


class Books:
    """Implements the `Ledger` port. Sums do not depend on the order in which calls end."""

    def __init__(self, budget: BudgetSettings, prices: Prices) -> None:
        self._budget = budget
        self._prices = prices
        self._spent: dict[tuple[str, str], Spend] = {}
        self._reserved: dict[str, list[tuple[str, Cost]]] = defaultdict(list)
        self._met: set[str] = set()

    def spent(self) -> tuple[Spend, ...]:
        """By stage and model, sorted."""
        return tuple(self._spent[key] for key in sorted(self._spent))

    def so_far(self) -> str:
        """What was spent, in words."""
        rows = self.spent()
        tokens_ = sum(row.prompt_tokens + row.completion_tokens for row in rows)
        prices = [row.usd for row in rows if row.usd is not None]
        money = f", {sum(prices):.4f} USD" if len(prices) == len(rows) else ""
        return f"{sum(row.calls for row in rows):,} calls, {tokens_:,} tokens{money}"

    def exhausted(self) -> str:
        """Which limits were met, in words; empty while there is something left."""
        return "; ".join(sorted(self._met))

    def reserve(self, request: ChatRequest) -> None:
        """Set aside the most that a call can cost.

        Raises:
            ModelError: with the code `budget`, when a limit does not allow for it.
        """
        if self._budget.max_tokens is None and self._budget.max_usd is None:
            return
        cost = self._at_most(request)
        role = role_of(request.stage)
        for name, limit, needed, used in self._limits(role, cost):
            if used + needed > limit:
                unit = "USD" if name == "max_usd" else "tokens"
                left = f"{max(0.0, limit - used):.6g} {unit}"
                purpose = _FOR.get(role, f"for the {role}")
                raise ModelError(f"{name} is reached: {left} are left {purpose}", code="budget")
        self._reserved[_key(request)].append((role, cost))

    def release(self, request: ChatRequest) -> None:
        """Give back what was set aside for a call that failed."""
        waiting = self._reserved.get(_key(request)) if self._reserved else None
        if waiting:
            waiting.pop()

    def settle(self, request: ChatRequest, reply: ChatReply) -> None:
        """Write down what a call cost."""
        self.release(request)
        prompt, completion = reply.prompt_tokens, reply.completion_tokens
        usd = self._prices.usd(
            request.model, request.server, prompt, completion, reply.cached_tokens
        )
        key = (request.stage, request.model)
        old = self._spent.get(key, Spend(stage=request.stage, model=request.model, usd=0.0))
        self._spent[key] = Spend(
            stage=request.stage,
            model=request.model,
            calls=old.calls + 1,
            prompt_tokens=old.prompt_tokens + prompt,
            completion_tokens=old.completion_tokens + completion,
            cached_tokens=old.cached_tokens + min(reply.cached_tokens, prompt),
            reasoning_tokens=old.reasoning_tokens + min(reply.reasoning_tokens, completion),
            usd=None if usd is None or old.usd is None else round(old.usd + usd, 9),
        )

    def meet(self, limit: str) -> None:
        """Note that a call was refused."""
        self._met.add(limit)

    def _limits(self, role: str, cost: Cost) -> list[tuple[str, float, float, float]]:
        """(name, limit, needed, used) for every limit, for the roles up to this one."""
        share, upto = self._allowed(role)
        found: list[tuple[str, float, float, float]] = []
        costs = self._costs(upto)
        if self._budget.max_tokens is not None:
            used = sum(c.tokens for c in costs)
            found.append(("max_tokens", self._budget.max_tokens * share, cost.tokens, used))
        if self._budget.max_usd is not None:
            dollars = sum(c.usd or 0.0 for c in costs)
            found.append(("max_usd", self._budget.max_usd * share, cost.usd or 0.0, dollars))
        return found

    def _allowed(self, role: str) -> tuple[float, frozenset[str]]:
        """The shares of this role and of those before it, and their names."""
        order: tuple[str, ...] = ROLES
        if role not in order[:-1]:
            return 1.0, frozenset((*order, role))
        upto = order[: order.index(role) + 1]
        return sum(s for r, s in self._budget.shares.items() if r in upto), frozenset(upto)

    def _costs(self, roles: frozenset[str]) -> list[Cost]:
        spent = [
            Cost(s.prompt_tokens + s.completion_tokens, s.usd)
            for s in self._spent.values()
            if role_of(s.stage) in roles
        ]
        return spent + [c for row in self._reserved.values() for r, c in row if r in roles]

    def _at_most(self, request: ChatRequest) -> Cost:
        prompt = tokens.count_messages(request.messages)
        answer = request.max_tokens or _DEFAULT_ANSWER
        usd = self._prices.usd(request.model, request.server, prompt, answer)
        return Cost(prompt + answer, usd)


def role_of(stage: str) -> str:
    """The role that a stage belongs to: `reviewer` for `reviewer:evidence`."""
    return stage.partition(":")[0]


def _key(request: ChatRequest) -> str:
    return json.dumps(request.model_dump(mode="json"), sort_keys=True)
