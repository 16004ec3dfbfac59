"""One ranking out of many: which of the retrieved works are screened, and in which order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graphs.state import State
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


class Queue(NamedTuple):
    """The works of a run as its newest round meets them."""

    judged: tuple[Paper, ...]
    """Decided in an earlier round, or that was tried in vain; best rank first."""
    new: tuple[Paper, ...]
    """To be looked at now; best rank in this round's searches first."""
    left: tuple[Paper, ...]
    """Not looked at: this round did not find them, or ranked them below its limit."""


def screening_queue(state: State, works: Sequence[Paper], most: int) -> Queue:
    """What a round screens: the works that its own searches add, ranked among themselves.

    Works of an earlier round keep their place; those that an earlier round did not look at are
    looked at when this round finds them again.
    """
    decided = {d.paper_id for d in state.screening if d.reason != "not_screened"}
    newest = state.plans[-1].round
    searches = [outcome for outcome in state.searches if outcome.query.round == newest]
    hit = {h.paper_id for outcome in searches for h in outcome.hits}
    ranked = fused_order(searches, works)
    open_ = [w for w in ranked if w.id not in decided and hit & {w.id, *w.merged_ids}]
    new = tuple(open_[:most])
    judged = tuple(w for w in fused_order(state.searches, works) if w.id in decided)
    placed = {w.id for w in (*judged, *new)}
    return Queue(judged, new, tuple(w for w in ranked if w.id not in placed))


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
