"""Whether a claim says that something has a quality (`reliable`), read from a marked claim."""

import re

from agents.extractive import grammar
from agents.extractive.effects import Lean

_BE = r"(?:is|are|was|were|remains?|remained|proves?|proved|to be|be|been)"
_LINK = r"(?:(?!(?:than|as|of|in|for|to|with|by|that|but|and|not|no|while)\b)[\w'’.-]+ ){0,4}?"
_GIVE = (
    r"(?:provid(?:es?|ed)|offers?|gives?|yields?|produces?|serves? as|constitutes?|exhibits?"
    r"|shows?|have|has|suffers? from|displays?|demonstrates?)"
)
_LACK = r"(?:lacks?|lacked|is not|are not)"
_LOW = re.compile(r"\b(?:low|limited|poor|little|insufficient|weak|no|questionable|neither)\b")
_DEGREE = re.compile(
    r"\b(?:more|less|as|most|least|may|might|would|should|could|only|sometimes|too|partially"
    r"|equally|how|how far|somewhat|slightly|likely|seems?|appears?|believed|assumed|considered"
    r"|thought|supposed|not (?:always|necessarily|fully|entirely|consistently))\b"
)
_BEFORE = r"(?:(?:\w+ly|also|often|still|can|have|has|themselves|alone|on average) ){0,3}?"
_AGENT = rf"{grammar.BOUNDARY}{grammar.noun_phrase('SSS')} "
_ENDS = (
    r"(?=(?: (?:NOUN|metrics?|measures?|methods?|tools?|models?|way|approach(?:es)?|indicators?"
    r"|choice|systems?))? ?(?:$|[,;:.!?—–]|(?:to|for|in|on|with|against|under|across|of|and|or"
    r"|when|towards?|at|by|even|but|while|because|\w+ly|over|is|are|enough|from)\b))"
)
_READ = [
    re.compile(
        rf"{_AGENT}(?P<aux>{_BEFORE}{_BE} (?:not |n't )?(?:only |both )?{_LINK})"
        rf"(?P<quality>QPOS|QNEG)\b{_ENDS}"
    ),
    re.compile(
        rf"{_AGENT}(?P<aux>(?:(?:do|does|did|can|not|cannot|fails? to|\w+ly|also|often) ){{0,4}}?"
        rf"{_GIVE} {_LINK})(?P<quality>QPOS|QNEG)\b{_ENDS}"
    ),
    re.compile(
        rf"{_AGENT}(?P<aux>(?:\w+ly |often )?(?P<lack>lacks?|lacked) {_LINK})"
        rf"(?P<quality>QPOS|QNEG)\b{_ENDS}"
    ),
    re.compile(
        rf"\b(?P<quality>QPOS|QNEG) of (?:the )?SSS\b (?P<aux>{_BE} (?:\w+ly )?)"
        r"(?P<low>low|limited|poor|questionable|weak|insufficient|high|strong)\b"
    ),
]  # fmt: skip
_SUPPOSED = re.compile(
    r"\b(?:whether|if|hypothes\w+|believ\w+|assum\w+|unclear|question\w*|debate\w*|how|why|extent"
    r"|when|unless|claim\w*|argu\w+|would|neither|unlike|combination of)\b"
)


def lean_of_quality(text: str, wanted: int) -> Lean:
    """Which answer a marked claim gives to `Is SSS QPOS?`; open when it gives none or both."""
    if "SSS" not in text or re.search(r"\b(?:than|unlike|outperform\w*) (?:[\w-]+ )?SSS\b", text):
        return "open"
    found = {s for p in _READ for m in p.finditer(text) if (s := _sign(text, m))}
    if len(found) != 1:
        return "open"
    return "yes" if found.pop() == wanted else "no"


def _sign(text: str, match: re.Match[str]) -> int:
    """1 when the quality is said of the subject, -1 when it is denied, 0 when neither is sure."""
    helpers = match["aux"]
    at = max(text.rfind(mark, 0, match.start()) for mark in (",", ";", ":", "."))
    if _SUPPOSED.search(text[at + 1 : match.start() + 8]) or _DEGREE.search(helpers):
        return 0
    sign = 1 if match["quality"] == "QPOS" else -1
    groups = match.groupdict()
    turned = grammar.negative(helpers) + bool(groups.get("lack"))
    turned += bool(_LOW.search(f"{helpers} {groups.get('low') or ''}"))
    rest = re.split(r"[;:.,]", text[match.end() :], maxsplit=1)[0]
    if re.search(r"\b(?:only|if|when|unless|problems?|issues?|evaluation|than|question)\b", rest):
        return 0
    return -sign if turned % 2 else sign
