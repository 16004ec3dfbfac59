"""What recording costs: time to write a journal, its size, and the time of a replay."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from store.exchanges import Answer, Exchanges
from store.journal import Entry, Journal
from store.secrets import Secrets

_PLANTED = ("a-key-that-is-looked-for-everywhere-1", "a-key-that-is-looked-for-everywhere-2")


class RecordingCost(NamedTuple):
    """Medians over repeats; times in seconds on this machine."""

    claims: int
    entries: int
    journal_bytes: int
    bytes_per_claim: float
    live_s: float
    """The recorded run itself, from its manifest; it must not have been interrupted."""
    replay_s: float
    """The whole graph from the journal, imports not counted."""
    recording_s: float
    """Masking, hashing and writing every entry of the journal once."""
    overhead_share: float
    """Recording over the live run."""


def measure_recording(
    entries: Sequence[Entry],
    size: int,
    claims: int,
    live_s: float,
    replay: Callable[[], object],
    repeats: int,
) -> RecordingCost:
    """Measure one finished run.

    Args:
        entries: Its journal.
        size: Length of the journal in bytes.
        claims: How many claims the run made.
        live_s: How long it took, in seconds.
        replay: Makes the run again from its journal.
        repeats: How often each time is taken.
    """
    replay()  # what is loaded once (embedding weights, caches) is loaded now
    replaying = statistics.median(_timed(replay) for _ in range(repeats))
    recording = statistics.median(_timed(lambda: _rewrite(entries)) for _ in range(repeats))
    return RecordingCost(
        claims=claims,
        entries=len(entries),
        journal_bytes=size,
        bytes_per_claim=size / max(1, claims),
        live_s=live_s,
        replay_s=replaying,
        recording_s=recording,
        overhead_share=recording / live_s,
    )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rewrite(entries: Sequence[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.jsonl")
        asyncio.run(_ask_all(Exchanges(journal, secrets=Secrets(_PLANTED)), entries))
        journal.close()


async def _ask_all(exchanges: Exchanges, entries: Sequence[Entry]) -> None:
    for entry in entries:

        async def known(answer: Answer = entry.answer) -> Answer:
            return answer

        await exchanges.answer(entry.kind, entry.request, known, entry.stage)
