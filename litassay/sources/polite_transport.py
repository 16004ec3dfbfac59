"""Asks services as they wish to be asked: in turn, not too often, again only when it may help.

It stands beneath the seam at which exchanges are recorded: what it waits for, looks up in its
cache or refuses is recorded as the answer, so that a replay neither waits nor counts.
"""

import asyncio
import math
from collections.abc import Mapping
from contextlib import AsyncExitStack
from email.utils import formatdate
from typing import NamedTuple

import httpx2
from filelock import Timeout as LockTimeout
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, retry_if_result
from tenacity.stop import stop_after_attempt, stop_base

from litassay import retry_after
from litassay.sources.clock import SYSTEM_CLOCK, Clock
from litassay.sources.http_cache import CachedAnswer, HttpCache
from litassay.sources.public_transport import netloc
from litassay.sources.quota_ledger import QuotaLedger

PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses that another attempt may change."""
_AGAIN = (httpx2.ConnectError, httpx2.ReadError, httpx2.RemoteProtocolError)
COOL_DOWN_S = 30.0
"""Seconds without requests to a host that says 429 and does not say how long."""


class HostLimits(NamedTuple):
    """How often one host may be asked."""

    interval_s: float = 1.0
    concurrency: int = 2
    daily: int | None = None


class Patience(NamedTuple):
    """How long one request may take, in seconds, and how often it is made."""

    timeout_s: float = 30.0
    attempts: int = 3
    retry_ceiling_s: float = 20.0
    queue_ceiling_s: float = 180.0
    most_bytes: int = 64_000_000


PATIENCE = Patience()


class PoliteTransport(httpx2.AsyncBaseTransport):
    """Wraps a transport.

    Args:
        transport: What is asked.
        ledger: Turns and quotas, shared by processes.
        cache: Answers that may be used again.
        limits: By `host` or `host:port`; other hosts get the defaults.
        patience: Time limits of one request.
        clock: Tells the time and waits.
    """

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport,
        ledger: QuotaLedger,
        cache: HttpCache,
        limits: Mapping[str, HostLimits],
        patience: Patience = PATIENCE,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._transport = transport
        self._ledger = ledger
        self._cache = cache
        self._limits = limits
        self._patience = patience
        self._clock = clock
        self._gates: dict[str, asyncio.Semaphore] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, from the cache or after as many polite attempts as are allowed.

        Raises:
            httpx2.TransportError: no answer came.
            StorageError: the quota ledger cannot be written.
        """
        wants_new = "no-cache" in request.headers.get("cache-control", "")
        kept = None if wants_new else self._cache.find(request)
        if kept and self._cache.is_fresh(kept, self._clock.now()):
            return _again(request, kept)
        if kept:
            request.headers.update(kept.validators())
        response = await self._ask_in_turn(request)
        if kept and response.status_code == 304:
            self._cache.renew(request, kept, self._clock.now())
            return _again(request, kept)
        self._cache.keep(request, response, self._clock.now())
        return response

    async def _ask_in_turn(self, request: httpx2.Request) -> httpx2.Response:
        host = netloc(request.url)
        limits = self._limits.get(host, HostLimits())
        gate = self._gates.setdefault(host, asyncio.Semaphore(limits.concurrency))
        async with AsyncExitStack() as held:
            await held.enter_async_context(gate)
            if limits.concurrency == 1:
                lock = self._ledger.only_connection(host, self._patience.queue_ceiling_s)
                try:
                    await held.enter_async_context(lock)
                except LockTimeout:
                    return _refusal(request, self._clock.now(), COOL_DOWN_S, "busy elsewhere")
            return await self._attempts(request, host, limits)

    async def _attempts(
        self, request: httpx2.Request, host: str, limits: HostLimits
    ) -> httpx2.Response:
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(_AGAIN)
            | retry_if_result(lambda answer: answer.status_code in PASSING),
            stop=stop_after_attempt(self._patience.attempts)
            | _Ceiling(self._patience.retry_ceiling_s),
            wait=self._wait,
            sleep=self._clock.sleep,
            retry_error_callback=_last,
        )
        response: httpx2.Response = await retrying(self._attempt, request, host, limits)
        if response.status_code == 429 and "retry-after" not in response.headers:
            response.headers["retry-after"] = str(int(COOL_DOWN_S))
            self._note(host, response)
        return response

    async def _attempt(
        self, request: httpx2.Request, host: str, limits: HostLimits
    ) -> httpx2.Response:
        now, patience = self._clock.now(), self._patience
        turn = self._ledger.take_turn(
            host, now, limits.interval_s, limits.daily, patience.queue_ceiling_s
        )
        if turn.refused:
            return _refusal(request, now, turn.at - now, turn.refused)
        if turn.at > now:
            await self._clock.sleep(turn.at - now)
        response = await self._ask(request)
        self._note(host, response)
        return response

    def _note(self, host: str, response: httpx2.Response) -> None:
        now, block = self._clock.now(), 0.0
        wait = retry_after.seconds(response.headers, now)
        if response.status_code in (429, 503) and wait is not None:
            block = wait
        self._ledger.note_answer(host, now, response.status_code, response.headers, block)

    async def _ask(self, request: httpx2.Request) -> httpx2.Response:
        """One exchange, read to its end within the time and size allowed."""
        try:
            async with asyncio.timeout(self._patience.timeout_s):
                response = await self._transport.handle_async_request(request)
                try:
                    body = await self._read(response, request)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            message = f"no whole answer within {self._patience.timeout_s:g} s"
            raise httpx2.ReadTimeout(message, request=request) from error
        headers = [(n, v) for n, v in response.headers.multi_items() if n not in _WIRE_HEADERS]
        if "date" not in response.headers:
            headers.append(("date", formatdate(self._clock.now(), usegmt=True)))
        return httpx2.Response(response.status_code, headers=headers, content=body, request=request)

    async def _read(self, response: httpx2.Response, request: httpx2.Request) -> bytes:
        parts, size = [], 0
        async for part in response.aiter_bytes():
            size += len(part)
            if size > self._patience.most_bytes:
                message = f"the answer is longer than {self._patience.most_bytes} bytes"
                raise httpx2.DecodingError(message, request=request)
            parts.append(part)
        return b"".join(parts)

    def _wait(self, state: RetryCallState) -> float:
        """What the service asks for and a little more, else 1, 2, 4 … seconds."""
        assert state.outcome is not None
        if not state.outcome.failed:
            wait = retry_after.seconds(state.outcome.result().headers, self._clock.now())
            if wait is not None:
                return wait + 0.1
        return float(2 ** (state.attempt_number - 1))

    async def aclose(self) -> None:
        """Close the wrapped transport."""
        await self._transport.aclose()


class _Ceiling(stop_base):
    """Stops before the waits of one request add up to more than `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __call__(self, retry_state: RetryCallState) -> bool:
        return retry_state.idle_for + retry_state.upcoming_sleep > self._seconds


_WIRE_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def _last(state: RetryCallState) -> httpx2.Response:
    """The last answer, or its error, raised."""
    assert state.outcome is not None
    response: httpx2.Response = state.outcome.result()
    return response


def _again(request: httpx2.Request, kept: CachedAnswer) -> httpx2.Response:
    headers = {**kept.headers, "date": formatdate(kept.stored_at, usegmt=True)}
    return httpx2.Response(200, headers=headers, content=kept.body, request=request)


def _refusal(request: httpx2.Request, now: float, wait_s: float, why: str) -> httpx2.Response:
    """The answer in place of the service's, so that it is recorded and reported like one."""
    headers = {"retry-after": str(max(1, math.ceil(wait_s))), "date": formatdate(now, usegmt=True)}
    text = f"not asked: {why}"
    headers["content-type"] = "text/plain; charset=utf-8"
    return httpx2.Response(429, headers=headers, content=text.encode(), request=request)
