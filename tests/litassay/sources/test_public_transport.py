"""Only http(s) to public addresses, as resolved at that moment."""

import httpx2
import pytest

from litassay.sources.public_transport import PublicTransport, is_public

PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.1.1.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::", "224.0.0.1", "255.255.255.255", "::",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses(address):
    assert is_public(address)


def transport(*addresses: str, seen=None, trusted=()):
    async def resolve(host, port):
        if not addresses:
            raise OSError("no such host")
        return list(addresses)

    def answer(request):
        if seen is not None:
            seen.append(request)
        return httpx2.Response(200)

    return PublicTransport(httpx2.MockTransport(answer), trusted, resolve)


async def ask(transport, url):
    return await transport.handle_async_request(httpx2.Request("GET", url))


async def test_the_checked_address_is_the_one_asked():
    seen = []
    await ask(transport("8.8.8.8", seen=seen), "https://example.org/x?y=1")
    (request,) = seen
    assert str(request.url) == "https://8.8.8.8/x?y=1"
    assert request.headers["host"] == "example.org"
    assert request.extensions["sni_hostname"] == "example.org"


@pytest.mark.parametrize("addresses", [("10.0.0.1",), ("8.8.8.8", "127.0.0.1"), ("::1",)])
async def test_a_name_that_leads_inside_is_refused(addresses):
    with pytest.raises(httpx2.UnsupportedProtocol, match="not a public address"):
        await ask(transport(*addresses), "http://inside.example.org/")


async def test_a_name_without_an_address():
    with pytest.raises(httpx2.ConnectError, match="cannot be found"):
        await ask(transport(), "http://nowhere.example.org/")


@pytest.mark.parametrize("url", ["ftp://example.org/x", "file:///etc/hosts", "gopher://x/"])
async def test_other_schemes_are_refused(url):
    with pytest.raises(httpx2.UnsupportedProtocol):
        await ask(transport("8.8.8.8"), url)


async def test_a_configured_service_may_be_anywhere():
    seen = []
    await ask(transport(seen=seen, trusted=["127.0.0.1:8080"]), "http://127.0.0.1:8080/x")
    await ask(transport(seen=seen, trusted=["mirror:8080"]), "http://mirror:8080/x")
    assert len(seen) == 2


async def test_the_next_address_where_one_cannot_be_reached():
    async def resolve(host, port):
        return ["2606:4700::1111", "8.8.8.8"]

    def answer(request):
        if request.url.host != "8.8.8.8":
            raise httpx2.ConnectError("no route")
        return httpx2.Response(200)

    found = await ask(PublicTransport(httpx2.MockTransport(answer), (), resolve), "http://a.org/")
    assert found.status_code == 200
