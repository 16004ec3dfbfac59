"""The answer to the question: what the evidence says, for which side, and how firmly."""

from collections.abc import Sequence

from agents.extractive.direction import Lean, asks_direction, lean
from agents.extractive.prose import capital, count, joined, listing, verb
from agents.extractive.standing import Standing, works
from litassay.types import Findings, Statement, Strength

_MOST_SHOWN = 6
"""Findings in the answer; the results hold them all."""
_SIDES: dict[Lean, str] = {"yes": "for", "no": "against"}


def headline(findings: Findings, used: Sequence[Standing], strength: Strength) -> Statement:
    """The one sentence that answers, or says that the evidence does not."""
    if strength == "insufficient":
        return Statement(
            text=f"The evidence found does not answer the question. {_searched(findings)}"
        )
    if asks_direction(findings.question.text):
        return _verdict(findings.question.text, used)
    cited = [s for s in used if s.direct] or list(used)
    how = "directly" if any(s.direct for s in used) else "in part"
    return Statement(
        text=f"{capital(count(len(cited), 'verified finding'))} from {count(works(cited), 'paper')} "
        f"{verb(len(cited), 'answers', 'answer')} the question {how}.",
        claim_ids=_ids(cited),
    )


def _verdict(question: str, used: Sequence[Standing]) -> Statement:
    """Which way the direct claims point; without direct ones, that the answer is indirect."""
    direct = [s for s in used if s.direct]
    if not direct:
        return Statement(
            text="No verified finding addresses all parts of the question at once; "
            f"{count(len(used), 'finding')} from {count(works(used), 'paper')} "
            f"{verb(len(used), 'bears', 'bear')} on parts of it.",
            claim_ids=_ids(used),
        )
    yes, no = _leaning(direct, question, "yes"), _leaning(direct, question, "no")
    if not yes and not no:
        text = "address the question directly without a clear direction"
    elif yes and no:
        larger = (
            "a positive"
            if works(yes) > works(no)
            else "a negative"
            if works(no) > works(yes)
            else "no"
        )
        text = (
            f"address the question directly and disagree, with {larger} balance: {_tally(yes, no)}"
        )
    else:
        text = f"address the question directly and point to {'a positive' if yes else 'a negative'} answer"
    return Statement(
        text=f"{capital(count(len(direct), 'verified finding'))} from {count(works(direct), 'paper')} {text}.",
        claim_ids=_ids(direct),
    )


def _tally(yes: Sequence[Standing], no: Sequence[Standing]) -> str:
    return f"{count(works(yes), 'paper')} for, {count(works(no), 'paper')} against"


def _leaning(standings: Sequence[Standing], question: str, side: Lean) -> list[Standing]:
    return [s for s in standings if lean(s.claim.text, question) == side]


def answer(
    findings: Findings,
    used: Sequence[Standing],
    lead: Statement,
    strength: Strength,
    still_open: Sequence[str],
) -> tuple[Statement, ...]:
    """Headline, the findings for it, those against it, what stays open, and the strength."""
    if strength == "insufficient":
        return (lead, Statement(text=_nothing(findings)))
    question = findings.question.text
    best = _varied(used)[:_MOST_SHOWN]
    against = _leaning(best, question, "no") if asks_direction(question) else []
    others = [s for s in best if s not in against]
    said = [lead, *(Statement(text=s.claim.text, claim_ids=(s.claim.id,)) for s in others)]
    for n, s in enumerate(against):
        text = joined("By contrast" if others and n == 0 else "", s.claim.text)
        said.append(Statement(text=text, claim_ids=(s.claim.id,)))
    if still_open:
        said.append(Statement(text=f"The retrieved papers leave open: {listing(list(still_open))}"))
    return (*said, Statement(text=firmness(used, strength)))


def firmness(used: Sequence[Standing], strength: Strength) -> str:
    """The strength and the counts it follows from."""
    corroborated = sum(bool(s.verification.corroborated_by) for s in used)
    contested = sum(bool(s.verification.contradicted_by) for s in used)
    return (
        f"The evidence for this answer is {strength}: {count(len(used), 'supported claim')} from "
        f"{count(works(used), 'paper')}, {corroborated} corroborated and {contested} contradicted by other "
        "retrieved papers."
    )


def _varied(used: Sequence[Standing]) -> list[Standing]:
    """The best claim of each paper first, then the second ones."""
    turn: dict[str, int] = {}
    ranked = []
    for place, standing in enumerate(used):
        nth = turn.get(standing.claim.paper_id, 0)
        turn[standing.claim.paper_id] = nth + 1
        ranked.append((nth, place, standing))
    return [s for _, _, s in sorted(ranked, key=lambda r: r[:2])]


def _searched(findings: Findings) -> str:
    """What was searched, in one sentence."""
    sources = sorted({s.source for s in findings.searches})
    failed = sorted({s.source for s in findings.searches if s.failed})
    where = listing(sources) or "no source"
    included = sum(d.included for d in findings.screening)
    text = (
        f"{capital(count(len(findings.searches), 'search', 'searches'))} in {where} returned "
        f"{count(len(findings.papers), 'paper')}, of which {count(included, 'was', 'were')} relevant"
    )
    return f"{text}; {listing(failed)} failed." if failed else f"{text}."


def _nothing(findings: Findings) -> str:
    """Why nothing can be said."""
    if not findings.claims:
        return "No claim that answers the question could be taken from the relevant papers."
    total = len(findings.claims)
    return f"Of {count(total, 'claim')} taken from the papers none was supported by the retrieved texts."


def _ids(standings: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(s.claim.id for s in standings)
