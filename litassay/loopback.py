"""A double of any web service: an HTTP server on this machine that answers as it is told.

It speaks just enough HTTP/1.1 to be wrong in every way that real services are: late, cut off, not
what its headers say. It ships with the product so that anybody can test against it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit


class Asked(NamedTuple):
    """A request that came in."""

    method: str
    path: str
    """Without the query."""
    params: dict[str, str]
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes = b""


class Reply(NamedTuple):
    """What is answered."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("content-type", "application/json"),)
    body: bytes = b""
    delay_s: float = 0.0
    """Seconds before the first byte."""
    drip_s: float = 0.0
    """Seconds between two bytes of the body."""
    cut_at: int | None = None
    """Bytes of the body after which the connection is closed; 0 before any answer."""


Answer = Callable[[Asked], Reply | Awaitable[Reply]]


class LoopbackServer:
    """Serves while entered; `asked` lists what came, in order.

    Args:
        answer: Gives the reply to each request.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[Asked] = []
        self.url = ""
        """Address without a trailing slash, once entered."""
        self.busiest = 0
        """Most requests that were under way at once."""
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return  # the client went away, as clients do, or the server ends
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; False when the connection is over."""
        asked = _parsed(await reader.readuntil(b"\r\n\r\n"))
        body = await reader.readexactly(int(asked.headers.get("content-length", "0")))
        self._under_way += 1
        self.busiest = max(self.busiest, self._under_way)
        try:
            asked = asked._replace(body=body)
            self.asked.append(asked)
            answer = self._answer(asked)
            reply = answer if isinstance(answer, Reply) else await answer
            await asyncio.sleep(reply.delay_s)
        finally:
            self._under_way -= 1
        await _send(reply, writer)
        return reply.cut_at is None


async def _send(reply: Reply, writer: asyncio.StreamWriter) -> None:
    if reply.cut_at == 0:
        return
    lines = [
        f"HTTP/1.1 {reply.status} -",
        f"content-length: {len(reply.body)}",
        *(f"{name}: {value}" for name, value in reply.headers),
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    body = reply.body if reply.cut_at is None else reply.body[: reply.cut_at]
    if reply.drip_s:
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(reply.drip_s)
    else:
        writer.write(body)
    await writer.drain()


def _parsed(head: bytes) -> Asked:
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    parts = urlsplit(target)
    headers = dict(line.split(":", 1) for line in lines if ":" in line)
    return Asked(
        method,
        parts.path,
        dict(parse_qsl(parts.query, keep_blank_values=True)),
        {name.lower(): value.strip() for name, value in headers.items()},
    )
