"""Which of the papers that answer are read when there are more than seats."""

from collections import Counter
from collections.abc import Sequence

from litassay.types import Paper, ScreeningDecision


def seated(
    wanted: Sequence[ScreeningDecision], papers: dict[str, Paper], taken: Counter[str], seats: int
) -> frozenset[str]:
    """Ids of those that are read.

    Each sub-question that nobody speaks to yet gets its best paper; then the best come first.
    Between papers as relevant as each other the one for the least covered sub-question goes first,
    then the newer.

    Args:
        wanted: Decisions of papers that answer.
        papers: By id.
        taken: Papers that are read already, by sub-question.
        seats: How many may still be read.
    """
    covered, left = Counter(taken), list(wanted)
    found: list[str] = []
    parts = sorted({q for d in wanted for q in d.sub_questions})
    while left and len(found) < seats:
        bare = [q for q in parts if not covered[q]]
        if bare:
            parts = [q for q in parts if q != bare[0]]
            open_ = [d for d in left if bare[0] in d.sub_questions]
        else:
            open_ = left
        if not open_:
            continue
        best = min(open_, key=lambda d: _place(d, papers[d.paper_id], covered))
        left.remove(best)
        found.append(best.paper_id)
        covered.update(best.sub_questions)
    return frozenset(found)


def _place(
    decision: ScreeningDecision, paper: Paper, covered: Counter[str]
) -> tuple[float, int, int, str]:
    """Sort key: relevance, need, year; the id only where nothing else tells two papers apart."""
    need = min((covered[q] for q in decision.sub_questions), default=len(covered))
    return -decision.relevance, need, -(paper.year or 0), paper.id
