"""What models cost: the shipped table, with the user's prices before it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from litassay.config.models import ModelSettings, Price
from litassay.models.windows import DEFAULT_WINDOW, family_window

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")


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

    def usd(
        self, model: str, server: str, prompt: int, completion: int, cached: int = 0
    ) -> float | None:
        """Dollars for one call of so many tokens; None when the price is not known.

        Args:
            model: Its name.
            server: Name of its server.
            prompt: Tokens sent.
            completion: Tokens answered, reasoning included.
            cached: Of the tokens sent, those that came from the server's cache; they cost as much
                as others where their price is not known.
        """
        price = self.of(model, server)
        if price is None:
            return None
        known = min(cached, prompt) if price.cached is not None else 0
        sent = (prompt - known) * price.prompt + known * (price.cached or 0.0)
        return (sent + completion * price.completion) / 1_000_000

    def window(self, settings: ModelSettings) -> int:
        """The context window in tokens: as set, as in the tables, or the default."""
        return settings.context_window or self.known_window(settings.model or "") or DEFAULT_WINDOW

    def known_window(self, model: str) -> int | None:
        """The window of a model as the tables know it; None where they do not."""
        price = self.of(model)
        return price.context if price and price.context else family_window(model)


def load_prices(own: Mapping[str, Price]) -> Prices:
    """The shipped table with `own`, which is `[models.prices]` of the settings, before it."""
    text = files("litassay.models").joinpath("prices.toml").read_text(encoding="utf-8")
    shipped = {name: Price.model_validate(row) for name, row in tomllib.loads(text).items()}
    return Prices({**shipped, **own})
