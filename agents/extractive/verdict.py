"""The headline: the one sentence that answers the question, or says that the evidence does not."""

from collections.abc import Sequence

from agents.extractive.concepts import quality
from agents.extractive.direction import Lean, asks_direction, lean
from agents.extractive.prose import capital, count, listing, of_which, verb
from agents.extractive.standing import Standing, works
from agents.extractive.terms import terms
from litassay.types import Findings, Statement, Strength

_CLEAR = 3
"""One side is clear when it has this many times the papers of the other."""


def headline(findings: Findings, used: Sequence[Standing], strength: Strength) -> Statement:
    """Direction where the question has one, else how directly it is addressed."""
    if strength == "insufficient":
        return Statement(
            text=f"The evidence found does not answer the question. {searched(findings)}"
        )
    direct = [s for s in used if s.direct]
    if not direct:
        return Statement(
            text="No verified finding addresses the question as a whole; "
            f"{count(len(used), 'finding')} from {count(works(used), 'paper')} "
            f"{verb(len(used), 'bears', 'bear')} on parts of it."
        )
    if asks_direction(findings.question.text):
        return _direction(findings.question.text, direct)
    return Statement(
        text=f"{capital(count(len(direct), 'verified finding'))} from "
        f"{count(works(direct), 'paper')} {verb(len(direct), 'addresses', 'address')} the question "
        "directly."
    )


def _direction(question: str, direct: Sequence[Standing]) -> Statement:
    """Which answer the direct findings point to, with the papers on each side."""
    yes, no = leaning(direct, question, "yes"), leaning(direct, question, "no")
    if not yes and not no:
        return Statement(
            text=f"{capital(count(len(direct), 'verified finding'))} from "
            f"{count(works(direct), 'paper')} {verb(len(direct), 'addresses', 'address')} the "
            f"question "
            "directly without a clear direction."
        )
    sides = f"{count(works(yes), 'paper')} for, {count(works(no), 'paper')} against"
    open_ = len(direct) - len(yes) - len(no)
    rest = (
        f", with {count(open_, 'finding')} that take{'s' if open_ == 1 else ''} no side"
        if open_
        else ""
    )
    return Statement(
        text=f"{_balance(question, works(yes), works(no))} ({sides}{rest}).",
        claim_ids=tuple(s.claim.id for s in (*yes, *no)),
    )


def _balance(question: str, yes: int, no: int) -> str:
    """The answer in words: yes, no or mixed; for a degree the quality's presence."""
    noun = quality(question)
    for_it = f"towards {noun}" if noun else "to yes"
    against = f"away from {noun}" if noun else "to no"
    if not no or yes >= _CLEAR * no:
        return f"The direct evidence points {for_it}"
    if not yes or no >= _CLEAR * yes:
        return f"The direct evidence points {against}"
    return "The direct evidence is mixed"


def leaning(standings: Sequence[Standing], question: str, side: Lean) -> list[Standing]:
    """The findings that speak for one side; for a degree they must speak of the quality asked."""
    asked = {*terms(quality(question)), *terms(" ".join(question.split()[1:2]))}
    spoken = [s for s in standings if not quality(question) or asked & set(terms(s.claim.text))]
    return [s for s in spoken if lean(s.claim.text, question) == side]


def searched(findings: Findings) -> str:
    """What was searched, in one sentence."""
    sources = sorted({s.source for s in findings.searches})
    failed = sorted({s.source for s in findings.searches if s.failed})
    included = sum(d.included for d in findings.screening)
    number = len(findings.searches)
    unseen = sum(d.reason in ("not_checked", "not_screened") for d in findings.screening)
    text = (
        f"{capital(count(number, 'search', 'searches'))} of {listing(sources) or 'no source'} "
        f"returned {count(len(findings.papers), 'paper')}"
    )
    if unseen < len(findings.papers):
        text += f", of which {of_which(included, 'was', 'were')} relevant"
    if unseen:
        text += f"{', and' if unseen < len(findings.papers) else ', of which'} "
        text += f"{of_which(unseen, 'was', 'were')} not screened"
    return f"{text}; searches failed in {listing(failed)}." if failed else f"{text}."
