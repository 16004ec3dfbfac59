"""Which relevant papers are read when there are more than the limit: a rule for both crews."""

from collections.abc import Sequence

from litassay.types import ScreeningDecision


def seated(decisions: Sequence[ScreeningDecision], most: int) -> tuple[ScreeningDecision, ...]:
    """The decisions with at most `most` papers included, in the order given.

    The order is that of relevance, best first. Each sub-question that any relevant paper speaks
    to gets its best one before the rest goes by relevance alone; so no paper is the third of one
    sub-question while another has none. Those without a seat are `over_limit`, which says that
    they are relevant.
    """
    relevant = [d for d in decisions if d.included]
    if len(relevant) <= most:
        return tuple(decisions)
    parts = dict.fromkeys(q for d in relevant for q in d.sub_questions)
    first = dict.fromkeys(
        next(d.paper_id for d in relevant if part in d.sub_questions) for part in parts
    )
    ranked = [*first, *(d.paper_id for d in relevant if d.paper_id not in first)]
    seats = set(ranked[:most])
    least = min(d.relevance for d in relevant if d.paper_id in seats)
    return tuple(
        d if not d.included or d.paper_id in seats else _without_seat(d, most, least)
        for d in decisions
    )


def _without_seat(decision: ScreeningDecision, most: int, least: float) -> ScreeningDecision:
    why = f"{most} papers are read, and as many were found that are at least as relevant"
    if decision.relevance > least:
        why = f"{most} papers are read, and one of them was kept for another sub-question"
    change = {"included": False, "reason": "over_limit", "explanation": f"Relevant, but {why}."}
    return decision.model_copy(update=change)
