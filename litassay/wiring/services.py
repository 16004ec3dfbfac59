"""Everything a graph works with, built for one run folder."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from agents.deduplicator import merge_works
from graphs.services import Services
from litassay.config.settings import Settings
from litassay.errors import UserError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.models.stack import ModelStack
from litassay.ports import ChatModel, Progress, Source
from litassay.text.injection import flagged
from litassay.types import Paper, Spend
from litassay.wiring.crew import build_crew, models_of, uses_models
from litassay.wiring.prompts import kept_prompts, set_name
from store.exchanges import Exchanges
from store.recorded_model import RecordedModel
from store.recorded_source import RecordedSource
from store.runs import RunFolder


@dataclass(frozen=True)
class World:
    """What a run can reach outside of its folder; empty for a replay."""

    libraries: Mapping[str, Source] = field(default_factory=dict)
    """Opened local libraries by name."""
    live: bool = False


def open_world(settings: Settings, home: Path | None = None) -> World:
    """Open what the settings name, before anything is written.

    Raises:
        LibraryError: a library is unknown, damaged or half-written.
        UserError: there is nothing to search.
    """
    if not settings.library and not settings.source:
        raise UserError(
            "there is nothing to search",
            "name a library (--library sample) or databases (--source arxiv,openalex)",
        )
    from store.library import LibrarySource, open_library
    from store.library.shelves import default_home

    embedder = WordLlamaEmbedder()
    folder = home or default_home()
    return World(
        libraries={
            name: LibrarySource(open_library(name, folder, embedder)) for name in settings.library
        },
        live=True,
    )


@asynccontextmanager
async def services_for(
    settings: Settings, world: World, folder: RunFolder, exchanges: Exchanges, progress: Progress
) -> AsyncIterator[Services]:
    """The services of a run whose every exchange goes through its journal; closed at the end.

    Raises:
        SettingsError: a key is missing, or a role is given to something that does not exist.
        PromptError: a prompt is not valid.
    """
    stack = _models(settings, world, exchanges)
    prompts = kept_prompts(folder) if stack else None
    shelf = folder.shelf()
    try:
        yield Services(
            crew=build_crew(settings, WordLlamaEmbedder(), stack, prompts, folder.manifest.nonce),
            sources=tuple(
                RecordedSource(f"library:{name}", world.libraries.get(name), exchanges)
                for name in settings.library
            ),
            reader=_AsStored(),
            shelf=shelf,
            progress=progress,
            limits=settings.limits,
            merge=merge_works,
            inspect=flagged,
            ledger=stack.ledger if stack else _NothingSpent(),
            prompt_set=f"{set_name(prompts)} {prompts.hash}" if prompts else "none",
        )
    finally:
        shelf.close()
        if stack:
            await stack.close()


def _models(settings: Settings, world: World, exchanges: Exchanges) -> ModelStack | None:
    models = models_of(settings)
    if not uses_models(models):
        return None
    from litassay.models.stack import build_chat_model

    def journal(inner: ChatModel) -> ChatModel:
        return RecordedModel(inner if world.live else None, exchanges)

    return build_chat_model(models, os.environ, journal, live=world.live)


@dataclass(frozen=True)
class _AsStored:
    """Reads nothing beyond what the library holds."""

    async def read(self, paper: Paper) -> Paper:
        return paper


@dataclass(frozen=True)
class _NothingSpent:
    """The ledger of a crew that costs nothing."""

    def spent(self) -> tuple[Spend, ...]:
        return ()

    def exhausted(self) -> str:
        return ""
