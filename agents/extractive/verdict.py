"""The headline: the one sentence that answers the question, or says that the evidence does not."""

from collections.abc import Sequence

from agents.extractive.concepts import quality
from agents.extractive.direction import asks_direction
from agents.extractive.prose import capital, count, listing, of_which, verb
from agents.extractive.standing import Standing, siding, works
from litassay.types import EvidenceBase, Statement, Strength


def headline(base: EvidenceBase, used: Sequence[Standing], strength: Strength) -> Statement:
    """Direction where findings state one, else how far the question is addressed."""
    if strength == "insufficient":
        return Statement(text=f"The evidence found does not answer the question. {searched(base)}")
    sided = asks_direction(base.question.text)
    if sided and any(s.side != "open" for s in used):
        return _direction(base.question.text, used)
    direct = [s for s in used if s.direct]
    if not direct:
        return Statement(
            text="No verified finding addresses the question as a whole; "
            f"{count(len(used), 'finding')} from {count(works(used), 'paper')} "
            f"{verb(len(used), 'bears', 'bear')} on parts of it."
        )
    papers, said = works(direct), len(direct)
    if sided:
        return Statement(
            text=f"{capital(count(papers, 'paper'))} {verb(papers, 'reports', 'report')} "
            f"{verb(said, 'a finding', 'findings')} on the topic of the question; "
            f"{verb(said, 'it does not state', 'none states')} a direction for the question as "
            "asked.",
            claim_ids=tuple(s.claim.id for s in direct),
        )
    return Statement(
        text=f"{capital(count(said, 'verified finding'))} from {count(papers, 'paper')} "
        f"{verb(said, 'speaks', 'speak')} to the question."
    )


def _direction(question: str, used: Sequence[Standing]) -> Statement:
    """Which answer the findings that take a side point to, with the papers on each side."""
    yes, no = siding(used, "yes"), siding(used, "no")
    sides = f"{count(works(yes), 'paper')} for, {count(works(no), 'paper')} against"
    silent = len(used) - len(yes) - len(no)
    rest = f"; {count(silent, 'further finding')} {verb(silent, 'takes', 'take')} no side"
    return Statement(
        text=f"{_balance(question, yes, no)} ({sides}{rest if silent else ''}).",
        claim_ids=tuple(s.claim.id for s in (*yes, *no)),
    )


def _balance(question: str, yes: Sequence[Standing], no: Sequence[Standing]) -> str:
    """The answer in words: yes, no or mixed; for a degree the quality's presence."""
    if yes and no:
        return "The findings that take a side are mixed"
    noun = quality(question)
    towards = (f"towards {noun}" if noun else "to yes") if yes else ""
    towards = towards or (f"away from {noun}" if noun else "to no")
    if len(yes) + len(no) == 1:
        return f"The one finding that takes a side points {towards}"
    return f"The findings that take a side point {towards}"


def searched(base: EvidenceBase) -> str:
    """What was searched, in one sentence."""
    sources = sorted({s.source for s in base.searches})
    failed = sorted({s.source for s in base.searches if s.failed})
    included = sum(d.included for d in base.screening)
    number = len(base.searches)
    unseen = sum(not d.judged for d in base.screening)
    text = (
        f"{capital(count(number, 'search', 'searches'))} of {listing(sources) or 'no source'} "
        f"returned {count(len(base.papers), 'paper')}"
    )
    if unseen < len(base.papers):
        text += f", of which {of_which(included, 'was', 'were')} relevant"
    if unseen:
        text += f"{', and' if unseen < len(base.papers) else ', of which'} "
        text += f"{of_which(unseen, 'was', 'were')} not screened"
    return f"{text}; searches failed in {listing(failed)}." if failed else f"{text}."
