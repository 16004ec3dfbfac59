"""Everything a graph works with, built for one run folder."""

import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from agents.crew import Crew
from graphs.services import Services
from litassay.config.settings import Settings
from litassay.models.books import Books
from litassay.models.embedding import WordLlamaEmbedder
from litassay.models.sentence_model import NAME, MiniLmEmbedder
from litassay.models.stack import ModelStack
from litassay.ports import ChatModel, Ledger, Progress, Source
from litassay.types import Collection, Paper, Spend
from litassay.wiring.crew import build_crew, models_of, uses_models
from litassay.wiring.prompts import kept_prompts, set_name
from litassay.wiring.web import Web, open_web
from store.exchanges import Exchanges
from store.journal import Entry
from store.recorded_model import RecordedModel, refusals, replies
from store.recorded_source import RecordedSource
from store.recorded_vectors import RecordedVectors
from store.runs import RunFolder


@dataclass(frozen=True)
class World:
    """What a run can reach outside of its folder; empty for a replay."""

    libraries: Mapping[str, Source] = field(default_factory=dict)
    """Opened local libraries by name."""
    collections: tuple[Collection, ...] = ()
    """What those libraries hold."""
    notes: tuple[str, ...] = ()
    """What a reader should know of them."""
    home: Path = Path()
    """Where ledgers and caches are kept; not used by a replay."""
    live: bool = False
    recast: Callable[[Crew], Crew] | None = None
    """How agents of a caller's own take roles of the crew; None for the crew of the settings."""


class Bench(NamedTuple):
    """What a run is made with: what its nodes use, and what its result is written from."""

    services: Services
    ledger: Ledger
    prompt_set: str
    """Name and hash of the prompt set; `none` where no language model is used."""


def open_world(settings: Settings, home: Path | None = None) -> World:
    """Open what the settings name, before anything is written.

    Raises:
        LibraryError: a library is unknown, damaged or half-written.
    """
    from store.library import LibrarySource, open_library
    from store.library.shelves import default_home

    embedder = WordLlamaEmbedder()
    folder = home or default_home()
    libraries = {name: open_library(name, folder, embedder) for name in settings.library}
    return World(
        libraries={name: LibrarySource(library) for name, library in libraries.items()},
        collections=tuple(library.collection() for library in libraries.values()),
        notes=tuple(library.note for library in libraries.values() if library.note),
        home=folder,
        live=True,
    )


@asynccontextmanager
async def services_for(
    settings: Settings, world: World, folder: RunFolder, exchanges: Exchanges, progress: Progress
) -> AsyncIterator[Bench]:
    """The bench of a run whose every exchange goes through its journal; closed at the end.

    Raises:
        SettingsError: a key is missing, or a role or source is given that does not exist.
        PromptError: a prompt is not valid.
    """
    async with AsyncExitStack() as closing:
        for note in world.notes:
            progress.note(note)
        shelf = folder.shelf()
        closing.callback(shelf.close)
        stack = _models(settings, world, exchanges, progress)
        if stack:
            closing.push_async_callback(stack.close)
        prompts = kept_prompts(folder) if stack else None
        needed = settings.source or settings.limits.snowball
        web = await _web(settings, world, exchanges, closing) if needed else None
        embedder = WordLlamaEmbedder()
        crew = build_crew(
            settings,
            embedder,
            _vectors(settings, world, exchanges),
            stack,
            prompts,
            folder.manifest.nonce,
        )
        services = Services(
            crew=world.recast(crew) if world.recast else crew,
            sources=(*_libraries(settings, world, exchanges), *(web.sources if web else ())),
            reader=web.reader if web else AsStored(),
            shelf=shelf,
            progress=progress,
            limits=settings.limits,
            citations=web.citations if web else None,
        )
        yield Bench(
            services,
            ledger=stack.ledger if stack else NothingSpent(),
            prompt_set=f"{set_name(prompts)} {prompts.hash}" if prompts else "none",
        )


async def _web(
    settings: Settings, world: World, exchanges: Exchanges, closing: AsyncExitStack
) -> Web:
    return await open_web(settings, world.home, exchanges, closing, live=world.live)


def _vectors(settings: Settings, world: World, exchanges: Exchanges) -> RecordedVectors | None:
    """The vectors for the most relevant papers; None when the setting wants none."""
    if settings.rerank == "none":
        return None
    return RecordedVectors(NAME, MiniLmEmbedder() if world.live else None, exchanges)


def _libraries(
    settings: Settings, world: World, exchanges: Exchanges
) -> tuple[RecordedSource, ...]:
    return tuple(
        RecordedSource(f"library:{name}", world.libraries.get(name), exchanges)
        for name in settings.library
    )


def _models(
    settings: Settings, world: World, exchanges: Exchanges, progress: Progress
) -> ModelStack | None:
    models = models_of(settings)
    if not uses_models(models):
        return None
    from litassay.models.stack import build_chat_model

    def journal(inner: ChatModel) -> ChatModel:
        return RecordedModel(inner if world.live else None, exchanges)

    stack = build_chat_model(models, os.environ, journal, live=world.live, tell=progress.note)
    _keep_books(stack.ledger, exchanges, live=world.live)
    exchanges.watch(lambda entry: _show(entry, stack.ledger, progress))
    return stack


def _keep_books(books: Books, exchanges: Exchanges, *, live: bool) -> None:
    """Every call of the journal is paid once, whoever asked it how often, before or after a kill.

    A resumed run begins with what was spent and which limits were met; a replay spends the same.
    """

    def settle(entries: Iterable[Entry]) -> None:
        for request, reply in replies(entries):
            books.settle(request, reply)

    settle(exchanges.remembered)
    exchanges.watch(lambda entry: settle([entry]))
    if live:
        for limit in refusals(exchanges.remembered):
            books.meet(limit)


def _show(entry: Entry, books: Books, progress: Progress) -> None:
    if entry.kind == "model":
        progress.stage("model", books.so_far())


@dataclass(frozen=True)
class AsStored:
    """Reads nothing beyond what the library holds."""

    async def read(self, paper: Paper) -> Paper:
        return paper


@dataclass(frozen=True)
class NothingSpent:
    """The ledger of a crew that costs nothing."""

    def spent(self) -> tuple[Spend, ...]:
        return ()

    def exhausted(self) -> str:
        return ""
