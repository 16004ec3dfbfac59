"""What models cost: the shipped table, with the user's prices before it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from litassay.config.models import ModelSettings, Price

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_DEFAULT_WINDOW = 8192


@dataclass(frozen=True)
class Prices:
    """Prices by model name; a name with a date at its end is also found without it."""

    table: Mapping[str, Price]

    def of(self, model: str, server: str = "default") -> Price | None:
        """The price of a model; None when it is not known, which is not the same as free.

        It depends on the settings alone, not on where a server stands: a replay must come to the
        same sum. A script costs nothing.
        """
        if server == "scripted":
            return Price(prompt=0.0, completion=0.0)
        return self.table.get(model) or self.table.get(_DATED.sub("", model))

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


def load_prices(own: Mapping[str, Price]) -> Prices:
    """The shipped table with `own`, which is `[models.prices]` of the settings, before it."""
    text = files("litassay.models").joinpath("prices.toml").read_text(encoding="utf-8")
    shipped = {name: Price.model_validate(row) for name, row in tomllib.loads(text).items()}
    return Prices({**shipped, **own})
