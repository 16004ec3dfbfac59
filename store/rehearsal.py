"""Counts what an experiment would ask live, without asking: the run is rehearsed.

A request that the base run made is answered from its journal, and counted as unchanged. Any other
is answered by the base run's answer to the most similar request of the same stage, and counted as
changed; so the rehearsal goes on to the end and meets what depends on it.
"""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from store.exchanges import Answer, Exchanges, Place, unwritten
from store.journal import Entry, Journal, Kind, canonical


class Rehearsal(Exchanges):
    """Exchanges that ask and write nothing.

    Args:
        answering: Entries that will answer in the experiment.
        similar: Entries that stand in for an answer that is not there.
        nowhere: A path at which there is no journal.
    """

    def __init__(self, answering: Iterable[Entry], similar: Iterable[Entry], nowhere: Path) -> None:
        super().__init__(Journal(nowhere), base=answering)
        self._similar = [e for e in similar if not e.failed]
        self.unchanged = 0
        self.changed: list[Entry] = []
        """What would go live: each request with the answer that stands in for its own."""

    async def _fetch(
        self,
        kind: Kind,
        request: dict[str, Any],
        place: Place,
        ask_live: Callable[[], Awaitable[Answer]],
        stage: str,
    ) -> Entry:
        known = self._base.get(place)
        if known is not None:
            self.unchanged += 1
            return known
        if kind == "document":  # asks nobody
            return unwritten(kind, request, place, stage, await self._ask(ask_live))
        stand_in = self._stand_in(kind, request, stage)
        entry = unwritten(kind, request, place, stage, stand_in)
        self.changed.append(entry)
        return entry

    def _stand_in(self, kind: Kind, request: dict[str, Any], stage: str) -> Answer:
        from rapidfuzz import fuzz, process

        same = [e for e in self._similar if e.kind == kind]
        candidates = [e for e in same if e.stage == stage] or same
        if not candidates:
            return {"error": "ServiceError", "message": "nothing similar was recorded"}
        texts = [_asked(e.request) for e in candidates]
        found = process.extractOne(_asked(request), texts, scorer=fuzz.ratio)
        return candidates[found[2] if found else 0].answer


def _asked(request: dict[str, Any]) -> str:
    """The part of a request that tells it from others of its stage."""
    messages = request.get("messages")
    return str(messages[-1]["content"]) if messages else canonical(request)
