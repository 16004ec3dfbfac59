"""HTTP through the journal: bodies, failures and redirects come back, secrets do not."""

import gzip

import httpx2
import pytest

from litassay.errors import ReplayDiverged
from store import recorded_transport
from store.exchanges import Exchanges
from store.journal import Journal
from store.recorded_transport import RecordedTransport
from store.secrets import Secrets

KEY = "planted-key-0123456789"


async def live(path, handler, *requests, secrets=()):
    known = Secrets(secrets)
    exchanges = Exchanges(Journal(path), secrets=known)
    transport = RecordedTransport(httpx2.MockTransport(handler), exchanges, known)
    return await _ask(transport, requests)


async def replayed(path, *requests):
    return await _ask(RecordedTransport(None, Exchanges(Journal(path), live=False)), requests)


async def _ask(transport, requests):
    async with httpx2.AsyncClient(transport=transport, follow_redirects=True) as client:
        return [await client.request(method, url, **more) for method, url, more in requests]


def seen(responses):
    return [(r.status_code, r.content, dict(r.headers)) for r in responses]


async def test_a_response_is_replayed_with_what_an_adapter_reads(tmp_path):
    def handler(request):
        headers = {"Retry-After": "7", "Content-Type": "text/html", "X-Rate-Limit-Limit": "50",
                   "Set-Cookie": "session=1"}  # fmt: skip
        return httpx2.Response(429, headers=headers, text="slow <b>down</b>")

    asked = ("GET", "https://a.org/w?q=1", {})
    recorded = await live(tmp_path / "j", handler, asked)
    assert seen(recorded) == seen(await replayed(tmp_path / "j", asked))
    headers = recorded[0].headers
    assert (headers["retry-after"], headers["x-rate-limit-limit"]) == ("7", "50")
    assert "date" in headers  # filled in, so that `until` can be computed the same in a replay
    assert "set-cookie" not in headers


async def test_a_retry_sees_the_second_answer(tmp_path):
    answers = iter([httpx2.Response(503), httpx2.Response(200, json={"ok": 1})])
    asked = ("GET", "https://a.org/w", {})
    first = await live(tmp_path / "j", lambda _: next(answers), asked, asked)
    assert [r.status_code for r in first] == [503, 200]
    assert seen(first) == seen(await replayed(tmp_path / "j", asked, asked))


async def test_bytes_and_compressed_bodies_are_replayed(tmp_path):
    def handler(request):
        if request.url.path == "/pdf":
            return httpx2.Response(200, content=b"%PDF-1.7 \xff\xfe\x00")
        packed = gzip.compress("naïve".encode())
        return httpx2.Response(200, content=packed, headers={"Content-Encoding": "gzip"})

    asked = (("GET", "https://a.org/pdf", {}), ("GET", "https://a.org/text", {}))
    recorded = await live(tmp_path / "j", handler, *asked)
    assert [r.content for r in recorded] == [b"%PDF-1.7 \xff\xfe\x00", "naïve".encode()]
    assert seen(recorded) == seen(await replayed(tmp_path / "j", *asked))


@pytest.mark.parametrize("name", sorted(recorded_transport._FAILURES))
async def test_every_failure_of_the_transport_is_replayed(tmp_path, name):
    kind = getattr(httpx2, name)

    def handler(request):
        raise kind("it failed", request=request)

    asked = ("GET", "https://a.org/w", {})
    with pytest.raises(kind):
        await live(tmp_path / "j", handler, asked)
    with pytest.raises(kind, match="it failed"):
        await replayed(tmp_path / "j", asked)


def test_every_failure_of_the_library_is_known():
    def leaves(kind):
        below = kind.__subclasses__()
        return {x for k in below for x in leaves(k)} if below else {kind.__name__}

    raised_by_client = {"TooManyRedirects", "SSEError"}
    assert leaves(httpx2.RequestError) - raised_by_client == set(recorded_transport._FAILURES)


async def test_garbage_that_calls_itself_gzip_is_a_failure_in_both(tmp_path):
    def handler(request):
        return httpx2.Response(200, stream=_Stream(), headers={"Content-Encoding": "gzip"})

    class _Stream(httpx2.AsyncByteStream):
        async def __aiter__(self):
            yield b"this is not gzip"

    asked = ("GET", "https://a.org/w", {})
    with pytest.raises(httpx2.DecodingError):
        await live(tmp_path / "j", handler, asked)
    with pytest.raises(httpx2.DecodingError):
        await replayed(tmp_path / "j", asked)


async def test_an_endless_body_is_a_failed_read(tmp_path, monkeypatch):
    monkeypatch.setattr(recorded_transport, "MOST_BYTES", 1000)
    asked = ("GET", "https://a.org/w", {})
    with pytest.raises(httpx2.ReadError, match="longer than 1000 bytes"):
        await live(tmp_path / "j", lambda _: httpx2.Response(200, content=b"x" * 2000), asked)
    assert (tmp_path / "j").stat().st_size < 1000


async def test_a_planted_key_is_written_nowhere_and_not_needed_for_a_replay(tmp_path):
    def handler(request):
        if request.url.path == "/start":
            assert request.url.params["api_key"] == KEY
            signed = f"https://a.org/end?X-Amz-Signature={KEY}&n=1"
            return httpx2.Response(302, headers={"Location": signed})
        assert request.url.params["X-Amz-Signature"] == KEY  # the redirect works when live
        return httpx2.Response(200, text=f"the key {KEY} is wrong", headers={"ETag": KEY})

    private = {
        "params": {"api_key": KEY, "q": "x"},
        "headers": {"Authorization": f"Bearer {KEY}"},
        "json": {"key": KEY},
    }
    recorded = await live(tmp_path / "j", handler, ("POST", "https://a.org/start", private),
                          secrets=[KEY])  # fmt: skip
    assert recorded[0].text == "the key [secret] is wrong"
    assert KEY.encode() not in (tmp_path / "j").read_bytes()
    public = {"params": {"q": "x"}, "json": {"key": "[secret]"}}
    again = await replayed(tmp_path / "j", ("POST", "https://a.org/start", public))
    assert again[0].text == recorded[0].text


async def test_a_request_that_was_not_recorded_is_a_divergence_not_a_network_error(tmp_path):
    await live(tmp_path / "j", lambda _: httpx2.Response(200), ("GET", "https://a.org/w?p=1", {}))
    with pytest.raises(ReplayDiverged, match=r"-url: https://a.org/w\?p=1\n\+url: .*p=2"):
        await replayed(tmp_path / "j", ("GET", "https://a.org/w?p=2", {}))
