"""What every adapter says when its service fails, in every way that services do."""

import asyncio
import gzip
import json

import pytest

from litassay.config.sources import SOURCE_NAMES
from litassay.loopback import Reply
from litassay.sources.build import build_client, build_sources, build_transport
from litassay.sources.doubles import StoppedTime, serving, settings_for
from litassay.sources.invented import service, works
from litassay.types import Query

NAMES = SOURCE_NAMES
QUERY = Query(text="Does careful reading help?", concepts=(("careful reading",), ("help",)))
XML = (("content-type", "application/atom+xml"),)


def kind_of(name: str):
    return XML if name == "arxiv" else (("content-type", "application/json"),)


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
async def test_one_source_failing_does_not_stop_another(name, tmp_path):
    other = next(n for n in NAMES if n != name)
    async with (
        serving(name, tmp_path / "a", lambda _: Reply(500)) as bad,
        serving(other, tmp_path / "b", service(other, works(2))) as good,
    ):
        results = await asyncio.gather(bad.source.search(QUERY, 2), good.source.search(QUERY, 2))
    assert [r.outcome.failed for r in results] == [True, False]
