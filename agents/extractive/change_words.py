"""Words that say that a quantity went up or down, and how a change is told around a number."""

import re

BEATS = r"(?:out-?perform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?)"
UNDER = r"(?:underperform(?:s|ed|ing)?|lag(?:s|ged|ging)? behind|trail(?:s|ed|ing)?)"
_RISES = (
    r"(?:improv(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|boost(?:s|ed|ing)?|gain(?:s|ed|ing)?|"
    r"rais(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|lift(?:s|ed|ing)?)"
)
_FALLS = (
    r"(?:reduc(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|lower(?:s|ed|ing)?|"
    r"declin(?:e|es|ed|ing)|degrad(?:e|es|ed|ing)|fall(?:s|ing)?|fell|cut(?:s|ting)?|shrink(?:s|"
    r"ing)?|"
    r"shrank|diminish(?:es|ed|ing)?|deteriorat(?:e|es|ed|ing))"
)
_GAINS = (
    r"(?:improvements?|gains?|increases?|boosts?|rise|growth|speed-?ups?|advantages?|increments?)"
)
_LOSSES = r"(?:reductions?|decreases?|drops?|declines?|degradations?|deteriorations?|savings?)"
_MORE = r"(?:higher|better|more|greater|larger|faster)"
_LESS = r"(?:lower|worse|less|fewer|smaller|slower)"
_END = r"(?![\w-])"
VERB = rf"(?<![\w-])(?:{BEATS}|{UNDER}|{_RISES}|{_FALLS}){_END}"
NOUN = rf"(?<![\w-])(?:{_GAINS}|{_LOSSES}|margins?){_END}"
COMPARATIVE = rf"(?<![\w-])(?:{_MORE}|{_LESS}){_END}"
CHANGE = re.compile(rf"{VERB}|{NOUN}", re.IGNORECASE)
"""Any verb or noun of change."""
_DOWN = re.compile(rf"(?:{UNDER}|{_FALLS}|{_LOSSES}|{_LESS})$", re.IGNORECASE)
LOWER_IS_BETTER = re.compile(
    r"\b(?:[WCPS]ERs?|TER|DER|errors?(?: rates?)?|perplexit(?:y|ies)|PPL|RMSE|MAE|MSE|latency|BPC|"
    r"bits|loss|RTF|time|cost|hallucination rates?|EER)\b",
    re.IGNORECASE,
)
"""Metrics of which less is better: of these, `improves` does not say up or down."""
JUDGES = re.compile(
    rf"(?:{BEATS}|{UNDER}|improv\w+|gain\w*|boost\w*|enhanc\w+|degrad\w+|deteriorat\w+|"
    r"advantages?|better|worse|margins?)$",
    re.IGNORECASE,
)
"""Words that say better or worse, not more or less."""
LEAD = (
    r"(?:(?:\b(?:an?|the|average|averaged|absolute|relative|overall|mean|maximum|large|wide|"
    r"considerable|significant|substantial|margins?|of|up|upto|to|as|much|about|around|roughly|"
    r"over|"
    r"nearly|almost|more|than|at|least|further|additional|another|on|approximately)\b|[~≈∼+])\s*)*"
)
"""What may stand between `by` or `of` and its number."""
SCALE = re.compile(r"\b(absolute|relative)(?:ly)?\b(?!\s+to\b)", re.IGNORECASE)


def sign(word: str) -> int:
    """-1 for a word that says less, +1 for one that says more."""
    return -1 if _DOWN.match(word) else 1
