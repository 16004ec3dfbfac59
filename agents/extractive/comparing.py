"""Which of two named things a claim puts ahead, read from a marked claim."""

import re

from agents.extractive import grammar
from agents.extractive.effects import Lean
from agents.extractive.polarity import NO_GAIN, QUALITIES, quality_of
from agents.extractive.terms import terms

_OTHERS = (
    r"(?:(?!(?:AAA|BBB|and|or|but|while|than|by|when)\b)[\w'’.#-]+ "
    r"|, (?=such as|including|like)){0,8}?"
)
_AS = r"(?:such as |including |like |namely )?"
_WINS = (
    r"(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beat(?:s|ing)?|exceed(?:s|ed|ing)?"
    r"|outscores?|improv(?:es|ed|e) (?:over|upon|on)|(?:is|are|was|were) (?:\w+ly )?superior to"
    r"|(?:is|are|was|were) (?:\w+ly )?(?:ahead of|better than))"
)
_LOSES = (
    r"(?:underperform(?:s|ed|ing)?|lags? (?:far )?behind|falls? (?:short of|behind)|trails?"
    r"|(?:is|are|was|were) (?:\w+ly )?(?:inferior to|behind|worse than))"
)
_THAN = (
    r"(?:,? ?(?:than|(?:when )?(?:as )?compared (?:to|with)|in comparison (?:to|with)"
    r"|as opposed to|relative to|over|versus)) "
)
_ABLE = (
    r"(?:accurate|effective|reliable|robust|fluent|faithful|efficient|consistent|stable|useful"
    r"|capable|powerful|valid|calibrated|interpretable|factual|diverse)"
)
_UP = (
    r"(?:better|higher|highest|best|greater|stronger|superior|improvements?|gains?|faster"
    rf"|more {_ABLE})"
)
_DOWN = rf"(?:worse|lower|lowest|worst|poorer|weaker|inferior|slower|less {_ABLE})"
_OTHER_MEASURE = re.compile(
    r"\b(?:faster|slower|cheaper|smaller|larger|speed|latency|memory|cost\w*|time|parameters"
    r"|robust\w*|toxic\w*|diverse|diversity|interpretab\w+|consisten\w+|harm\w*|bias\w*"
    r"|size|expensive|longer|shorter|lighter|simpler)\b"
)
_HEDGED = r"\b(?:may|might|would|should|could|likely|only|expected|believed|seems?|appears?)\b"
_QUALIFIED = re.compile(
    r"\b(?:cases where|certain|a few|some (?:cases|scenarios|settings|tasks|languages)|same or"
    r"|similar or|comparable or|on par or|equal or|sometimes|unless|only|at times)\b"
)
_SUPPOSED = re.compile(r"\b(?:whether|if|hypothes\w+|believ\w+|assum\w+|unclear|unless)\b")
_SEVERAL = re.compile(r"\b(?:ensembles?|combinations?|combin(?:es?|ed|ing)|hybrids?) \b")
_GENERAL = frozenset(("", "well", "quality", "performance", "good"))


def _pair(one: str, other: str) -> list[tuple[re.Pattern[str], int]]:
    """Patterns with `one` as the grammatical subject; 1 when it wins."""
    left = rf"{grammar.BOUNDARY}(?:{_OTHERS}{_AS})?{_plain(one)} {grammar.HELPERS}"
    right = rf"{_OTHERS}{_AS}(?:{grammar.MODIFIER}){{0,2}}?{other}\b{_ends()}"
    return [
        (re.compile(rf"{left}{_WINS} {right}"), 1),
        (re.compile(rf"{left}{_LOSES} {right}"), -1),
        (re.compile(rf"{left}(?:outperformed|surpassed|beaten|exceeded) by {right}"), -1),
        (re.compile(rf"{left}{_than('up', _UP)}{right}"), 1),
        (re.compile(rf"{left}{_than('down', _DOWN)}{right}"), -1),
    ]


def _than(name: str, words: str) -> str:
    """`has a higher score than`, with the word of degree as a group."""
    return rf"(?P<said>[^;:.]{{0,80}}?\b(?P<{name}>{words})\b[^;:.]{{0,90}}?){_THAN}"


