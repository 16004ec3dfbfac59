"""Measures one round over all databases against doubles of them that take their time to answer."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

from litassay.config.sources import SOURCE_NAMES, SourceSettings
from litassay.errors import ServiceError
from litassay.loopback import Asked, LoopbackServer, Reply
from litassay.sources.build import build_client, build_sources, build_transport
from litassay.sources.invented import Invented, service, works
from litassay.types import Query, SearchResult

QUERY = Query(text="reading long documents", concepts=(("reading",), ("long documents",)))


class RoundScore(NamedTuple):
    """Seconds of a round, and of each database alone."""

    latency_s: float
    limit: int
    alone: tuple[tuple[str, float], ...]
    together: float
    requests: tuple[tuple[str, int], ...]
    """Requests that each double saw in the round."""

    @property
    def ratio(self) -> float:
        """The round over the slowest database alone; 1.0 adds nothing."""
        return self.together / max(seconds for _, seconds in self.alone)


async def measure_round(latency_s: float, limit: int, home: Path) -> RoundScore:
    """Search each database alone, then all at once, with the intervals of the default settings.

    Args:
        latency_s: Seconds that each double waits before it answers.
        limit: Records asked of each.
        home: An empty folder for ledgers and caches.

    Raises:
        ServiceError: a double was not understood; the measure would be of failures.
    """
    found = works(limit * 2)
    async with AsyncExitStack() as stack:
        servers = {
            name: await stack.enter_async_context(LoopbackServer(_slow(name, found, latency_s)))
            for name in SOURCE_NAMES
        }
        settings = _settings({name: server.url for name, server in servers.items()})
        alone = [
            (name, await _timed([name], settings, limit, home / name)) for name in SOURCE_NAMES
        ]
        before = {name: len(server.asked) for name, server in servers.items()}
        together = await _timed(SOURCE_NAMES, settings, limit, home / "all")
        asked = [(name, len(server.asked) - before[name]) for name, server in servers.items()]
    return RoundScore(latency_s, limit, tuple(alone), together, tuple(asked))


def _slow(name: str, found: tuple[Invented, ...], latency_s: float) -> Callable[[Asked], Reply]:
    answer = service(name, found)
    return lambda asked: answer(asked)._replace(delay_s=latency_s)


def _settings(urls: dict[str, str]) -> SourceSettings:
    """The default intervals and limits, at other addresses."""
    usual = SourceSettings()
    services = {
        name: getattr(usual, name).model_copy(update={"base_url": url})
        for name, url in urls.items()
    }
    return usual.model_copy(update=services)


async def _timed(names: Sequence[str], settings: SourceSettings, limit: int, home: Path) -> float:
    transport = build_transport(settings, home)
    async with build_client(transport, settings) as client:
        sources = build_sources(names, settings, client)
        started = time.perf_counter()
        results = await asyncio.gather(*(source.search(QUERY, limit) for source in sources))
        seconds = time.perf_counter() - started
    _check(results, limit)
    return seconds


def _check(results: Sequence[SearchResult], limit: int) -> None:
    for result in results:
        if result.outcome.status != "ok" or len(result.papers) != limit:
            raise ServiceError(f"the double of {result.outcome.source} was not understood")
