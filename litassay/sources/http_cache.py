"""Answers of services on disk, used again while fresh and checked with their validators after.

A file holds status, headers and body of one answer. Its name is a hash of the address without
what says who asked, so neither keys nor addresses are written.
"""

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx2

from litassay.config.sources import SECRET_PARAMETERS

KEPT = ("content-type", "etag", "last-modified")
"""Headers kept with an answer."""
MEGABYTE = 1_000_000


class CachedAnswer(NamedTuple):
    """An answer as it was kept."""

    stored_at: float
    headers: dict[str, str]
    body: bytes

    def validators(self) -> dict[str, str]:
        """Headers that ask whether it has changed; empty where the service gave none."""
        named = {"etag": "if-none-match", "last-modified": "if-modified-since"}
        return {ask: self.headers[has] for has, ask in named.items() if has in self.headers}


def key(request: httpx2.Request) -> str:
    """What names an answer: address without secrets, and the form asked for."""
    parts = urlsplit(str(request.url))
    kept = [p for p in parts.query.split("&") if p.split("=", 1)[0] not in SECRET_PARAMETERS]
    address = parts._replace(query="&".join(kept), netloc=parts.netloc.rpartition("@")[2])
    asked = "\n".join((request.method, address.geturl(), request.headers.get("accept", "")))
    return hashlib.sha256(asked.encode()).hexdigest()


class HttpCache:
    """The cache of one user; a damaged or vanished file is a miss, a full disk keeps nothing.

    Args:
        folder: Where answers are kept.
        fresh_s: Seconds for which one may be used without asking.
        most_bytes: Size of all of them.
        private: True for a body that may not be written, as it gives a key back.
    """

    def __init__(
        self,
        folder: Path,
        fresh_s: float,
        most_bytes: float,
        private: Callable[[bytes], bool] = lambda _: False,
    ) -> None:
        self._private = private
        self._folder = folder
        self._fresh_s = fresh_s
        self._most_bytes = most_bytes

    def find(self, request: httpx2.Request) -> CachedAnswer | None:
        """The answer that is kept for a request, fresh or not."""
        if request.method != "GET":
            return None
        try:
            kept = json.loads((self._folder / key(request)).read_text(encoding="ascii"))
            body = base64.b64decode(kept["body"], validate=True)
            return CachedAnswer(float(kept["stored_at"]), dict(kept["headers"]), body)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def is_fresh(self, answer: CachedAnswer, now: float) -> bool:
        """True when it may be used without asking."""
        return 0 <= now - answer.stored_at < self._fresh_s

    def keep(self, request: httpx2.Request, response: httpx2.Response, now: float) -> None:
        """Keep a good answer that may be kept."""
        forbidden = "no-store" in response.headers.get("cache-control", "")
        if request.method != "GET" or response.status_code != 200 or forbidden:
            return
        headers = {n: response.headers[n] for n in KEPT if n in response.headers}
        said = " ".join(headers.values()).encode("utf-8", "replace")
        if self._private(response.content) or self._private(said):
            return
        self._write(key(request), CachedAnswer(now, headers, response.content))

    def renew(self, request: httpx2.Request, answer: CachedAnswer, now: float) -> None:
        """The service said that it has not changed."""
        self._write(key(request), answer._replace(stored_at=now))

    def _write(self, name: str, answer: CachedAnswer) -> None:
        if self._most_bytes <= 0 or len(answer.body) > self._most_bytes / 4:
            return
        body = base64.b64encode(answer.body).decode("ascii")
        text = json.dumps({"stored_at": answer.stored_at, "headers": answer.headers, "body": body})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text)
            Path(path).replace(self._folder / name)
            self._prune()
        except OSError:
            return  # a cache that cannot be written only costs another request

    def _prune(self) -> None:
        """Drop the oldest answers beyond the limit."""
        files = [(f.stat().st_mtime, f.stat().st_size, f) for f in self._folder.iterdir()]
        size = sum(s for _, s, _ in files)
        for _, bytes_, file in sorted(files):
            if size <= self._most_bytes:
                return
            file.unlink(missing_ok=True)
            size -= bytes_
