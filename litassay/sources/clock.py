"""The time and the waiting that manners need; tests hand in their own."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple


class Clock(NamedTuple):
    """Seconds since the epoch, and a way to wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


SYSTEM_CLOCK = Clock()
