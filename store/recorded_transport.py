"""An HTTP transport whose exchanges go through the journal.

Put it outermost: caches, rate limits, quotas and timeouts belong inside of it, so that what they
decide is recorded like any other answer. Only retries and redirects stand outside.
"""

import base64
from email.utils import formatdate
from typing import Any

import httpx2

from store.exchanges import Answer, Exchanges
from store.failures import error_of
from store.secrets import Secrets, public_url

MOST_BYTES = 64 * 1024 * 1024
"""Longest body that is read, after decompression; a longer one is a failed read."""

_KEPT_HEADERS = frozenset(
    {"content-type", "date", "etag", "last-modified", "link", "location", "retry-after"}
)
_KEPT_PREFIXES = ("x-rate-limit-", "x-ratelimit-", "ratelimit-")
_FAILURES = {
    kind.__name__: kind
    for kind in (
        httpx2.ConnectError,
        httpx2.ConnectTimeout,
        httpx2.DecodingError,
        httpx2.LocalProtocolError,
        httpx2.PoolTimeout,
        httpx2.ProxyError,
        httpx2.ReadError,
        httpx2.ReadTimeout,
        httpx2.RemoteProtocolError,
        httpx2.UnsupportedProtocol,
        httpx2.WriteError,
        httpx2.WriteTimeout,
        httpx2.CloseError,
    )
}


class RecordedTransport(httpx2.AsyncBaseTransport):
    """Wraps a transport.

    Args:
        transport: What is asked live; None where nothing may be (replay).
        exchanges: The exchanges of the run.
        secrets: Values to mask in bodies that are not text.
    """

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None,
        exchanges: Exchanges,
        secrets: Secrets | None = None,
    ) -> None:
        self._transport = transport
        self._exchanges = exchanges
        self._secrets = secrets or Secrets()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, as it stands in the journal.

        Raises:
            httpx2.TransportError: the service failed, now or when it was recorded.
            ReplayDiverged: a replay asked something new.
        """
        body = await request.aread()
        location: list[str] = []

        async def live() -> Answer:
            return await self._ask(request, location)

        stage = request.url.host
        answer = await self._exchanges.answer("http", identity(request, body), live, stage)
        response = _response(answer, request)
        if location:  # a signed redirect works only with its signature, which is not written
            response.headers["location"] = location[0]
        return response

    async def _ask(self, request: httpx2.Request, location: list[str]) -> Answer:
        assert self._transport is not None
        try:
            response = await self._transport.handle_async_request(request)
            try:
                content = await _read(response)
            finally:
                await response.aclose()
        except httpx2.RequestError as error:
            name = type(error).__name__
            return {"error": name if name in _FAILURES else "ReadError", "message": str(error)}
        if "location" in response.headers:
            location.append(response.headers["location"])
        return {
            "status": response.status_code,
            "headers": _kept(response.headers),
            **_body(self._secrets.mask_bytes(content)),
        }

    async def aclose(self) -> None:
        """Close the wrapped transport."""
        if self._transport is not None:
            await self._transport.aclose()


def identity(request: httpx2.Request, body: bytes) -> dict[str, Any]:
    """Exactly what changes the answer of a service."""
    asked: dict[str, Any] = {"method": request.method, "url": public_url(str(request.url))}
    return {**asked, **_body(body)} if body else asked


async def _read(response: httpx2.Response) -> bytes:
    """The decoded body, of bounded length."""
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > MOST_BYTES:
            raise httpx2.ReadError(f"the body is longer than {MOST_BYTES} bytes")
        parts.append(part)
    return b"".join(parts)


def _kept(headers: httpx2.Headers) -> list[list[str]]:
    """The headers that an adapter may read.

    A missing date is filled in: what is computed from it must be the same in a replay.
    """
    pairs = [(name.lower(), value) for name, value in headers.multi_items()]
    kept = [[n, v] for n, v in pairs if n in _KEPT_HEADERS or n.startswith(_KEPT_PREFIXES)]
    for pair in kept:
        if pair[0] == "location":
            pair[1] = public_url(pair[1])
    if "date" not in headers:
        kept.append(["date", formatdate(usegmt=True)])
    return sorted(kept)


def _body(content: bytes) -> dict[str, str]:
    """Text where it is UTF-8, so that a reader can read it; else base64."""
    try:
        return {"text": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode("ascii")}


def _response(answer: Answer, request: httpx2.Request) -> httpx2.Response:
    if "error" in answer:
        kind = _FAILURES.get(answer["error"])
        if kind is None:
            raise error_of(answer)
        raise kind(answer["message"], request=request)
    text = answer.get("text")
    content = text.encode() if text is not None else base64.b64decode(answer["base64"])
    headers = [(name, value) for name, value in answer["headers"]]
    return httpx2.Response(answer["status"], headers=headers, content=content, request=request)
