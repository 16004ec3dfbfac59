"""The bibliographic databases of one run, behind its journal."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

from litassay.config.settings import Settings
from litassay.config.sources import SOURCE_NAMES
from litassay.ports import Citations, Reader, Source
from store.exchanges import Exchanges
from store.secrets import Secrets


class Web(NamedTuple):
    """What a run asks over HTTP."""

    sources: tuple[Source, ...]
    reader: Reader
    citations: Citations


async def open_web(
    settings: Settings, home: Path, exchanges: Exchanges, closing: AsyncExitStack, *, live: bool
) -> Web:
    """The named databases and the reader of full texts, over one recorded client.

    Raises:
        SettingsError: there is no such source.
    """
    from litassay.sources.build import (
        build_client,
        build_reader,
        build_snowball,
        build_sources,
        build_transport,
    )
    from litassay.wiring.reading import recorded_reading
    from store.recorded_transport import RecordedTransport

    chosen = settings.sources
    secrets = Secrets(chosen.secrets())
    inner = build_transport(chosen, home, private=secrets.found_in) if live else None
    transport = RecordedTransport(inner, exchanges, secrets)
    client = await closing.enter_async_context(build_client(transport, chosen))
    return Web(
        sources=build_sources(settings.source, chosen, client),
        reader=build_reader(chosen, client, recorded_reading(exchanges)),
        citations=build_snowball(settings.source or SOURCE_NAMES, chosen, client),
    )
