"""The results, grouped by sub-question, the worthiest first, each claim told once."""

from collections.abc import Sequence

from agents.extractive.direction import asks_direction
from agents.extractive.named import told
from agents.extractive.standing import Standing
from litassay.types import EvidenceBase, ResultGroup, Statement

_NOTHING = "No verified finding in the retrieved papers answers this part of the question."


def results(base: EvidenceBase, used: Sequence[Standing]) -> tuple[ResultGroup, ...]:
    """One group a sub-question; a part without findings says so."""
    placed = _placed(base, used)
    return tuple(
        ResultGroup(
            sub_question=part.id,
            statements=_told(placed[part.id], base) or (Statement(text=_NOTHING),),
        )
        for part in base.sub_questions
    )


def _placed(base: EvidenceBase, used: Sequence[Standing]) -> dict[str, list[Standing]]:
    """Each claim under one of its sub-questions, worthiest first.

    What answers a yes/no question directly stands under the first; else the part that has the
    fewest so far takes the claim.
    """
    placed: dict[str, list[Standing]] = {p.id: [] for p in base.sub_questions}
    if not placed:
        return placed
    first = next(iter(placed))
    sided = asks_direction(base.question.text)
    for standing in sorted(used, key=lambda s: (not s.direct, len(s.claim.sub_questions))):
        choices = [p for p in standing.claim.sub_questions if p in placed] or [first]
        crowd = {p: len(placed[p]) for p in choices}
        chosen = (
            first
            if standing.side != "open"
            else choices[0]
            if sided and standing.direct
            else min(choices, key=crowd.__getitem__)
        )
        placed[chosen].append(standing)
    order = {s.claim.id: n for n, s in enumerate(used)}
    for group in placed.values():
        group.sort(key=lambda s: order[s.claim.id])
    return _filled(placed)


def _filled(placed: dict[str, list[Standing]]) -> dict[str, list[Standing]]:
    """A part left empty takes the last claim of the fullest part that also answers it."""
    for part, group in placed.items():
        if not group:
            fullest = max(placed.values(), key=len)
            spare = [s for s in fullest if part in s.claim.sub_questions]
            if spare and len(fullest) > 1:
                fullest.remove(spare[-1])
                group.append(spare[-1])
    return placed


def _told(group: Sequence[Standing], base: EvidenceBase) -> tuple[Statement, ...]:
    """Claims of one paper stand together."""
    order = {s.claim.paper_id: n for n, s in reversed(list(enumerate(group)))}
    papers = base.papers_by_id()
    return tuple(
        Statement(text=told(s, papers), claim_ids=(s.claim.id,))
        for s in sorted(group, key=lambda s: order[s.claim.paper_id])
    )
