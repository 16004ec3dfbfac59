"""Who fills which role in a run."""

from dataclasses import dataclass

from litassay.ports import (
    Extractor,
    Panel,
    Planner,
    Reviewer,
    Screener,
    Verifier,
    Writer,
)


@dataclass(frozen=True)
class Crew:
    """One agent a role; crews can be mixed with `dataclasses.replace`."""

    planner: Planner
    screener: Screener
    extractor: Extractor
    verifier: Verifier
    writer: Writer
    reviewers: tuple[Reviewer, ...]
    panel: Panel
