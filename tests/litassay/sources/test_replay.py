"""A recorded round of searches again: no network, no waiting, no ledger, the same results."""

import pytest

from litassay.config.sources import SOURCE_NAMES, ServiceSettings
from litassay.errors import ReplayDiverged
from litassay.loopback import LoopbackServer, Reply
from litassay.sources.build import build_client, build_reader, build_sources, build_transport
from litassay.sources.doubles import StoppedTime, settings_for
from litassay.sources.invented import service, works
from litassay.types import Paper, Query, WorkIds
from store.exchanges import Exchanges
from store.journal import Journal
from store.recorded_transport import RecordedTransport

QUERY = Query(text="q", concepts=(("reading",),))
FAILING = {"crossref": Reply(500), "semanticscholar": Reply(429, (("retry-after", "7200"),))}


def answer(asked):
    names = {"/api/query": "arxiv", "/paper/search": "semanticscholar", "/search": "europepmc"}
    name = names.get(asked.path) or ("crossref" if "rows" in asked.params else "openalex")
    return FAILING.get(name) or service(name, works(120))(asked)


async def search_all(transport, settings):
    async with build_client(transport, settings) as client:
        sources = build_sources(SOURCE_NAMES, settings, client)
        results = [await source.search(QUERY, 110) for source in sources]
        paper = Paper(id="x", title="t", ids=WorkIds(pmcid="PMC1"))
        return results, await build_reader(settings, client).read(paper)


async def test_a_round_is_replayed_without_network_or_waiting(tmp_path):
    time = StoppedTime()
    journal = tmp_path / "journal.jsonl"
    async with LoopbackServer(answer) as server, LoopbackServer(answer) as other:
        settings = settings_for(
            server.url,
            openalex_api_key="k-openalex-0001",
            semanticscholar=ServiceSettings(base_url=other.url),
        )
        live = build_transport(settings, tmp_path / "home", clock=time.clock)
        exchanges = Exchanges(Journal(journal))
        recorded = await search_all(RecordedTransport(live, exchanges), settings)
    statuses = [r.outcome.status for r in recorded[0]]
    assert statuses == ["ok", "ok", "rate_limited", "unreachable", "ok"]
    assert recorded[0][2].outcome.until
    assert time.waits
    assert b"k-openalex" not in journal.read_bytes()

    keyless = settings.model_copy(update={"openalex_api_key": None})
    replay = RecordedTransport(None, Exchanges(Journal(journal), live=False))
    assert await search_all(replay, keyless) == recorded


async def test_a_replay_asks_nothing_new(tmp_path):
    settings = settings_for("http://127.0.0.1:9")
    replay = RecordedTransport(None, Exchanges(Journal(tmp_path / "j"), live=False))
    with pytest.raises(ReplayDiverged):
        await search_all(replay, settings)
