"""The one door for Python users: ask, replay, check a claim, search a library, read a report.

Everything else of litassay may change without notice; what stands here changes with a version.

    from litassay.api import Engine

    with Engine(library=["sample"], max_papers=5) as engine:
        answer = engine.ask("Does adversarial training improve robustness?", out="runs/one")
        print(answer.report.status, answer.path)
        print(engine.check("Adversarial training improves robustness.").verdict)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from agents.crew import Crew
from litassay.config.settings import Settings, load_settings
from litassay.doubles import Notebook
from litassay.errors import LitassayError, RunError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.ports import Progress, Source
from litassay.reports.document import Report
from litassay.types import ClaimCheck, Paper, Question
from litassay.wiring import rerun
from litassay.wiring import run as runs
from litassay.wiring.services import World, open_world
from litassay.wiring.verifying import ClaimDesk
from store.library import Library, open_library
from store.library.shelves import default_home


class Answer(NamedTuple):
    """One finished run."""

    path: Path
    """Its folder: replay, resume and compare take it."""
    report: Report
    exit_code: int
    """0 complete, 3 insufficient evidence, 5 budget reached or parts unchecked."""


class Replay(NamedTuple):
    """A run made again from its journal."""

    report: Report
    difference: str
    """How it differs from what was recorded; empty when it is the same, byte for byte."""


class Engine:
    """Settings with their libraries opened once; ask as many questions as you like.

    Args:
        progress: Told what happens; None tells nobody.
        sources: Sources of your own by name; each is searched beside the libraries and recorded.
        recast: Puts agents of your own into the crew: `lambda crew: replace(crew, screener=mine)`.
        settings: As in `litassay.toml`, over the environment and the settings file.

    Raises:
        SettingsError: a setting is unknown or out of range.
        LibraryError: a library is unknown or damaged.
    """

    def __init__(
        self,
        progress: Progress | None = None,
        sources: Mapping[str, Source] | None = None,
        recast: Callable[[Crew], Crew] | None = None,
        **settings: Any,
    ) -> None:
        self._progress = progress or Notebook()
        own = dict(sources or {})
        asked = load_settings(settings)
        self._named = asked.library
        asked = asked.model_copy(update={"library": (*asked.library, *own)})
        self._settings: Settings = runs.with_sources(asked)
        opened = open_world(asked.model_copy(update={"library": self._named}))
        libraries = {**opened.libraries, **own}
        self._world: World = replace(opened, libraries=libraries, recast=recast)
        self._libraries: list[Library] = []
        self._desk: ClaimDesk | None = None

    def ask(
        self,
        question: str,
        *,
        out: str | Path,
        year_from: int | None = None,
        year_to: int | None = None,
    ) -> Answer:
        """Answer a question in a run folder of its own.

        Raises:
            UserError: something named does not exist, or `out` is not empty; nothing was written.
            WorldError: the run stopped; `resume` goes on with it.
        """
        asked = Question(
            text=question,
            year_from=year_from,
            year_to=year_to,
            max_papers=self._settings.max_papers,
        )
        done = runs.ask(asked, self._settings, Path(out), self._progress, self._world)
        return Answer(done.folder.path, done.report, done.exit_code)

    def check(self, claim: str, papers: Sequence[Paper] = ()) -> ClaimCheck:
        """What the engine's libraries, and the given papers, say of one claim."""
        if self._desk is None:
            self._desk = ClaimDesk(self._opened())
        return self._desk.check(claim, papers)

    def search(self, text: str, limit: int = 10) -> tuple[Paper, ...]:
        """The best papers of the engine's libraries for a text, best first in each library."""
        return tuple(f.paper for lib in self._opened() for f in lib.search(text, limit).found)

    def close(self) -> None:
        """Close the libraries."""
        for library in self._libraries:
            library.close()
        self._libraries, self._desk = [], None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _opened(self) -> list[Library]:
        if not self._libraries:
            embedder = WordLlamaEmbedder()
            self._libraries = [open_library(n, default_home(), embedder) for n in self._named]
        return self._libraries


def ask(question: str, *, out: str | Path, **settings: Any) -> Answer:
    """Answer one question; for several, keep an `Engine` open."""
    with Engine(**settings) as engine:
        return engine.ask(question, out=out)


def replay(run: str | Path, out: str | Path | None = None) -> Replay:
    """Make a finished run again from its journal, with the network refused.

    Raises:
        RunError: there is no finished run, or its journal is damaged.
        ReplayDiverged: it asked something that its journal does not hold.
    """
    made = rerun.replay(Path(run), Path(out) if out else None, Notebook())
    return Replay(made.report, made.difference)


def resume(run: str | Path) -> Answer:
    """Go on with a run that was killed, or stopped by an outage or a limit."""
    done = rerun.resume(Path(run), Notebook())
    return Answer(done.folder.path, done.report, done.exit_code)


def read_report(run: str | Path) -> Report:
    """The report of a finished run.

    Raises:
        RunError: there is none, or it is not a report of this version.
    """
    path = Path(run) / "report.json"
    try:
        return Report.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(f"{str(path)!r} is not a report: {error}") from error


__all__ = [
    "Answer",
    "ClaimCheck",
    "Engine",
    "LitassayError",
    "Paper",
    "Replay",
    "Report",
    "ask",
    "read_report",
    "replay",
    "resume",
]
