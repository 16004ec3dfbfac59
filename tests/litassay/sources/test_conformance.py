"""What every adapter promises of its records and its questions, and whom it tells who asks."""

import json

import pytest
from pydantic import SecretStr

from litassay.config.sources import SOURCE_NAMES, ServiceSettings
from litassay.errors import SettingsError
from litassay.loopback import LoopbackServer, Reply
from litassay.sources.build import build_sources
from litassay.sources.doubles import serving, settings_for
from litassay.sources.invented import service, works
from litassay.types import Query

NAMES = SOURCE_NAMES
QUERY = Query(
    text="Does careful reading help?",
    concepts=(("careful reading", "close reading"), ("help",)),
    year_from=2016,
    year_to=2022,
)


@pytest.mark.parametrize("name", NAMES)
async def test_records_are_complete_ranked_and_counted(name, tmp_path):
    async with serving(name, tmp_path, service(name, works(30))) as setting:
        result = await setting.source.search(QUERY, 20)
    outcome = result.outcome
    assert (outcome.source, outcome.status, outcome.total) == (name, "ok", 30)
    assert outcome.query == QUERY
    assert outcome.query_sent
    assert [h.rank for h in outcome.hits] == list(range(1, 21))
    assert [h.paper_id for h in outcome.hits] == [p.id for p in result.papers]
    for paper, work in zip(result.papers, works(20), strict=True):
        assert (paper.title, paper.year, paper.abstract) == (work.title, work.year, work.abstract)
        assert [a.split()[-1] for a in paper.authors] == [f for _, f in work.authors]
        assert paper.found_in == (name,)
        assert paper.ids.arxiv if name == "arxiv" else paper.ids.doi == work.doi


@pytest.mark.parametrize("name", NAMES)
async def test_pages_are_read_until_enough_or_done(name, tmp_path):
    async with serving(name, tmp_path, service(name, works(230))) as setting:
        result = await setting.source.search(QUERY, 250)
        assert len(result.papers) == 230
        assert len(setting.server.asked) == 3


@pytest.mark.parametrize("name", NAMES)
async def test_years_are_asked_for(name, tmp_path):
    async with serving(name, tmp_path, service(name, works(3))) as setting:
        await setting.source.search(QUERY, 5)
        await setting.source.search(QUERY.model_copy(update={"year_to": None}), 5)
        both, since = (" ".join(a.params.values()) for a in setting.server.asked)
    assert "2016" in both
    assert "2022" in both
    assert "2016" in since
    assert "2022" not in since


@pytest.mark.parametrize("name", NAMES)
async def test_no_records_is_an_answer(name, tmp_path):
    async with serving(name, tmp_path, service(name, ())) as setting:
        outcome = (await setting.source.search(QUERY, 5)).outcome
    assert (outcome.status, outcome.total, outcome.failed) == ("empty", 0, False)


@pytest.mark.parametrize("name", NAMES)
async def test_a_query_without_words_is_not_asked(name, tmp_path):
    async with serving(name, tmp_path, service(name, works(3))) as setting:
        outcome = (await setting.source.search(Query(text='"" () :'), 5)).outcome
        assert setting.server.asked == []
    assert outcome.failed


@pytest.mark.parametrize("name", NAMES)
async def test_it_says_who_asks_and_keeps_keys_to_the_service(name, tmp_path):
    async with LoopbackServer(service(name, works(2))) as other:
        async with serving(
            name,
            tmp_path,
            lambda a: Reply(302, (("location", f"{other.url}{a.path}"),)),
            openalex_api_key=SecretStr("k-openalex-1"),
            s2_api_key=SecretStr("k-s2-0000001"),
            crossref_mailto="me@example.org",
            unpaywall=ServiceSettings(base_url=other.url),
        ) as setting:
            result = await setting.source.search(QUERY, 2)
            (asked,) = setting.server.asked
        (elsewhere,) = other.asked
    assert asked.headers["user-agent"].startswith("litassay/")
    assert "me@example.org" in asked.headers["user-agent"]
    assert asked.params.get("api_key") == ("k-openalex-1" if name == "openalex" else None)
    assert asked.headers.get("x-api-key") == ("k-s2-0000001" if name == "semanticscholar" else None)
    assert "k-" not in json.dumps((elsewhere.params, elsewhere.headers))
    assert "k-" not in result.model_dump_json()
    written = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()]
    assert not any(b"k-openalex" in w or b"k-s2" in w or b"example.org" in w for w in written)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("name", ["openalex", "semanticscholar"])
async def test_a_key_that_a_service_repeats_is_not_shown(name, status, tmp_path):
    key = SecretStr("k-0123456789")
    said = b'{"message": "the key k-0123456789 is not valid"}'
    async with serving(
        name, tmp_path, lambda _: Reply(status, body=said), openalex_api_key=key, s2_api_key=key
    ) as setting:
        outcome = (await setting.source.search(QUERY, 2)).outcome
    assert "the key [secret] is not valid" in outcome.detail


def test_an_unknown_source_is_named(tmp_path):
    with pytest.raises(SettingsError, match="pubmed"):
        build_sources(["pubmed"], settings_for("http://127.0.0.1:9"), None)
