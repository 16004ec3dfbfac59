"""Gets one address through the client handed in and says what came of it, failures included.

It follows redirects itself, so that what says who asks goes to no other host.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx2

from litassay import retry_after
from litassay.sources.page import Ask
from litassay.types import SourceStatus

REDIRECTS = 5
"""Most redirects of one request."""
_MESSAGE = re.compile(
    r'"(?:message|error|errMsg)"\s*:\s*"(?P<json>[^"]+)"|<summary[^>]*>(?P<xml>[^<]+)<'
)
_MOVED = frozenset({301, 302, 303, 307, 308})


class Fetched(NamedTuple):
    """A good answer."""

    body: bytes
    content_type: str
    """Media type in lower case, without parameters; empty where the service gave none."""
    url: str
    """Where it came from in the end."""


class Failed(NamedTuple):
    """No good answer, and why."""

    status: SourceStatus
    detail: str
    until: str | None = None
    """When to ask again (ISO 8601, UTC), where that is known."""


class Fetcher:
    """Wraps the HTTP client of a run."""

    def __init__(self, client: httpx2.AsyncClient, user_agent: str) -> None:
        self._client = client
        self._user_agent = user_agent

    async def get(self, ask: Ask, *, fresh: bool = False) -> Fetched | Failed:
        """The answer; `fresh` asks for a new one where an old one was kept."""
        answer = await self._follow(ask, fresh)
        if isinstance(answer, Failed):
            return answer._replace(detail=ask.masked(answer.detail))
        return answer

    async def _follow(self, ask: Ask, fresh: bool) -> Fetched | Failed:
        """The answer at the end of the redirects."""
        try:
            request = self._client.build_request(
                "GET", ask.url, params=ask.params or None, headers=self._headers(ask, fresh)
            )
        except (httpx2.InvalidURL, ValueError) as error:
            return Failed("malformed", f"not an address: {error}")
        origin = (request.url.scheme, request.url.netloc)
        for _ in range(REDIRECTS + 1):
            answer = await self._send(request)
            if isinstance(answer, Failed):
                return answer
            if answer.status_code not in _MOVED or "location" not in answer.headers:
                return _judged(answer)
            try:
                url = request.url.join(answer.headers["location"])
            except (httpx2.InvalidURL, ValueError) as error:
                return Failed("malformed", f"a redirect to no address: {error}")
            own = (url.scheme, url.netloc) == origin
            headers = self._headers(ask if own else ask._replace(headers=()), fresh)
            request = self._client.build_request("GET", url, headers=headers)
        return Failed("malformed", f"more than {REDIRECTS} redirects")

    def _headers(self, ask: Ask, fresh: bool) -> dict[str, str]:
        headers = {"accept": ask.accept, "user-agent": self._user_agent, **dict(ask.headers)}
        return headers | ({"cache-control": "no-cache"} if fresh else {})

    async def _send(self, request: httpx2.Request) -> httpx2.Response | Failed:
        try:
            response = await self._client.send(request, follow_redirects=False)
        except httpx2.TimeoutException as error:
            return Failed("timeout", str(error) or "no answer in time")
        except (httpx2.DecodingError, httpx2.RemoteProtocolError) as error:
            return Failed("malformed", f"the answer cannot be read: {error}")
        except httpx2.RequestError as error:
            return Failed("unreachable", str(error) or type(error).__name__)
        return response


def _judged(response: httpx2.Response) -> Fetched | Failed:
    """What a status code means; 429 and a 503 that says when carry the time."""
    status = response.status_code
    if status == 200:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(response.content, kind, str(response.url))
    said = f"HTTP {status}: {_said(response)}" if response.content else f"HTTP {status}"
    if status == 429 or (status == 503 and "retry-after" in response.headers):
        return Failed("rate_limited", said, _until(response))
    if status in (401, 403, 407):
        return Failed("auth", said)
    if status in (408, 504):
        return Failed("timeout", said)
    return Failed("unreachable" if status >= 500 else "malformed", said)


def _until(response: httpx2.Response) -> str | None:
    """Reckoned from the date of the answer, so that a replay says the same."""
    asked = retry_after.date(response.headers.get("date", ""))
    if asked is None:
        return None
    wait = retry_after.seconds(response.headers, asked)
    return None if wait is None else retry_after.iso(asked + wait)


def _said(response: httpx2.Response) -> str:
    """What an error says, without mark-up."""
    if "html" in response.headers.get("content-type", ""):
        return "an HTML page"
    said = response.content[:4000].decode("utf-8", "replace")
    found = _MESSAGE.search(said)
    words = (found["json"] or found["xml"]) if found else said
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:200]


def host_of(url: str) -> str:
    """`host` or `host:port` of an address, as limits are kept by."""
    parts = urlsplit(url)
    own_port = parts.port in (None, 443 if parts.scheme == "https" else 80)
    return parts.hostname or "" if own_port else f"{parts.hostname}:{parts.port}"
