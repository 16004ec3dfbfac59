"""Workers of one machine: processes that stay warm, replaced where one dies."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from litassay.batch.board import Board, Row
from litassay.batch.worker import Worker

BOARD = "batch.sqlite"
REPLACEMENTS = 20
"""Workers that may die in one batch before it is given up."""
Watch = Callable[[tuple[Row, ...]], None]


def run_local(
    folder: Path, flags: Mapping[str, Any], workers: int, most_usd: float | None, watch: Watch
) -> None:
    """Work until nothing is left to do; one worker is this process, several are processes.

    Args:
        folder: Of the batch.
        flags: Settings of the batch.
        workers: How many.
        most_usd: What all tasks may cost together; None for no limit.
        watch: Told the state of every task, about once a second.
    """
    if workers == 1:
        Worker(_name("w", 0), folder, flags, most_usd).work(Board(folder / BOARD))
        watch(Board(folder / BOARD).rows())
        return
    context = multiprocessing.get_context("spawn")
    started = 0

    def start() -> SpawnProcess:
        nonlocal started
        arguments = (_name("w", started), folder, dict(flags), most_usd)
        process = context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        started += 1
        return process

    running = [start() for _ in range(workers)]
    try:
        while running:
            time.sleep(0.5)
            watch(Board(folder / BOARD).rows())
            dead = [p for p in running if p.exitcode not in (None, 0)]
            running = [p for p in running if p.exitcode is None]
            if started + len(dead) <= workers + REPLACEMENTS:
                running += [start() for _ in dead]
    finally:
        for process in running:
            process.terminate()
            process.join(10)


def _name(kind: str, number: int) -> str:
    return f"{kind}{number}-{time.time_ns():x}"


def _work(name: str, folder: Path, flags: dict[str, Any], most_usd: float | None) -> None:
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    Worker(name, folder, flags, most_usd).work(Board(folder / BOARD))


def _end_with(parent: int) -> None:
    """End this worker when the process that started it is gone: its runs are left to the next."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