def _plain(mark: str) -> str:
    """The name alone or with plain words; with `improved` or `our` it is another thing."""
    fresh = r"(?:improved|enhanced|modified|extended|our|proposed|novel|new|hybrid|ensemble\w*)\b"
    return (
        rf"(?:(?!{fresh}){grammar.MODIFIER}){{0,3}}?{mark}\b"
        r"(?: (?:metrics?|models?|methods?|systems?|parsers?|taggers?|scores?|alone))*"
        r"(?: ,(?! and\b)[^,;:]{3,60},| ,)?"
    )


def _ends() -> str:
    tail = r"(?: (?:metrics?|models?|methods?|systems?|baselines?|scores?|alone))*"
    after = r"by|on|in|for|at|across|with|when|while|under|but|even|because|over|is|are|\w+ly|as"
    after += r"|and (?:the|it|its|they|this|also|is|are|has|have)"
    return rf"(?={tail} ?(?:$|[,;:.—–]|(?:{after})\b))"


_FORWARD, _BACKWARD = _pair("AAA", "BBB"), _pair("BBB", "AAA")


def lean_of_comparison(text: str, wanted: int, measure: str) -> Lean:
    """Which answer a marked claim gives to `Is AAA ahead of BBB?`; the winner must be one of them.

    Args:
        text: The marked claim.
        wanted: 1 when the question asks whether AAA is ahead, -1 whether it is behind.
        measure: What they are compared by, in the question's words; empty for in general.
    """
    if "AAA" not in text or "BBB" not in text:
        return "open"
    pairs = (("", _FORWARD), ("-", _BACKWARD))
    found = {
        f"{turned}{said}"
        for turned, patterns in pairs
        for pattern, sign in patterns
        for match in pattern.finditer(text)
        if (said := _won(text, match, sign, measure))
    }
    if len({_ahead(f) for f in found}) != 1:
        return "open"
    ahead = _ahead(next(iter(found)))
    return "open" if ahead == 0 else "yes" if ahead == wanted else "no"


def _ahead(found: str) -> int:
    """1: AAA is ahead (or BBB is not); -1: the other way round; 0: only not ahead."""
    return {"won": 1, "lost": -1, "not won": -1, "-won": -1, "-lost": 1}.get(found, 0)


def _won(text: str, match: re.Match[str], sign: int, measure: str) -> str:
    """`won`, `lost`, `not won`, or empty when the comparison is of something else."""
    helpers, clause = match["aux"], match.group()
    before = text[: match.start()]
    if _SUPPOSED.search(before):
        return ""
    rest = re.split(r"[;.]", text[match.end() :], maxsplit=1)[0]
    near = re.split(r"[,—–]|\b(?:but|while|whereas)\b", rest, maxsplit=1)[0]
    said = match.groupdict().get("said") or ""
    if re.match(r"(?:and|or|with|plus)\b", said) or _SEVERAL.search(clause):
        return ""
    helpers += said.split(match.groupdict().get("up") or match.groupdict().get("down") or "\0")[0]
    if re.search(_HEDGED, helpers):
        return ""
    if _QUALIFIED.search(f"{clause} {rest}"):
        return ""
    if not _by_measure(f"{clause} {near}", measure) or (said and _mixed(said)):
        return ""
    if said and NO_GAIN.search(said):
        sign = -sign
    if grammar.negative(helpers) or re.search(r"\bno\b", said):
        return "not won" if sign > 0 else ""
    return "won" if sign > 0 else "lost"


def _mixed(said: str) -> bool:
    """Both more and less are said before the other is named, or another clause begins."""
    both = re.search(rf"\b{_UP}\b", said) and re.search(rf"\b{_DOWN}\b", said)
    return bool(both) or bool(
        re.search(r"\b(?:but|while|whereas|that|which|whose|although|we|not only)\b", said)
    )


def _by_measure(clause: str, measure: str) -> bool:
    """The clause compares by the measure asked; in general, by none of cost and size."""
    wanted = measure.lower()
    if wanted in _GENERAL:
        return not _OTHER_MEASURE.search(clause)
    judged = next((q for w in wanted.split() if (q := quality_of(w))), None)
    if judged:
        more = r"|correlat\w+|agree\w*" if judged[0] in ("reliable", "valid") else ""
        return bool(re.search(rf"\b(?:{QUALITIES[judged[0]][0]}{more})\b", clause))
    return set(terms(wanted)) <= set(terms(clause))
