"""Who fills which role in a run."""

from dataclasses import dataclass

from litassay.ports import (
    Extractor,
    Panel,
    Planner,
    Retriever,
    Reviewer,
    Screener,
    Synthesiser,
    Verifier,
    Weigher,
    Writer,
)


@dataclass(frozen=True)
class Crew:
    """One agent a role; crews can be mixed with `dataclasses.replace`."""

    planner: Planner
    retriever: Retriever
    screener: Screener
    extractor: Extractor
    verifier: Verifier
    synthesiser: Synthesiser
    weigher: Weigher
    writer: Writer
    reviewers: tuple[Reviewer, ...]
    panel: Panel
