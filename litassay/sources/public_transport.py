"""Lets requests go to public web addresses only, whatever a record or a redirect names.

The address is resolved once, checked, and connected to as checked, so that a name which resolves
differently a moment later gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpx2

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Host and port to IP addresses; raises OSError where there are none."""


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order the system gives them; an address is its own."""
    if _is_address(host):
        return [host]
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """True for an address that any host on the Internet could have."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.ip_address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


class PublicTransport(httpx2.AsyncBaseTransport):
    """Wraps a transport.

    Args:
        transport: What is asked.
        trusted: `host` or `host:port` of configured services, which may be anywhere.
        resolve: How names become addresses.
    """

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport,
        trusted: Iterable[str] = (),
        resolve: Resolve = resolve,
    ) -> None:
        self._transport = transport
        self._trusted = frozenset(trusted)
        self._resolve = resolve

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response of a public host.

        Raises:
            httpx2.UnsupportedProtocol: the address is not of the public web.
            httpx2.TransportError: the host could not be asked.
        """
        url = request.url
        if url.scheme not in ("http", "https"):
            raise httpx2.UnsupportedProtocol(f"not a web address: {url.scheme}:", request=request)
        if netloc(url) in self._trusted:
            return await self._transport.handle_async_request(request)
        *others, last = await self._checked(request)
        for address in others:
            try:
                return await self._transport.handle_async_request(_pinned(request, address))
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue  # as a browser does: a host may be reached by one of its addresses only
        return await self._transport.handle_async_request(_pinned(request, last))

    async def _checked(self, request: httpx2.Request) -> list[str]:
        """The addresses of the request's host, all of them public; at least one."""
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            message = f"the host {host!r} cannot be found: {error}"
            raise httpx2.ConnectError(message, request=request) from error
        if not addresses or not all(map(is_public, addresses)):
            message = f"refused: {host!r} is not a public address"
            raise httpx2.UnsupportedProtocol(message, request=request)
        return addresses

    async def aclose(self) -> None:
        """Close the wrapped transport."""
        await self._transport.aclose()


def _pinned(request: httpx2.Request, address: str) -> httpx2.Request:
    """The same request to a checked address, with the name kept for TLS and Host."""
    return httpx2.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


def netloc(url: httpx2.URL) -> str:
    """`host`, or `host:port` where the port is not the scheme's own."""
    return url.host if url.port is None else f"{url.host}:{url.port}"
