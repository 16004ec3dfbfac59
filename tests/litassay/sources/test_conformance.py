"""What every adapter promises, whatever its service does."""

import asyncio
import gzip
import json
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from pydantic import SecretStr

from litassay.config.sources import SOURCE_NAMES, ServiceSettings
from litassay.errors import SettingsError
from litassay.sources.build import build_client, build_sources, build_transport
from litassay.sources.doubles import StoppedTime, serving, settings_for
from litassay.sources.invented import service, works
from litassay.sources.loopback import LoopbackServer, Reply
from litassay.types import Query

NAMES = SOURCE_NAMES
QUERY = Query(
    text="Does careful reading help?",
    concepts=(("careful reading", "close reading"), ("help",)),
    year_from=2016,
    year_to=2022,
)
XML = (("content-type", "application/atom+xml"),)


def kind_of(name: str):
    return XML if name == "arxiv" else (("content-type", "application/json"),)


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


def in_gzip(body: bytes) -> Reply:
    return Reply(headers=(("content-encoding", "gzip"),), body=body)


FAULTS = {
    "not found": (Reply(404, body=b"Resource not found."), "malformed"),
    "bad request": (Reply(400, body=b'{"error":"no such filter"}'), "malformed"),
    "forbidden": (Reply(403, body=b'{"message":"Forbidden"}'), "auth"),
    "unauthorised": (Reply(401), "auth"),
    "server error": (Reply(500, body=b'{"status":"error"}'), "unreachable"),
    "gateway time-out": (
        Reply(504, (("content-type", "text/html"),), b"<html>504</html>"),
        "timeout",
    ),
    "late": (Reply(delay_s=5), "timeout"),
    "dripping": (Reply(body=b"{" * 200, drip_s=0.05), "timeout"),
    "a page of HTML": (
        Reply(headers=(("content-type", "text/html"),), body=b"<html>Log in</html>"),
        "malformed",
    ),
    "gzip garbage": (in_gzip(b"\x1f\x8bnot gzip at all"), "malformed"),
    "gzip cut short": (in_gzip(gzip.compress(b"x" * 9000)[:40]), "malformed"),
    "half a value": (Reply(body=b'{"resultList": {"result": [{'), "malformed"),
    "another value": (Reply(body=b"[1, 2]"), "malformed"),
    "nothing": (Reply(), "malformed"),
    "an error inside a 200": (Reply(body=b'{"error": "try later"}'), "malformed"),
    "deep nesting": (Reply(body=b"[" * 200_000), "malformed"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", NAMES)
async def test_a_failure_is_a_status(name, fault, tmp_path):
    reply, status = FAULTS[fault]
    if dict(reply.headers) == {"content-type": "application/json"}:
        reply = reply._replace(headers=kind_of(name))
    async with serving(name, tmp_path, lambda _: reply, timeout_s=0.5) as setting:
        result = await setting.source.search(QUERY, 5)
    assert (result.outcome.status, result.papers) == (status, ())
    assert result.outcome.failed
    assert result.outcome.detail


@pytest.mark.parametrize("name", NAMES)
async def test_an_answer_cut_off_is_no_answer(name, tmp_path):
    def answer(asked):
        return service(name, works(9))(asked)._replace(cut_at=300)

    async with serving(name, tmp_path, answer) as setting:
        result = await setting.source.search(QUERY, 5)
    assert (result.outcome.status, result.papers) == ("malformed", ())


@pytest.mark.parametrize("name", NAMES)
async def test_a_circle_of_redirects_ends(name, tmp_path):
    async with serving(
        name, tmp_path, lambda a: Reply(302, (("location", f"{a.path}/again"),))
    ) as setting:
        outcome = (await setting.source.search(QUERY, 5)).outcome
        assert len(setting.server.asked) == 6
    assert outcome.status == "malformed"


@pytest.mark.parametrize("target", ["http://10.1.2.3/x", "http://[::1]:9/x", "file:///etc/hosts"])
@pytest.mark.parametrize("name", NAMES)
async def test_a_redirect_to_a_private_place_is_not_followed(name, target, tmp_path):
    async with serving(name, tmp_path, lambda _: Reply(302, (("location", target),))) as setting:
        outcome = (await setting.source.search(QUERY, 5)).outcome
        assert len(setting.server.asked) == 1
    assert outcome.status in ("unreachable", "malformed")


@pytest.mark.parametrize("name", NAMES)
async def test_nobody_there(name, tmp_path):
    settings = settings_for("http://127.0.0.1:9")
    transport = build_transport(settings, tmp_path, clock=StoppedTime().clock)
    async with build_client(transport, settings) as client:
        (source,) = build_sources([name], settings, client)
        outcome = (await source.search(QUERY, 5)).outcome
    assert (outcome.status, outcome.until) == ("unreachable", None)


def limited(name: str, times: int, headers):
    """A service that says 429 so many times, then answers."""
    left = [times]

    def answer(asked):
        left[0] -= 1
        if left[0] >= 0:
            return Reply(429, (("content-type", "text/plain"), *headers), b"Rate exceeded.")
        return service(name, works(3))(asked)

    return answer


@pytest.mark.parametrize("name", NAMES)
async def test_a_short_wait_is_waited(name, tmp_path):
    answer = limited(name, 1, (("retry-after", "7"),))
    async with serving(name, tmp_path, answer) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert outcome.status == "ok"
        assert sum(setting.time.waits) == pytest.approx(7.1)


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("name", NAMES)
async def test_a_long_wait_is_reported_and_kept_by_the_next_process(name, as_date, tmp_path):
    fake = StoppedTime()
    until = fake.moment + 54_000
    date = format_datetime(datetime.fromtimestamp(until, UTC), usegmt=True)
    now = format_datetime(datetime.fromtimestamp(fake.moment, UTC), usegmt=True)
    wait = ("retry-after", date if as_date else "54000")
    answer = limited(name, 99, (wait, ("date", now)))
    async with serving(name, tmp_path, answer) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert setting.time.waits == []
    said = datetime.fromtimestamp(until, UTC).isoformat().replace("+00:00", "Z")
    assert (outcome.status, outcome.until) == ("rate_limited", said)

    transport = build_transport(settings_for(setting.server.url), tmp_path, clock=fake.clock)
    async with build_client(transport, settings_for(setting.server.url)) as client:
        (again,) = build_sources([name], settings_for(setting.server.url), client)
        outcome = (await again.search(QUERY, 3)).outcome
    assert (outcome.status, outcome.until) == ("rate_limited", said)


@pytest.mark.parametrize("name", NAMES)
async def test_no_word_of_how_long_ends_soon(name, tmp_path):
    async with serving(name, tmp_path, limited(name, 99, ())) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert len(setting.server.asked) == 3
        assert sum(setting.time.waits) <= 20
    assert outcome.status == "rate_limited"
    assert outcome.until


@pytest.mark.parametrize("name", NAMES)
async def test_what_was_had_before_a_failure_is_kept_and_the_failure_shown(name, tmp_path):
    calls = []

    def answer(asked):
        calls.append(asked)
        return Reply(403) if len(calls) > 1 else service(name, works(250))(asked)

    async with serving(name, tmp_path, answer) as setting:
        result = await setting.source.search(QUERY, 150)
    assert result.outcome.status == "auth"
    assert len(result.papers) == len(result.outcome.hits) == 100


@pytest.mark.parametrize("name", NAMES)
async def test_an_empty_page_with_a_total_is_an_error(name, tmp_path):
    def answer(asked):
        reply = service(name, works(5))(asked)
        if name == "arxiv":
            head, _, _ = reply.body.partition(b"<entry>")
            return reply._replace(body=head + b"</feed>")
        emptied = json.loads(reply.body, object_hook=_emptied)
        return reply._replace(body=json.dumps(emptied).encode())

    async with serving(name, tmp_path, answer) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert len(setting.server.asked) == 2
    assert outcome.status == "malformed"
    assert "5" in outcome.detail


def _emptied(value: dict) -> dict:
    lists = ("data", "items", "result", "results")
    return {k: [] if k in lists and isinstance(v, list) else v for k, v in value.items()}


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


@pytest.mark.parametrize("name", NAMES)
async def test_one_source_failing_does_not_stop_another(name, tmp_path):
    other = next(n for n in NAMES if n != name)
    async with (
        serving(name, tmp_path / "a", lambda _: Reply(500)) as bad,
        serving(other, tmp_path / "b", service(other, works(2))) as good,
    ):
        results = await asyncio.gather(bad.source.search(QUERY, 2), good.source.search(QUERY, 2))
    assert [r.outcome.failed for r in results] == [True, False]


def test_an_unknown_source_is_named(tmp_path):
    with pytest.raises(SettingsError, match="pubmed"):
        build_sources(["pubmed"], settings_for("http://127.0.0.1:9"), None)
