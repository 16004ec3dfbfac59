"""A level reached, told around a number: `an F1 of #`, `# BLEU`, `accuracy rises from # to #`."""

import re
from collections.abc import Sequence

from agents.extractive.change_words import BEATS, CHANGE, COMPARATIVE, LEAD, VERB
from agents.extractive.marked import METRIC, NUMBER

_JOIN = r"(?:,\s*(?:and\s+)?|\s+and\s+|\s*/\s*)"
_LEAD = LEAD.replace("|on|", "|")
_METRICS = re.compile(
    rf"(?P<list>{METRIC}(?:{_JOIN}(?:the\s+|an?\s+)?{METRIC})*)"
    rf"(?:\s+(?:scores?|rates?|values?|results?|measures?))?(?:\s*\((?:{METRIC}|"
    rf"[^()⟪⟫⟦⟧]{{1,15}})\))?"
    rf"\s*(?:of|=|:|is|was|reaches|reached|reaching|at|\()?\s*{_LEAD}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^\s*(?:\(\s*)?(?:in terms of\s+|(?:for|in|as)\s+)?(?:the\s+|an?\s+"
    rf")?(?P<m>{METRIC})(?P<rest>.*)$",
    re.DOTALL,
)
_BOUNDARY = re.compile(
    r"[;:]|,(?!\s*(?:i\.e|e\.g|namely))(?!(?<=⟫,)\s*(?:and\s+)?(?:an?\s+)?⟦)|\b(?:while|whereas|"
    r"but|which|where|and (?:achiev|obtain|reach|attain|yield|get|scor)\w*)\b"
)
_OTHERS = re.compile(
    rf"\b(?:than|compar\w+|versus|vs|baselines?|previous(?:ly)?|prior|original|human|against|below|"
    rf"above|std|deviation|random|chance|invalid|majority|from|loss|additional|further|extra|"
    rf"averages|threshold|predefined|existing|"
    rf"if|would|not|outperform\w*|surpass\w*|between|within|differ\w*|{CHANGE.pattern})\b"
    rf"|{COMPARATIVE}",
    re.IGNORECASE,
)
"""Words that make a number someone else's, an older one, or a change."""
_NEXT = re.compile(r"\b(?:closest|runner-up|(?:next|second)[- ]best|second place)\b", re.IGNORECASE)
_BEATEN_BY = re.compile(
    rf"{BEATS}[^;]*\bby\b(?!.*\b(?:achiev|obtain|reach|attain|yield|get|scor|with|has|have|is)\w*)",
    re.IGNORECASE | re.DOTALL,
)
"""What follows is how far it beats another, as long as no level is told."""
_FROM = re.compile(r"\bfrom\s+[~≈]?$")
_RISES = re.compile(
    rf"(?!{BEATS}){VERB}" + r"|\b(?:went|goes|brings?|brought|pushes)\b", re.IGNORECASE
)
_SPREAD = re.compile(r"\b(?:rang\w+|var(?:y|ies|ied|ying)|spans?|differ\w*)\b")


def level(left: str, right: str, count: int) -> list[str] | None:
    """The metric of each of `count` listed numbers that report what was reached, else None."""
    clause = _clause(left)
    if _OTHERS.search(clause) or _NEXT.search(left) or _taken_back(right):
        return None
    if _BEATEN_BY.search(left):
        return None
    before = _METRICS.search(left)
    bracketed = left.rstrip().endswith("(")
    right_away = re.match(rf"\s*({METRIC})(?!\s*(?:of|=|:|⟪))", right)
    if count == 1 and before and right_away:  # `an accuracy of 0.9 F-score`
        return [right_away[1]]
    if before and not (bracketed and not re.match(r"\s*(?:points?\s*)?[),;]", right)):
        names = re.findall(METRIC, before["list"])
        if len(names) == count:
            return names
        return names * count if len(names) == 1 else None
    after = _AFTER.match(right)
    if after and not re.match(r"\s*(?:of|=|:)\s*" + NUMBER, after["rest"]):
        return [after["m"]] * count
    return None


def _clause(left: str) -> str:
    """What stands before the number in its clause; all before it, when it stands in brackets."""
    opened = left.rfind("(")
    inside = opened > left.rfind(")")
    if inside:
        return left
    starts = [m.start() for m in _BOUNDARY.finditer(left)]
    listed = re.search(rf"{METRIC}(?:{_JOIN}(?:an?\s+|the\s+)?{METRIC})+[^,;]*$", left)
    if listed:
        starts = [s for s in starts if s < listed.start()]
    return left[starts[-1] :] if starts else left


def _taken_back(right: str) -> bool:
    head = re.split(r"[,;]|\band\b", right[:60])[0]
    return bool(
        CHANGE.search(head)
        or re.search(r"\b(?:gap|differences?|deficit)\b", head)
        or COMPARATIVE_SOON.match(head)
        or re.match(r"\s*(?:std|±|sd)\b", head)
    )


COMPARATIVE_SOON = re.compile(rf"^\s*(?:{METRIC}\s*)?(?:{COMPARATIVE})", re.IGNORECASE)


def risen(left: str, gap: str, right: str) -> str | None:
    """The metric of `from # to #` (`left` before the first, `right` after the last), else None."""
    if not re.fullmatch(rf"\s*(?:{METRIC}|points?)?\s*(?:\([^()]{{1,20}}\))?\s*to\s+{LEAD}", gap):
        return None
    words = list(_RISES.finditer(left))
    if not _FROM.search(left) or not words or _SPREAD.search(left[-60:]):
        return None
    inner = left[words[-1].end() :]
    if re.search(r"[;,]|⟪", inner):
        return None
    after = re.match(rf"^\s*(?:in\s+)?(?:the\s+)?({METRIC})", right)
    named = _unique(re.findall(METRIC, inner)) or _unique(
        re.findall(METRIC, left[max(0, words[-1].start() - 50) : words[-1].start()])
    )
    in_gap = re.search(METRIC, gap)
    return after[1] if after else in_gap[0] if in_gap else named


def _unique(names: Sequence[str]) -> str | None:
    return names[0] if len(names) == 1 else None
