"""Refuses the network while a run is replayed, whoever wants it."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from litassay.errors import ReplayDiverged

_refused: ContextVar[bool] = ContextVar("network_refused", default=False)
_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto"})
_installed: list[bool] = []


@contextmanager
def network_refused() -> Iterator[None]:
    """Within it, and in the tasks and threads that asyncio starts from it, nothing connects.

    Raises:
        ReplayDiverged: where a connection or a look-up was tried.
    """
    if not _installed:  # an audit hook cannot be taken out again, so there is one at most
        sys.addaudithook(_watch)
        _installed.append(True)
    token = _refused.set(True)
    try:
        yield
    finally:
        _refused.reset(token)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or not _refused.get():
        return
    where = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    local = event != "socket.getaddrinfo" and arguments[0].family == socket.AF_UNIX
    if not local:
        raise ReplayDiverged(
            f"the replayed run tried to reach {where!r} over the network",
            "a replay is answered from the journal alone; this is a bug, please report it",
        )
