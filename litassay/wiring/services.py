"""Everything a graph works with, built for one run folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agents.deduplicator import merge_works
from graphs.services import Services
from litassay.config.settings import Settings
from litassay.errors import UserError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.ports import Progress, Source
from litassay.types import Paper
from litassay.wiring.crew import build_crew
from store.exchanges import Exchanges
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


def build_services(
    settings: Settings, world: World, folder: RunFolder, exchanges: Exchanges, progress: Progress
) -> Services:
    """Build the services of a run whose every exchange goes through its journal."""
    sources: list[Source] = [
        RecordedSource(f"library:{name}", world.libraries.get(name), exchanges)
        for name in settings.library
    ]
    return Services(
        crew=build_crew(settings, WordLlamaEmbedder()),
        sources=tuple(sources),
        reader=_AsStored(),
        shelf=folder.shelf(),
        progress=progress,
        limits=settings.limits,
        merge=merge_works,
        inspect=lambda paper: paper,
    )


@dataclass(frozen=True)
class _AsStored:
    """Reads nothing beyond what the library holds."""

    async def read(self, paper: Paper) -> Paper:
        return paper
