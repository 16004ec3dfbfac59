"""Answers requests to the world: from the journal where it knows them, else live, then written.

The one place where record, resume, experiment and replay differ:

- record: the journal is empty, everything is asked live and written before it is used;
- resume: what the journal holds is answered from it, the rest is asked live;
- experiment: what another run's journal (`base`) holds is copied from it, the rest is asked live;
- replay: nothing is asked live; a request that the journal does not hold ends the run.

Reading a document asks nobody: where the journal does not hold it, it is done again in every mode.

In every mode the caller is given the answer as it stands in the journal, so that what a replay
sees is what the run saw, secrets masked.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from litassay.errors import LitassayError, ReplayDiverged
from store.divergence import explain
from store.failures import error_answer
from store.journal import Entry, Journal, Kind, key_of
from store.secrets import Secrets

Answer = dict[str, Any]
Place = tuple[str, int]
"""Key of a request, and which ask of it."""
_OWN: frozenset[Kind] = frozenset({"document"})
"""What is computed in this process and only looked up because it takes time and may change."""
_PAID: frozenset[Kind] = frozenset({"model", "http"})
"""What costs money, quota or somebody's patience: on the disk before the answer is used."""


class Exchanges:
    """All requests of one run, whatever they go to.

    The same request may be made several times: a retry, or two papers that ask the same. Each
    asyncio task counts its own asks, and the n-th ask of *any* task gets the n-th answer of the
    run. Two tasks that ask the same at once therefore share one live call and one answer, and
    which of them came first changes nothing: that is why a replay does not depend on timing. A
    retry in the same task is the second ask, and gets the second answer.

    Args:
        journal: Where answers are kept.
        live: False refuses everything that is not in the journal.
        base: Entries of another run that may answer, read only.
        secrets: Values that are masked in requests and answers.
        forget_failures: Ask again what failed before, as when a run is resumed after an outage.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        live: bool = True,
        base: Iterable[Entry] = (),
        secrets: Secrets | None = None,
        forget_failures: bool = False,
    ) -> None:
        self._journal = journal
        self._live = live
        self._secrets = secrets or Secrets()
        self._base = {(e.key, e.ask): e for e in base}
        self._known = _latest(journal.entries, forget_failures)
        self.remembered = tuple(self._known.values())
        """What the journal held at the beginning, in its order, without what is forgotten."""
        self._asked: WeakKeyDictionary[asyncio.Task[Any], Counter[str]] = WeakKeyDictionary()
        self._turn: dict[Place, asyncio.Lock] = {}
        self._written = self._synced = 0
        """Lines that were paid for, and how many of them are known to be on the disk."""
        self._syncing = asyncio.Lock()
        self._watchers: list[Callable[[Entry], None]] = []
        self.live_calls = 0
        """Requests that went out."""
        self.diverged: ReplayDiverged | None = None
        """The first request that a replay could not answer, kept in case somebody caught it."""

    def watch(self, watcher: Callable[[Entry], None]) -> None:
        """Call `watcher(entry)` for each entry that is added to the journal."""
        self._watchers.append(watcher)

    async def answer(
        self,
        kind: Kind,
        request: Mapping[str, Any],
        ask_live: Callable[[], Awaitable[Answer]],
        stage: str = "",
    ) -> Answer:
        """The answer to a request, as it stands in the journal.

        Raises:
            ReplayDiverged: nothing may be asked live and the journal does not hold the request.
            StorageError: the answer could not be written; it is not used.
        """
        public: dict[str, Any] = self._secrets.mask_all(dict(request))
        key = key_of(kind, public)
        asks = self._asks()
        place = (key, asks[key])
        async with self._turn.setdefault(place, asyncio.Lock()):
            entry = self._known.get(place)
            if entry is None:
                entry = await self._fetch(kind, public, place, ask_live, stage)
                self._known[place] = entry
                for watcher in self._watchers:
                    watcher(entry)
        asks[key] += 1  # only now: an ask that was cancelled got no answer
        return entry.answer

    def _asks(self) -> Counter[str]:
        task = asyncio.current_task()
        assert task is not None
        return self._asked.setdefault(task, Counter())

    async def _fetch(
        self,
        kind: Kind,
        request: dict[str, Any],
        place: Place,
        ask_live: Callable[[], Awaitable[Answer]],
        stage: str,
    ) -> Entry:
        if not self._live and kind in _OWN:
            return unwritten(kind, request, place, stage, await self._ask(ask_live))
        if not self._live:
            self.diverged = self.diverged or explain(
                kind, request, place[1], stage, self._journal.entries
            )
            raise self.diverged
        started = time.perf_counter()
        known = self._base.get(place)
        answer = known.answer if known else await self._ask(ask_live)
        entry = self._journal.append(
            kind,
            request,
            answer,
            ask=place[1],
            stage=stage,
            seconds=known.seconds if known else time.perf_counter() - started,
        )
        if known is None and kind in _PAID:
            await self._on_disk()
        return entry

    async def _on_disk(self) -> None:
        """Wait until the line just written is on the disk; lines of one moment wait together."""
        self._written += 1
        mine = self._written
        async with self._syncing:
            if self._synced < mine:
                upto = self._written
                await asyncio.to_thread(self._journal.sync)
                self._synced = upto

    async def _ask(self, ask_live: Callable[[], Awaitable[Answer]]) -> Answer:
        self.live_calls += 1
        try:
            answer = await ask_live()
        except LitassayError as error:
            failure = error_answer(error)
            if failure is None:
                raise
            answer = failure
        stripped: Answer = self._secrets.mask_all(answer)
        return stripped


def unwritten(
    kind: Kind, request: dict[str, Any], place: Place, stage: str, answer: Answer
) -> Entry:
    """An entry that stands in no journal."""
    return Entry(
        n=0, kind=kind, key=place[0], ask=place[1], stage=stage, request=request, answer=answer
    )


def _latest(entries: Iterable[Entry], forget_failures: bool) -> dict[Place, Entry]:
    """The last answer of each place: a later one replaced it when a run was resumed."""
    latest = {(e.key, e.ask): e for e in entries}
    return {place: e for place, e in latest.items() if not (forget_failures and e.failed)}
