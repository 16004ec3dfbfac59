"""How long the context windows of a run's models are: their servers are asked when it begins."""

import asyncio
import os
from collections.abc import Callable
from typing import Any

from litassay.config.models import ModelSettings
from litassay.config.settings import Settings
from litassay.errors import ModelError
from litassay.models.openai_client import OpenAIModel
from litassay.models.prices import load_prices
from litassay.models.stack import SCRIPTED, clients, used_models
from litassay.models.windows import DEFAULT_WINDOW, loaded_window, served_window
from litassay.ports import Progress
from litassay.wiring.crew import models_of


def with_windows(settings: Settings, progress: Progress) -> Settings:
    """The settings with the windows that servers tell; of an unknown model one warning is given.

    A window that is set is not asked for. What a server says goes before what is known of a family
    of models, because an open model may have been started with less. A replay and a resumed run
    take what stands in the manifest.

    Raises:
        SettingsError: a key is missing.
    """
    models = models_of(settings)
    open_ = [m for m in used_models(models) if not m.context_window]
    if not open_:
        return settings
    prices = load_prices(models.prices)
    told = asyncio.run(_told(clients(models, open_, os.environ), open_))
    for name in dict.fromkeys(m.model or "" for m in open_):
        scripted = name.startswith(SCRIPTED)
        if not scripted and name not in told and not prices.known_window(name):
            progress.note(
                f"the context window of {name!r} is not known: {DEFAULT_WINDOW:,} tokens are taken "
                "for it; set models.context_window if it is another"
            )
    kept = settings.models.model_copy(update={"windows": {**settings.models.windows, **told}})
    return settings.model_copy(update={"models": kept})


async def _told(servers: dict[str, OpenAIModel], models: list[ModelSettings]) -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        for chosen in models:
            server, name = servers.get(chosen.server), chosen.model or ""
            if server and name not in found and (window := await _window(server, name)):
                found[name] = window
    finally:
        for server in servers.values():
            await server.close()
    return found


async def _window(server: OpenAIModel, model: str) -> int | None:
    """From the server's list of models, else from the properties of a llama.cpp server."""
    ways: tuple[tuple[str, Callable[[Any], int | None]], ...] = (
        ("models", lambda said: served_window(said, model)),
        ("/props", loaded_window),
    )
    for path, read in ways:
        try:
            window = read(await server.get(path))
        except ModelError:
            continue
        if window:
            return window
    return None
