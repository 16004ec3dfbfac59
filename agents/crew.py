"""Who fills which role in a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from litassay.types import Grade


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
    most_claims: Mapping[Grade, int] = field(default_factory=dict)
    """The most claims that are used of one paper, by its grade; all where the grade is not there.
    """
