"""One ranking out of many, and the ids under which a run goes on knowing its works."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from litassay.types import Paper, ScreeningDecision, SearchOutcome

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


def keep_ids(works: Sequence[Paper], known: Sequence[ScreeningDecision]) -> tuple[Paper, ...]:
    """The works under the ids by which the run knows them already.

    A further record can give a merged work another id; what was judged, read or verified under
    the old one must stay its own. Of several known ids an included one is kept.
    """
    rank = {d.paper_id: (not d.included, not d.judged, d.paper_id) for d in known}
    return tuple(_known(work, rank) for work in works)


def _known(work: Paper, rank: Mapping[str, tuple[bool, bool, str]]) -> Paper:
    names = [name for name in (work.id, *work.merged_ids) if name in rank]
    best = min(names, key=lambda name: rank[name], default=work.id)
    if best == work.id:
        return work
    merged = sorted({work.id, *work.merged_ids} - {best})
    return work.model_copy(update={"id": best, "merged_ids": tuple(merged)})
