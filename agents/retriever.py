"""The retriever: the records of all searches become one list of works, flagged and ranked.

Used by both crews. It knows no source: what was found is handed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.works.merging import merge_works
from agents.works.ranking import fused_order, keep_ids
from litassay.text.injection import flagged
from litassay.types import Paper, ScreeningDecision, SearchOutcome


@dataclass(frozen=True)
class MergingRetriever:
    """Implements `Retriever`."""

    def merge(
        self,
        searches: Sequence[SearchOutcome],
        records: Sequence[Paper],
        known: Sequence[ScreeningDecision] = (),
    ) -> tuple[Paper, ...]:
        """One record a work, most promising first; the same for every order of the records."""
        works = keep_ids([flagged(work) for work in merge_works(records)], known)
        return fused_order(searches, works)

    def inspect(self, paper: Paper) -> Paper:
        """The paper with a flag where its text, which may have grown, is addressed to a machine."""
        return flagged(paper)
