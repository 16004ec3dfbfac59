"""What the nodes work with: the crew and the ports of one run, as typed run-time context."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.crew import Crew
from litassay.config.limits import Limits
from litassay.ports import Citations, Ledger, Progress, Reader, Shelf, Source
from litassay.types import Paper


@dataclass(frozen=True)
class Services:
    """Everything a node may use; built once, in wiring."""

    crew: Crew
    sources: tuple[Source, ...]
    reader: Reader
    shelf: Shelf
    progress: Progress
    limits: Limits
    merge: Callable[[Sequence[Paper]], tuple[Paper, ...]]
    """Merges the records of one work; does not depend on their order."""
    inspect: Callable[[Paper], Paper]
    """Flags text that is addressed to a machine rather than to a reader."""
    ledger: Ledger
    citations: Citations | None = None
    """For snowballing; None where it is not wanted."""
    prompt_set: str = "none"
    """Name and hash of the prompt set; `none` where no language model is used."""
