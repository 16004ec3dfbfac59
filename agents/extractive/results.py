"""The results, grouped by sub-question, the worthiest first, each claim told once."""

from collections.abc import Sequence

from agents.extractive.direction import asks_direction, lean
from agents.extractive.prose import joined
from agents.extractive.standing import Standing
from litassay.types import Findings, ResultGroup, Statement

_NOTHING = "No verified finding in the retrieved papers answers this part of the question."


def results(findings: Findings, used: Sequence[Standing]) -> tuple[ResultGroup, ...]:
    """One group a sub-question; a part without findings says so."""
    placed = _placed(findings, used)
    question = findings.question.text
    return tuple(
        ResultGroup(
            sub_question=part.id,
            statements=_told(placed[part.id], question) or (Statement(text=_NOTHING),),
        )
        for part in findings.sub_questions
    )


def _placed(findings: Findings, used: Sequence[Standing]) -> dict[str, list[Standing]]:
    """Each claim under one of its sub-questions: the one that has the fewest so far."""
    placed: dict[str, list[Standing]] = {p.id: [] for p in findings.sub_questions}
    if not placed:
        return placed
    first = next(iter(placed))
    for standing in sorted(used, key=lambda s: len(s.claim.sub_questions) or 99):
        choices = [p for p in standing.claim.sub_questions if p in placed] or [first]
        fewest = min(choices, key=lambda p: len(placed[p]))
        placed[fewest].append(standing)
    return placed


def _told(group: Sequence[Standing], question: str) -> tuple[Statement, ...]:
    """Claims of one paper stand together; connectives tell when paper or direction changes."""
    order = {s.claim.paper_id: n for n, s in reversed(list(enumerate(group)))}
    told = []
    before: Standing | None = None
    for standing in sorted(group, key=lambda s: order[s.claim.paper_id]):
        link = _link(before, standing, question)
        told.append(
            Statement(text=joined(link, standing.claim.text), claim_ids=(standing.claim.id,))
        )
        before = standing
    return tuple(told)


def _link(before: Standing | None, now: Standing, question: str) -> str:
    if before is None:
        return ""
    if asks_direction(question) and now.direct and before.direct:
        sides = lean(before.claim.text, question), lean(now.claim.text, question)
        if set(sides) == {"yes", "no"}:
            return "By contrast"
    return "In the same paper" if before.claim.paper_id == now.claim.paper_id else ""
