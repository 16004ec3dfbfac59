"""One ranking out of many: which of the retrieved works are screened first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from litassay.types import Paper, SearchOutcome

RANK_CONSTANT = 60
"""The constant k of reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009)."""


def fused_order(searches: Sequence[SearchOutcome], works: Sequence[Paper]) -> tuple[Paper, ...]:
    """The works by reciprocal rank fusion over all searches, ties by id."""
    work_of: Mapping[str, str] = {old: w.id for w in works for old in (w.id, *w.merged_ids)}
    score: dict[str, float] = defaultdict(float)
    for outcome in searches:
        best: dict[str, int] = {}
        for hit in outcome.hits:
            work = work_of.get(hit.paper_id)
            if work is not None:
                best[work] = min(hit.rank, best.get(work, hit.rank))
        for work, rank in best.items():
            score[work] += 1 / (RANK_CONSTANT + rank)
    return tuple(sorted(works, key=lambda w: (-round(score[w.id], 12), w.id)))
