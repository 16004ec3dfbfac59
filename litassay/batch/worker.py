"""One worker of a batch: takes tasks off the board and makes each an ordinary run."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from litassay.batch.board import Claimed, Outcome, State, Wait
from litassay.config.settings import Settings, load_settings
from litassay.doubles import Notebook
from litassay.errors import Interrupted, LitassayError, RunError
from litassay.models.prices import load_prices
from litassay.types import Question
from litassay.wiring.estimate import at_most
from litassay.wiring.rerun import merged, resume
from litassay.wiring.run import Finished, ask, with_sources
from litassay.wiring.services import World, open_world
from litassay.wiring.spent import spent
from store.runs import RunFolder

RUNS = "runs"
"""Folder of the batch that holds the run folders."""
LEASE_S = 90.0
"""Seconds without a sign of life after which a task is given to another worker."""


class Tasks(Protocol):
    """The board, or something that speaks to it from afar."""

    def claim(
        self, worker: str, now: float, lease_s: float, reserve: float, most: float | None
    ) -> Claimed | Wait: ...

    def alive(self, task_id: str, worker: str, now: float, lease_s: float) -> bool: ...

    def settle(self, task_id: str, worker: str, now: float, ended: Outcome) -> State: ...


class Worker:
    """Makes the runs of one process; its libraries are opened once and stay open.

    Args:
        name: Unique among the workers of the batch.
        folder: Of the batch.
        flags: Settings of the batch, over those of the environment and the settings file.
        most_usd: What all tasks may cost together; None for no limit.
    """

    def __init__(
        self, name: str, folder: Path, flags: Mapping[str, Any], most_usd: float | None
    ) -> None:
        self._name = name
        self._folder = folder
        self._flags = flags
        self._most = most_usd
        self._worlds: dict[tuple[str, ...], World] = {}
        self._reserve = 0.0 if most_usd is None else _bound(self._settings({}))

    def work(self, board: Tasks) -> None:
        """Take tasks until none is left for this batch to do."""
        while True:
            found = board.claim(self._name, time.time(), LEASE_S, self._reserve, self._most)
            if isinstance(found, Claimed):
                self._make(board, found)
            elif found.until is None:
                return
            else:
                time.sleep(min(max(found.until - time.time(), 0.05), 5.0))

    def _make(self, board: Tasks, held: Claimed) -> None:
        task = held.task.id
        began = time.time()
        with _kept_alive(board, task, self._name):
            ended = self._outcome(held)
        ended = ended._replace(seconds=time.time() - began)
        board.settle(task, self._name, time.time(), ended)

    def _outcome(self, held: Claimed) -> Outcome:
        path = self._folder / RUNS / held.task.id
        try:
            done = self._run(held, path)
        except Interrupted:
            raise
        except RunError as error:  # perhaps a worker that is not quite dead still holds the run
            return Outcome(4, f"{error}", _paid(path))
        except LitassayError as error:
            return Outcome(error.exit_code, f"{error}", _paid(path))
        except Exception as error:  # noqa: BLE001 - one question's bug must not end the others
            return Outcome(1, f"{type(error).__name__}: {error}", _paid(path))
        rating = done.report.reviewing.rating.score
        return Outcome(done.exit_code, "", _paid(path), rating=rating)

    def _run(self, held: Claimed, path: Path) -> Finished:
        """Begin the run, or go on where an earlier attempt stopped: nothing is paid twice."""
        if (path / "manifest.json").is_file():
            return resume(path, Notebook())
        settings = self._settings(held.task.settings)
        if self._most is not None:
            budget = settings.models.budget.model_copy(update={"max_usd": self._reserve})
            models = settings.models.model_copy(update={"budget": budget})
            settings = settings.model_copy(update={"models": models})
        question = Question(text=held.task.text, max_papers=settings.max_papers)
        return ask(question, settings, path, Notebook(), self._world(settings))

    def _settings(self, own: Mapping[str, Any]) -> Settings:
        return with_sources(load_settings(merged(self._flags, own)))

    def _world(self, settings: Settings) -> World:
        if settings.library not in self._worlds:
            self._worlds[settings.library] = open_world(settings)
        return self._worlds[settings.library]


def _bound(settings: Settings) -> float:
    """US dollars that one question may cost: as set, else the upper bound of its estimate."""
    set_ = settings.models.budget.max_usd
    most = at_most(settings)
    known = most.usd if most and most.usd is not None else 0.0
    return float(set_) if set_ is not None else known


def _paid(path: Path) -> float:
    """US dollars that a run cost so far, by its journal; what has no known price counts as 0."""
    try:
        folder = RunFolder.open(path)
        prices = load_prices(load_settings({}).models.prices)
        return spent("", folder.journal(growing=False).entries, (), prices).usd or 0.0
    except LitassayError:
        return 0.0


@contextmanager
def _kept_alive(board: Tasks, task: str, worker: str) -> Iterator[None]:
    """Lengthen the lease while a run is being made, from a thread of its own."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(LEASE_S / 3):
            board.alive(task, worker, time.time(), LEASE_S)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
