"""Questions asked one after another of libraries that are opened once, each in a scratch folder."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from litassay.config.settings import Settings
from litassay.evals.answers import Answered, answered
from litassay.evals.judgments import JudgedQuestion
from litassay.ports import Progress
from litassay.types import Question, RunResult
from litassay.wiring.results import load_result
from litassay.wiring.run import ask
from litassay.wiring.services import open_world


class Unheard:
    """The progress of a single run, which nobody watches."""

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""


class Heard(NamedTuple):
    """One question with the result of its run."""

    question: JudgedQuestion
    result: RunResult
    cited: tuple[str, ...]
    """Ids of the references."""
    seconds: float


def ask_all(
    questions: Sequence[JudgedQuestion], settings: Settings, progress: Progress
) -> Iterator[Heard]:
    """Ask each question as `ask` does.

    Raises:
        UserError: a library does not exist.
        WorldError: a run stopped.
    """
    world = open_world(settings)
    with tempfile.TemporaryDirectory(prefix="litassay-") as scratch:
        for n, question in enumerate(questions):
            progress.stage("ask", question.id, n, len(questions))
            began = time.perf_counter()
            asked = Question(text=question.text, max_papers=settings.max_papers)
            done = ask(asked, settings, Path(scratch) / str(n), Unheard(), world)
            cited = tuple(r.paper_id for r in done.report.references)
            seconds = time.perf_counter() - began
            yield Heard(question, load_result(done.folder), cited, seconds)


def answer_all(
    questions: Sequence[JudgedQuestion], settings: Settings, progress: Progress
) -> Iterator[Answered]:
    """Ask each question as `ask` does, and count what its report rests on."""
    for one in ask_all(questions, settings, progress):
        yield answered(*one)
