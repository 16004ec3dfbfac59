"""The manifest of a run: what was asked, with what, by which versions, and how it ended."""

import platform
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from pydantic import ValidationError

from litassay import __version__
from litassay.errors import RunError
from litassay.types import Collection, Question, Record, Spend

FILE_NAME = "manifest.json"
_LIBRARIES = (
    "chromadb", "defusedxml", "httpx2", "langgraph", "langgraph-checkpoint-sqlite", "numpy",
    "openai", "pydantic", "pypdfium2", "rapidfuzz", "scikit-learn", "scipy", "sentencex",
    "snowballstemmer", "tiktoken", "wordllama",
)  # fmt: skip
"""The libraries that a result may depend on."""


class Manifest(Record):
    """`manifest.json`. It holds no secrets: the configuration is given without them."""

    manifest: Literal[1] = 1
    """Version of the format."""
    run_id: str
    question: Question
    nonce: str
    """Boundary of the data blocks in prompts; kept, so that prompts are the same in a replay."""
    configuration: dict[str, Any]
    """Every setting of the run, without keys."""
    prompt_set: str = ""
    """Name of the prompt set; empty where no prompt was used."""
    prompt_hash: str = ""
    models: tuple[tuple[str, str], ...] = ()
    """(role, model) for every role."""
    versions: tuple[tuple[str, str], ...] = ()
    """(package, version): litassay, Python, and the libraries that a result may depend on."""
    collections: tuple[Collection, ...] = ()
    """What the local libraries held when the run began."""
    recorded_with: str = ""
    """For a recording that tests replay: what answered, a double or which server."""
    base_run: str = ""
    """For a variant of an experiment: the run whose journal answered unchanged calls."""
    started: str
    """ISO 8601, UTC."""
    ended: str | None = None
    """ISO 8601, UTC; None while it runs, or when it was killed."""
    exit_code: int | None = None
    """How it ended (docs/cli.md); None while it runs, or when it was killed."""
    spend: tuple[Spend, ...] = ()

    @property
    def seconds(self) -> float:
        """From beginning to end; a run that was resumed includes the time in which it lay."""
        begun = datetime.fromisoformat(self.started)
        ended = datetime.fromisoformat(self.ended) if self.ended else begun
        return (ended - begun).total_seconds()

    @property
    def complete(self) -> bool:
        """True when the run ended with a report."""
        return self.exit_code in (0, 3, 5)


def installed_versions() -> tuple[tuple[str, str], ...]:
    """(package, version) of litassay, Python and the libraries, sorted."""
    found = {"litassay": __version__, "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # an optional library: then nothing depends on it
            continue
    return tuple(sorted(found.items()))


def changed_versions(manifest: Manifest) -> str:
    """What is installed in another version than the run was made with, in words; else empty."""
    now = dict(installed_versions())
    changed = [
        f"{name} {version} is now {now.get(name, 'missing')}"
        for name, version in manifest.versions
        if now.get(name) != version
    ]
    return ", ".join(changed)


def to_text(manifest: Manifest) -> str:
    """The text of `manifest.json`."""
    return manifest.model_dump_json(indent=2) + "\n"


def from_text(text: str, where: str) -> Manifest:
    """The manifest in a text.

    Raises:
        RunError: it is no manifest, or one of another format.
    """
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"]) or "the file"
        raise RunError(
            f"{FILE_NAME} of {where!r} cannot be read: {at}: {first['msg']}",
            "it may be damaged or come from another version of litassay",
        ) from error
