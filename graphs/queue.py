"""Which of the retrieved works a round screens, and in which order."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.works.ranking import fused_order
from graphs.state import State
from litassay.types import Paper


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
