"""A pytest plugin: tests over recorded runs, without key, network or library.

It is there as soon as litassay is installed. See docs/testing-with-recordings.md.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from litassay.wiring.recording import ReplayedRun

T = TypeVar("T")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--record`."""
    parser.getgroup("litassay").addoption(
        "--record",
        action="store_true",
        help="make the recorded runs of the chosen tests anew: calls that changed go live",
    )


@pytest.fixture
def replayed_run(request: pytest.FixtureRequest) -> Callable[..., "ReplayedRun"]:
    """A function that replays a recorded run: `replayed_run(recording, …)`.

    Its arguments: `recording`, a folder relative to the test's own; `prompts`, a folder of prompts
    relative to the test's own, in the place of those of the recording; `settings`, over those of
    the recording; and for `--record` also `question` and `recorded_with`.

    A call that is not in the recording fails the test with the difference. With `--record` it goes
    live, and the recording is replaced.
    """
    from litassay.errors import SettingsError
    from litassay.shadowing import check

    try:
        check()
    except SettingsError as error:
        pytest.fail(str(error), pytrace=False)
    here = request.path.parent

    def replay(
        recording: str,
        *,
        prompts: str | None = None,
        settings: dict[str, Any] | None = None,
        question: str | None = None,
        recorded_with: str = "",
    ) -> "ReplayedRun":
        path, own = here / recording, here / prompts if prompts else None
        if request.config.getoption("--record", default=False):
            _in_thread(_record, path, question, own, settings or {}, recorded_with)
        return _in_thread(_replay, path, own, settings)

    return replay


def _in_thread(function: Callable[..., T], *arguments: Any) -> T:
    """Run it where no event loop runs, so that async tests can use it too."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result()


def _replay(path: Path, prompts: Path | None, settings: dict[str, Any] | None) -> "ReplayedRun":
    from litassay.errors import LitassayError
    from litassay.wiring.recording import replayed

    try:
        return replayed(path, prompts, settings)
    except LitassayError as error:
        raise pytest.fail.Exception(
            f"{error}\n\nif the change is wanted: pytest --record", pytrace=False
        ) from None


def _record(
    path: Path, question: str | None, prompts: Path | None, settings: dict[str, Any], what: str
) -> None:
    from filelock import FileLock

    from litassay.errors import LitassayError
    from litassay.types import Question
    from litassay.wiring.recording import record

    limit = settings.get("max_papers")
    asked = Question(text=question) if question else None
    if asked and limit:
        asked = asked.model_copy(update={"max_papers": limit})
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path.parent / f".{path.name}.lock"):  # several workers may record it
            record(path, asked, prompts, settings, what)
    except LitassayError as error:
        raise pytest.fail.Exception(f"not recorded: {error}", pytrace=False) from None
