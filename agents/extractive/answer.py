"""The answer to the question: the headline, both sides, and the findings with their groups."""

from collections.abc import Collection, Sequence
from typing import get_args

from agents.extractive.named import told
from agents.extractive.prose import count, listing, verb
from agents.extractive.standing import Standing, siding, works
from litassay.types import Certainty, EvidenceBase, ReviewFinding, Statement, Strength

_MOST_SHOWN = 6
"""Findings in the answer; the results hold them all."""


def answer(
    base: EvidenceBase,
    used: Sequence[Standing],
    lead: Statement,
    strength: Strength,
    still_open: Sequence[str],
) -> tuple[Statement, ...]:
    """Headline, both sides of the question, the findings, what stays open."""
    if strength == "insufficient":
        return (lead, Statement(text=_nothing(base)))
    papers = base.papers_by_id()
    sided = [s for s in _balanced(used) if s.side != "open"]
    said = [lead]
    said += [_finding(told(s, papers), s) for s in sided]
    shared = _shared(base, used, {s.claim.id for s in sided})
    cited = {i for s in (*said[1:], *shared) for i in s.claim_ids}
    rest = [s for s in _balanced(used) if s.side == "open" and s.claim.id not in cited]
    said += [*shared, *(_finding(told(s, papers), s) for s in rest[: _MOST_SHOWN - len(shared)])]
    if still_open:
        quoted = listing([f"“{t}”" for t in still_open])
        said.append(Statement(text=f"No verified finding answers {quoted}."))
    return tuple(said)


def _shared(
    base: EvidenceBase, used: Sequence[Standing], told_already: Collection[str]
) -> list[Statement]:
    """The findings, most certain first, each with the groups behind it."""
    known = {s.claim.id: s for s in used}
    papers = base.papers_by_id()
    said = []
    for finding in ranked(base.findings):
        cited = [known[i] for i in finding.claim_ids if i in known]
        if finding.asked or not cited or cited[0].claim.id in told_already:
            continue
        groups = count(finding.groups_for, "independent group")
        text = told(cited[0], papers).rstrip()
        text = text[:-1] if text.endswith(".") else text
        said.append(
            Statement(
                text=f"{text} ({groups}; certainty {finding.certainty.replace('_', ' ')}).",
                claim_ids=tuple(s.claim.id for s in cited),
            )
        )
    return said[:_MOST_SHOWN]


def ranked(findings: Sequence[ReviewFinding]) -> list[ReviewFinding]:
    """The most certain first, then those of most groups; the asked proposition before all."""
    levels = get_args(Certainty)
    return sorted(
        findings, key=lambda f: (not f.asked, levels.index(f.certainty), -f.groups_for, f.id)
    )


def _balanced(used: Sequence[Standing]) -> list[Standing]:
    """The best findings: those for, then those against, in equal number; then the others."""
    yes, no = (best_of_each(siding(used, side)) for side in ("yes", "no"))
    half = _MOST_SHOWN // 2
    kept = [*yes[: max(half, _MOST_SHOWN - len(no))], *no[: max(half, _MOST_SHOWN - len(yes))]]
    others = [s for s in best_of_each(used) if s.side == "open"]
    return [*kept, *others][:_MOST_SHOWN]


def _finding(text: str, standing: Standing) -> Statement:
    return Statement(text=text, claim_ids=(standing.claim.id,))


def firmness(base: EvidenceBase, used: Sequence[Standing]) -> str:
    """What the answer rests on."""
    shared = sum(f.groups_for >= 2 for f in base.findings if not f.asked)
    joint = f"; {count(shared, 'finding')} {verb(shared, 'is', 'are')} shared by two groups or more"
    return (
        f"The answer rests on {count(len(used), 'supported claim')} from "
        f"{count(works(used), 'paper')}{joint if shared else ''}."
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
