"""What models cost: the shipped table, with the user's prices before it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from litassay.config.models import ModelSettings, Price

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_DEFAULT_WINDOW = 8192
_LOCAL = ("http://127.0.0.1", "http://localhost", "http://[::1]")


@dataclass(frozen=True)
class Prices:
    """Prices by model name; a name with a date at its end is also found without it."""

    table: Mapping[str, Price]
    free_servers: frozenset[str] = frozenset()
    """Names of servers on this machine, which charge nothing."""

    def of(self, model: str, server: str = "default") -> Price | None:
        """The price of a model; None when it is not known, which is not the same as free."""
        found = self.table.get(model) or self.table.get(_DATED.sub("", model))
        if found is None and (server in self.free_servers or server == "scripted"):
            return Price(prompt=0.0, completion=0.0)
        return found

    def usd(self, model: str, server: str, prompt: int, completion: int) -> float | None:
        """Dollars for one call of so many tokens; None when the price is not known."""
        price = self.of(model, server)
        if price is None:
            return None
        return (prompt * price.prompt + completion * price.completion) / 1_000_000

    def window(self, settings: ModelSettings) -> int:
        """The context window in tokens: as set, as in the table, or 8192."""
        if settings.context_window:
            return settings.context_window
        price = self.of(settings.model or "")
        return price.context if price and price.context else _DEFAULT_WINDOW


def load_prices(own: Mapping[str, Price], addresses: Mapping[str, str] | None = None) -> Prices:
    """The shipped table with `own` before it.

    Args:
        own: `[models.prices]` of the settings.
        addresses: base URL of each server, to tell those on this machine.
    """
    text = files("litassay.models").joinpath("prices.toml").read_text(encoding="utf-8")
    shipped = {name: Price.model_validate(row) for name, row in tomllib.loads(text).items()}
    free = {name for name, url in (addresses or {}).items() if url.startswith(_LOCAL)}
    return Prices({**shipped, **own}, frozenset(free))
