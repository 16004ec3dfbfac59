"""The headline: the one sentence that answers the question, or says that the evidence does not."""

from collections.abc import Sequence

from agents.extractive.asked import asked_finding
from agents.extractive.prose import capital, count, listing, of_which, verb
from agents.extractive.standing import Standing, works
from litassay.types import EvidenceBase, ReviewFinding, Statement, Strength

ANSWERS = {"SUPPORTED": "Yes", "REFUTED": "No"}


def headline(base: EvidenceBase, used: Sequence[Standing], strength: Strength) -> Statement:
    """Yes, no, mixed or open with the groups behind it; else what the papers answer with."""
    if strength == "insufficient":
        return Statement(text=f"The evidence found does not answer the question. {searched(base)}")
    asked = asked_finding(base)
    if asked is not None:
        return _answer(asked, used)
    return _findings(base, used)


def word(finding: ReviewFinding) -> str:
    """The answer in one word: yes, no, mixed (groups disagree) or open (nothing is said)."""
    heard = finding.groups_for + finding.groups_against + finding.groups_mixed
    return ANSWERS.get(finding.verdict, "Mixed" if heard else "Open")


def certainty(finding: ReviewFinding) -> str:
    """The level with its reasons: `certainty low (abstracts only; a single group)`."""
    because = f" ({'; '.join(finding.lowered_by)})" if finding.lowered_by else ""
    return f"certainty {finding.certainty.replace('_', ' ')}{because}"


def _answer(asked: ReviewFinding, used: Sequence[Standing]) -> Statement:
    """The asked proposition: how many of how many groups, how certain, what is only indirect."""
    heard = asked.groups_for + asked.groups_against + asked.groups_mixed
    silent = len(asked.papers("silent"))
    if not heard:
        papers = count(silent, "included paper")
        return Statement(
            text=f"Open: {papers} {verb(silent, 'bears', 'bear')} on the question and "
            f"{verb(silent, 'does not state', 'none states')} a direction for it as asked."
            if silent > 1
            else "Open: the one included paper does not state a direction for the question.",
            claim_ids=tuple(s.claim.id for s in used if s.direct) or _ids(used),
        )
    votes = (
        (asked.groups_for, "yes"),
        (asked.groups_against, "no"),
        (asked.groups_mixed, "both"),
    )
    said = listing(
        [f"{count(n, 'group')} {verb(n, 'says', 'say')} {side}" for n, side in votes if n]
    )
    rest = f"; {count(silent, 'paper')} {verb(silent, 'states', 'state')} no direction" * bool(
        silent
    )
    deciding = {s.quote for w in asked.weights if w.stance != "silent" for s in w.spans}
    cited = tuple(s.claim.id for s in used if s.claim.span.quote in deciding)
    return Statement(
        text=f"{word(asked)}: of {count(heard, 'independent group')} that take a side, {said}"
        f"{rest}; {certainty(asked)}.",
        claim_ids=cited or _ids(used),
    )


def _findings(base: EvidenceBase, used: Sequence[Standing]) -> Statement:
    """How many findings there are, and how many groups stand behind the best supported one."""
    if not base.findings:
        return Statement(
            text=f"{capital(count(len(used), 'verified claim'))} from "
            f"{count(works(used), 'paper')} {verb(len(used), 'speaks', 'speak')} to the question.",
            claim_ids=_ids(used),
        )
    found = len(base.findings)
    shared = [f for f in base.findings if f.groups_for >= 2]
    best = max(base.findings, key=lambda f: f.groups_for)
    known = {s.claim.id for s in used}
    joint = (
        f"{count(len(shared), 'is', 'are')} shared by two independent groups or more, the best "
        f"supported by {count(best.groups_for, 'group')}"
        if shared
        else "none is shared by two independent groups"
    )
    return Statement(
        text=f"{capital(count(works(used), 'paper'))} {verb(works(used), 'gives', 'give')} "
        f"{count(found, 'finding')}, of which {joint}; {certainty(best)}.",
        claim_ids=tuple(i for i in best.claim_ids if i in known) or _ids(used),
    )


def _ids(used: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(s.claim.id for s in used)


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
