"""A database against a double of its service, on a clock that moves only when somebody waits."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

from litassay.config.sources import ServiceSettings, SourceSettings
from litassay.loopback import Asked, LoopbackServer, Reply
from litassay.ports import Source
from litassay.sources.build import build_client, build_sources, build_transport
from litassay.sources.clock import Clock


class StoppedTime:
    """Seconds since the epoch that pass only while somebody waits; `waits` lists how long."""

    def __init__(self, moment: float = 1_800_000_000.0) -> None:
        self.moment = moment
        self.waits: list[float] = []

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += seconds

    @property
    def clock(self) -> Clock:
        """The clock to hand in."""
        return Clock(lambda: self.moment, self._sleep)


class Served(NamedTuple):
    """A database, the double that it asks, and its clock."""

    source: Source
    server: LoopbackServer
    time: StoppedTime


def settings_for(url: str, **changes: Any) -> SourceSettings:
    """Settings with every service at one address and nobody kept waiting."""
    services = {
        name: ServiceSettings(base_url=url, concurrency=4) for name in SourceSettings().services()
    }
    return SourceSettings(**(services | {"timeout_s": 1.0} | changes))


@asynccontextmanager
async def serving(
    name: str, home: Path, answer: Callable[[Asked], Reply], **changes: Any
) -> AsyncIterator[Served]:
    """The named database over a loopback server that answers as told."""
    time = StoppedTime()
    async with LoopbackServer(answer) as server:
        settings = settings_for(server.url, **changes)
        plain = httpx2.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        transport = build_transport(settings, home, plain, time.clock)
        async with build_client(transport, settings) as client:
            (source,) = build_sources([name], settings, client)
            yield Served(source, server, time)
