"""The answer to the question: what the evidence says, for which side, and how firmly."""

from collections.abc import Sequence

from agents.extractive.direction import asks_direction
from agents.extractive.named import contributions, told
from agents.extractive.prose import capital, count, listing, of_which, verb
from agents.extractive.standing import Standing, siding, works
from litassay.types import EvidenceBase, Statement, Strength

_MOST_SHOWN = 6
"""Findings in the answer; the results hold them all."""
_MOST_NAMES = 8


def answer(
    base: EvidenceBase,
    used: Sequence[Standing],
    lead: Statement,
    strength: Strength,
    still_open: Sequence[str],
) -> tuple[Statement, ...]:
    """Headline, names, the findings for it, those against it, what stays open, the strength."""
    if strength == "insufficient":
        return (lead, Statement(text=_nothing(base)))
    papers = base.papers_by_id()
    best = _balanced(used)
    sided = asks_direction(base.question.text)
    said = [lead, *_sides(used)] if sided else [lead, *_names(base, used)]
    said += [_finding(told(s, papers), s) for s in best]
    if still_open:
        quoted = listing([f"“{t}”" for t in still_open])
        said.append(Statement(text=f"No verified finding answers {quoted}."))
    return (*said, Statement(text=firmness(used, strength)))


def _balanced(used: Sequence[Standing]) -> list[Standing]:
    """The best findings: those for, then those against, in equal number; then the others."""
    yes, no = (best_of_each(siding(used, side)) for side in ("yes", "no"))
    half = _MOST_SHOWN // 2
    kept = [*yes[: max(half, _MOST_SHOWN - len(no))], *no[: max(half, _MOST_SHOWN - len(yes))]]
    others = [s for s in best_of_each(used) if s.side == "open"]
    return [*kept, *others][:_MOST_SHOWN]


def _sides(used: Sequence[Standing]) -> list[Statement]:
    """Where the findings disagree, which stand on which side."""
    yes, no = siding(used, "yes"), siding(used, "no")
    if not yes or not no:
        return []
    return [
        Statement(
            text=f"{capital(count(len(group), 'finding'))} from {count(works(group), 'paper')} "
            f"{verb(len(group), 'speaks', 'speak')} for {answer}.",
            claim_ids=tuple(s.claim.id for s in group),
        )
        for group, answer in ((yes, "yes"), (no, "no"))
    ]


def _finding(text: str, standing: Standing) -> Statement:
    return Statement(text=text, claim_ids=(standing.claim.id,))


def _names(base: EvidenceBase, used: Sequence[Standing]) -> list[Statement]:
    """What the papers contribute, by name, when there are several."""
    named = contributions([s for s in used if s.direct], base.papers_by_id())[:_MOST_NAMES]
    if len(named) < 2:
        return []
    text = f"The findings describe {listing([name for name, _ in named])}."
    return [Statement(text=text, claim_ids=tuple(s.claim.id for _, s in named))]


def firmness(used: Sequence[Standing], strength: Strength) -> str:
    """The strength and the counts it follows from."""
    corroborated = sum(bool(s.verification.corroborated_by) for s in used)
    contested = sum(bool(s.verification.contradicted_by) for s in used)
    rests = (
        f"The evidence for this answer is {strength}: {count(len(used), 'supported claim')} from "
        f"{count(works(used), 'paper')}"
    )
    if len(used) == 1:
        yes, no = (" and is ", " and is not ")
        return (
            f"{rests}, which is{'' if corroborated else ' not'} corroborated"
            f"{yes if contested else no}contradicted by other retrieved papers."
        )
    return (
        f"{rests}, of which {of_which(corroborated, 'is', 'are')} corroborated and "
        f"{of_which(contested, 'is', 'are')} contradicted by other retrieved papers."
    )


def best_of_each(used: Sequence[Standing]) -> list[Standing]:
    """The best claim of each paper first, then the second ones."""
    turn: dict[str, int] = {}
    ranked = []
    for place, standing in enumerate(used):
        nth = turn.get(standing.claim.paper_id, 0)
        turn[standing.claim.paper_id] = nth + 1
        ranked.append((nth, place, standing))
    return [s for _, _, s in sorted(ranked, key=lambda r: r[:2])]


def _nothing(base: EvidenceBase) -> str:
    """Why nothing can be said."""
    if not base.claims:
        return "No claim that answers the question could be taken from the retrieved papers."
    total = len(base.claims)
    taken = f"Of {count(total, 'claim')} taken from the papers"
    return f"{taken}, none is supported by the retrieved texts."
