"""The quantity that a change is a change of, named near its number: a metric, or `time`, `errors`.

Works on marked text.
"""

import re

from agents.extractive.marked import METRIC

POINTS = r"(?:\s+(?:percentage\s+|absolute\s+)?points?)?"
"""The word `points` after a number."""
_ENDS = r"(?=\s+(?:than|on|in|for|when|and|while|at|to|with|compared|over|by|from|across|per|as)\b|[,.;:)(]|\s*$)"  # noqa: E501 one pattern
_THING = re.compile(rf"^\s+(?P<what>(?:{METRIC}|[a-z-]+(?:\s[a-z-]+){{0,2}}?)){_ENDS}")
QUANTITY = re.compile(
    r"(?:time|times|data|memory|parameters?|computations?|compute|FLOPs|cost|costs|energy|storage|"
    r"errors?|tokens?|latency|annotations?|examples?|samples?|steps?|queries|calls|toxicity|bias|"
    r"hallucinations?|speed|throughput|size|footprint|usage|budget|effort|variance|perplexity|"
    r"performance|quality|robustness|consistency|efficiency|coverage|accuracy|accuracies|precision|"
    r"recall|diversity|faithfulness|fluency|length|consumption|complexity|gap|noise|redundancy|"
    r"score|scores|rate|rates|overhead|load|emissions?|workload|perplexities|vocabulary|agreement)$"
)
NO_THING = re.compile(
    r"\b(?:of|in|on|and|over|with|for|to|when|than|which|that|is|are|by|at|or|as|the|an?|from|"
    r"while|"
    r"it|its|this|these|their|was|were|has|we|our|can|respectively)\b"
)
LEADING = re.compile(
    r"^(?:(?:the|its|their|our|an?|both|overall|average|averaged|mean|absolute|relative|respective|"
    r"percentage|points?|percent|significant(?:ly)?|further|additional|total|substantial|up to|"
    r"about)"
    r"(?:\s+|$))+"
)
_IN_METRIC = re.compile(
    rf"^{POINTS}\s*(?:{METRIC}|(?:\(\s*)?(?:absolute|relative)?\s*(?:in|on|of|for|in terms of|"
    rf"in the|w\.r\.t\.|"
    rf"based on|according to|as measured by|measured (?:in|by))\s+(?:the\s+|its\s+|their\s+|"
    rf"overall\s+|average\s+)*(?P<m>{METRIC}))"
)
_TERMS = re.compile(
    rf"^[^⟪⟫;.]{{0,70}}?\bin terms of\s+(?:the\s+|overall\s+|average\s+)*({METRIC})"
)


def stripped(phrase: str) -> str:
    return " " + LEADING.sub("", phrase.strip())


def thing(rest: str) -> str:
    """The quantity that a text starts with: a metric, or a word for a quantity."""
    m = _THING.match(rest)
    if not m or NO_THING.search(m["what"]):
        return ""
    if m["what"].startswith("⟦"):
        return m["what"]
    return m["what"] if QUANTITY.search(m["what"]) else ""


def headed(inner: str) -> str:
    """The metric of `the accuracy of the model on X`, if that is all that is named."""
    m = re.match(
        rf"\s({METRIC})(?:\s+scores?)?\s+(?:of|on|in|for|from|over|across)\s", stripped(inner)
    )
    if m:
        return m[1]
    m = re.match(
        r"\s((?:[a-z-]+\s){0,2}?[a-z-]+)\s+(?:of|on|in|for|from|over|across)\s", stripped(inner)
    )
    return m[1] if m and QUANTITY.search(m[1]) and not NO_THING.search(m[1]) else ""


def metric_after(right: str) -> str | None:
    m = _IN_METRIC.match(right)
    if m:
        return m["m"] or re.search(METRIC, m.group())[0]  # type: ignore[index]
    terms = _TERMS.match(right)
    return terms[1] if terms else None
