"""Which way a claim points for a question that can be answered by yes or no, or by a degree."""

import re
from typing import Literal

from agents.extractive.concepts import quality

Lean = Literal["yes", "no", "open"]

_GOOD = re.compile(
    r"\b(?:improv|enhanc|boost|outperform|surpass|exceed|effective(?!ness of)|benefi"
    r"|robust(?!ness (?:of|eval))|better"
    r"|superior|success|feasib|promis|strengthen|help|advantag|gain|stable|consisten|reliab"
    r"|faithful|resist|resilien|comparable|competitive|state-of-the-art|strong|excel|usable"
    r"|useful)\w*",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:degrad|hurt|harm|fail|wors|vulnerab|unstable|instabil|struggl|limited|lack|poor"
    r"|ineffective"
    r"|inferior|suffer|insufficient|diminish|brittle|fragile|unreliab|inconsisten|unable|collaps"
    r"|fool"
    r"|susceptib|unfaithful|disagree|inadequa|deteriorat|drop)\w*",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:reduc|decreas|lower|mitigat|alleviat|prevent|avoid|less|fewer|minimi[sz])\w*", re.I
)
_MORE = re.compile(r"\b(?:increas|rais|amplif|more|higher|lead(?:s|ing)? to)\w*", re.IGNORECASE)
_UNWANTED = re.compile(
    r"\b(?:error|attack|bias|hallucinat|vulnerab|cost|latenc|perplexity|overfit|forgetting|gap"
    r"|noise|toxic"
    r"|risk|degrad|loss|effort|instabil|drop|time|burden|false)\w*",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not(?! only)|no|never|neither|nor|hardly|barely|without|cannot|n't)\b", re.I
)
_HARM_ASKED = re.compile(
    r"\b(?:hurt|harm|degrade|worsen|reduce|decrease|fail|suffer|vulnerable)\b", re.I
)
_YES_NO = re.compile(
    r"^\W*(?:does|do|did|can|could|will|would|should|is|are|was|were)\b"
    r"(?! there (?!any evidence|evidence))",
    re.IGNORECASE,
)
"""`Have … been developed` and `Are there …` ask what exists: no side to take."""
_REACH = 45
"""Characters after a word of change within which its object is looked for."""


def asks_direction(question: str) -> bool:
    """True for yes/no questions and for `How stable are …`."""
    return bool(_YES_NO.match(question)) or bool(quality(question))


def lean(claim: str, question: str) -> Lean:
    """Which answer the claim speaks for, from words of success and failure; open when in doubt."""
    total = sum(_signed(claim, m, 1) for m in _GOOD.finditer(claim))
    total += sum(_signed(claim, m, -1) for m in _BAD.finditer(claim) if not _object(claim, m))
    for pattern, sign in ((_LESS, 1), (_MORE, -1)):
        for match in pattern.finditer(claim):
            if _UNWANTED.search(claim[match.end() : match.end() + _REACH]):
                total += _signed(claim, match, sign)
    if _HARM_ASKED.search(question) and not _UNWANTED.search(question):
        total = -total
    return "yes" if total > 0 else "no" if total < 0 else "open"


def _signed(claim: str, match: re.Match[str], sign: int) -> int:
    """Turned round by a negation shortly before."""
    before = " ".join(claim[: match.start()].split()[-4:])
    return -sign if _NOT.search(before) else sign


def _object(claim: str, match: re.Match[str]) -> bool:
    """True when the bad word is what something reduces: `mitigates the degradation`."""
    before = claim[max(0, match.start() - _REACH) : match.start()]
    return bool(_LESS.search(before))
