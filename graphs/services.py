"""What the nodes work with: the crew and the ports of one run, as typed run-time context."""

from dataclasses import dataclass

from agents.crew import Crew
from litassay.config.limits import Limits
from litassay.ports import Citations, Progress, Reader, Shelf, Source


@dataclass(frozen=True)
class Services:
    """Everything a node may use; built once, in wiring."""

    crew: Crew
    sources: tuple[Source, ...]
    reader: Reader
    shelf: Shelf
    progress: Progress
    limits: Limits
    citations: Citations | None = None
    """For snowballing; None where it is not wanted."""
