"""Makes the sources of a run from its settings and the HTTP client handed in."""

from collections.abc import Callable, Sequence
from pathlib import Path

import httpx2

import litassay
from litassay.config.sources import SOURCE_NAMES, SourceSettings
from litassay.errors import SettingsError
from litassay.ports import Reader, Source
from litassay.sources.arxiv import Arxiv
from litassay.sources.clock import SYSTEM_CLOCK, Clock
from litassay.sources.crossref import Crossref
from litassay.sources.europepmc import EuropePmc
from litassay.sources.fetcher import Fetcher, host_of
from litassay.sources.fulltext.reader import OpenReader, Reading
from litassay.sources.fulltext.reading_process import read_document_apart
from litassay.sources.http_cache import MEGABYTE, HttpCache
from litassay.sources.openalex import OpenAlex
from litassay.sources.polite_transport import HostLimits, Patience, PoliteTransport
from litassay.sources.public_transport import PublicTransport
from litassay.sources.quota_ledger import QuotaLedger
from litassay.sources.semanticscholar import SemanticScholar
from litassay.sources.snowball import Snowball

HOUR_S = 3600.0
OPENALEX_DAILY = (100, 1000)
"""Searches a day without and with a key, counted until OpenAlex itself says what is left."""


def build_transport(
    settings: SourceSettings,
    home: Path,
    transport: httpx2.AsyncBaseTransport | None = None,
    clock: Clock = SYSTEM_CLOCK,
    private: Callable[[bytes], bool] = lambda _: False,
) -> PoliteTransport:
    """The transport that every request to a service goes through; recording goes around it.

    Args:
        settings: Section `[sources]`.
        home: Folder of the user's litassay; the ledger and the cache live under it.
        transport: What goes to the network; made when None.
        clock: Tells the time and waits.
        private: True for a body that must not be kept, as it gives a key back.
    """
    inner = transport or httpx2.AsyncHTTPTransport(retries=0)
    trusted = {host_of(service.base_url) for service in settings.services().values()}
    return PoliteTransport(
        PublicTransport(inner, trusted),
        build_ledger(home),
        HttpCache(
            home / "cache" / "http",
            settings.cache_hours * HOUR_S,
            settings.cache_megabytes * MEGABYTE,
            private,
        ),
        host_limits(settings),
        Patience(
            timeout_s=settings.timeout_s,
            attempts=settings.attempts,
            retry_ceiling_s=settings.retry_ceiling_s,
            queue_ceiling_s=settings.queue_ceiling_s,
            most_bytes=int(settings.documents.megabytes * MEGABYTE),
        ),
        clock,
    )


def build_ledger(home: Path) -> QuotaLedger:
    """The quota ledger of one user."""
    return QuotaLedger(home / "quota")


def host_limits(settings: SourceSettings) -> dict[str, HostLimits]:
    """How often each configured host may be asked; the strictest where two services share one."""
    limits: dict[str, HostLimits] = {}
    for name, service in settings.services().items():
        daily = service.daily
        if name == "openalex" and daily is None:
            daily = OPENALEX_DAILY[settings.openalex_api_key is not None]
        mine = HostLimits(service.interval_s, service.concurrency, daily)
        other = limits.get(host_of(service.base_url), mine)
        limits[host_of(service.base_url)] = HostLimits(
            max(mine.interval_s, other.interval_s),
            min(mine.concurrency, other.concurrency),
            min((d for d in (mine.daily, other.daily) if d), default=None),
        )
    return limits


def build_client(
    transport: httpx2.AsyncBaseTransport, settings: SourceSettings
) -> httpx2.AsyncClient:
    """A client over the (recorded) transport; redirects are followed above it, step by step."""
    return httpx2.AsyncClient(
        transport=transport,
        timeout=httpx2.Timeout(settings.timeout_s, connect=settings.timeout_s / 3),
        follow_redirects=False,
        trust_env=False,
    )


def build_fetcher(client: httpx2.AsyncClient, settings: SourceSettings) -> Fetcher:
    """The fetcher that says who asks."""
    contact = f"; mailto:{settings.crossref_mailto}" if settings.crossref_mailto else ""
    return Fetcher(client, f"litassay/{litassay.__version__} (literature review{contact})")


def build_sources(
    names: Sequence[str], settings: SourceSettings, client: httpx2.AsyncClient
) -> tuple[Source, ...]:
    """The named databases, in the order given, each once.

    Raises:
        SettingsError: a name is not known.
    """
    fetcher = build_fetcher(client, settings)
    makers: dict[str, Callable[[], Source]] = {
        "arxiv": lambda: Arxiv(fetcher, settings.arxiv),
        "openalex": lambda: OpenAlex(fetcher, settings.openalex, settings.openalex_api_key),
        "semanticscholar": lambda: SemanticScholar(
            fetcher, settings.semanticscholar, settings.s2_api_key
        ),
        "crossref": lambda: Crossref(fetcher, settings.crossref),
        "europepmc": lambda: EuropePmc(fetcher, settings.europepmc),
    }
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise SettingsError(
            f"there is no source {unknown[0]!r}", f"known: {', '.join(SOURCE_NAMES)}"
        )
    return tuple(makers[name]() for name in dict.fromkeys(names))


def build_reader(
    settings: SourceSettings, client: httpx2.AsyncClient, read: Reading = read_document_apart
) -> Reader:
    """The reader of open full texts; `read` makes a document of a file."""
    return OpenReader(build_fetcher(client, settings), settings, read)


def build_snowball(
    names: Sequence[str], settings: SourceSettings, client: httpx2.AsyncClient
) -> Snowball:
    """References and citations through those of the named databases that know them."""
    fetcher = build_fetcher(client, settings)
    return Snowball(
        OpenAlex(fetcher, settings.openalex, settings.openalex_api_key)
        if "openalex" in names
        else None,
        SemanticScholar(fetcher, settings.semanticscholar, settings.s2_api_key)
        if "semanticscholar" in names
        else None,
    )
