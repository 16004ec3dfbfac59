"""Benchmark results as fields: metric, value, unit, change, baseline, data set, task.

Reads one sentence by pattern; a number without a metric or a comparison is not a result. Counts
of things (sentences, languages, systems) are left alone. How often it is right is measured in
docs/verification.md.
"""

import re
from typing import NamedTuple

from agents.extractive.metrics import TASKS, Named, datasets, metrics
from litassay.text.quantities import Quantity, quantities
from litassay.types import BenchmarkResult

_GAP_AFTER_METRIC = re.compile(
    r"^[\s,:=(]*(?:(?:scores?|rates?|results?|performances?|values?|points?|improvements?|gains?|"
    r"increases?|reductions?|drops?|decreases?|of|is|was|were|are|up|to|by|at|as|high|low|a|an|the|"
    r"about|around|approximately|over|nearly|reaching|reaches|reached|and|in|from|than|more|only|"
    r"absolute|relative|best|average|respectively|[~≈+±(:=,])[\s,:=(]*)*$",
    re.IGNORECASE,
)
_GAP_BEFORE_METRIC = re.compile(
    r"^[\s)-]*(?:(?:%|points?|absolute|relative|improvements?|gains?|increases?|reductions?|drop|"
    r"in|of|on|the|its|their|average|averaged|overall|higher|lower|better|more|less|terms|w\.r\.t\.|"
    r"test|macro|micro|mean|a|for|increase|decrease|decline|state-of-the-art)[\s)-]*)*$",
    re.IGNORECASE,
)
_DELTA_BEFORE = re.compile(
    r"(?:\bby(?: up to| an average of| about| around| over| at least| more than| a margin of)?"
    r"(?: relative| absolute)?|"
    r"\b(?:improvements?|gains?|increases?|reductions?|drops?|boosts?|decreases?|speed-?ups?|"
    r"declines?|margins?)(?:\s+\w+){0,6}?\s+(?:of|by)(?:\s+(?:up to|about|around|over|at least|"
    r"approximately|nearly|more than))?|(?:improved?s?|gains?|boosts?|increases?|outperforms?)\s*"
    r"(?:by|up to)?)[\s~≈(a]*$",
    re.IGNORECASE,
)
_DELTA_AFTER = re.compile(
    r"^[\s-]*(?:(?:absolute|relative|percentage|average|%|points?|BLEU|F1|accuracy|ROUGE|error|"
    r"macro|micro|WER|performance|overall|of|score)[\s-]*){0,4}(?:improvements?|gains?|increases?|"
    r"reductions?|boosts?|drops?|decreases?|higher|lower|better|worse|faster|slower|smaller|fewer|"
    r"more|less|speed-?ups?|advantages?|decline|over\s+(?:the|a|its)\b)",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:reduc\w+|decreas\w+|drop\w*|lower\w*|declin\w*|degrad\w+|wors\w+|loss)\b", re.IGNORECASE
)
_GAINED = re.compile(
    r"\s+(?:scores?\s+|points?\s+)?(?:improvements?|gains?|increases?|reductions?|drops?|boosts?)\b"
)
_CHANGE = re.compile(
    r"\b(?:reduc\w+|decreas\w+|drop\w*|lower\w*|declin\w*|degrad\w+|wors\w+|loss|improv\w+|gain\w*|"
    r"increas\w+|higher|better|boost\w*|outperform\w*|surpass\w*|exceed\w*|more|rise\w*)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"\b(?:over|than|compared (?:to|with)|relative to|(?:out|under)perform(?:s|ed|ing)?|"
    r"surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|versus|vs\.?|improv\w+ (?:on|upon))"
    r"\s+(?P<what>(?:the |a |an |our |its )?[^.,;:()]{3,90}?)"
    r"(?=\s+(?:by|on|in|with|for|at|and|while|when|across|respectively|up to|to achieve|of \d)\b"
    r"|[.,;:()]|$)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s*[~≈]?\s*$", re.IGNORECASE)
_TO = re.compile(r"^\s*%?\s*(?:\w+\s+)?to\s*[~≈]?\s*$", re.IGNORECASE)
_LIST = re.compile(
    r"^\s*%?\s*(?:\([^)]{1,20}\)\s*)?(?:(?:in|on|for)\s+(?:the\s+)?(?:[\w-]+\s*){1,5})?"
    r"(?:,|and|, and|/|or)\s*\+?$"
)
_NO_RESULT = re.compile(r"(?:\bat|@|\btop)[\s-]*#$", re.IGNORECASE)
"""Before the number (which stands as #): `recall at 1`, `top 3`."""
_LISTED_ITEM = re.compile(r"\)\s+\w")
"""After the number of an item: `3) COMET`."""
REACH = 60
"""The most characters between a number and its metric."""


class _Reported(NamedTuple):
    """A number that reports something."""

    quantity: Quantity
    metric: str | None
    delta: bool


def benchmarks(sentence: str, context: str = "") -> tuple[BenchmarkResult, ...]:
    """The results that a sentence reports, in order.

    Args:
        sentence: One whole sentence.
        context: More text of the same document (its title), where a task may be named.
    """
    named = metrics(sentence)
    numbers = [q for q in quantities(sentence) if _may_report(sentence, q)]
    reported = _linked(sentence, numbers, named)
    if not reported:
        return ()
    found = _merge_from_to(sentence, reported)
    return _with_datasets(sentence, found, _task(sentence, context))


def _may_report(sentence: str, q: Quantity) -> bool:
    ranged = re.match(r"\s*[-–—]\s*\d", sentence[q.end : q.end + 4])
    ends_range = re.search(r"\d\s?%?\s*[-–—]\s*$", sentence[max(0, q.start - 5) : q.start])
    if ranged or ends_range:  # a range is not one result
        return False
    ranked = _NO_RESULT.search(f"{sentence[max(0, q.start - 5) : q.start]}#")
    if not q.unit and (ranked or _LISTED_ITEM.match(sentence, q.end)):
        return False
    digits = any(c.isdigit() for c in q.text)
    return digits and q.unit in ("%", "points", "×", "")


def _linked(sentence: str, numbers: list[Quantity], named: tuple[Named, ...]) -> list[_Reported]:
    found: list[_Reported] = []
    for i, q in enumerate(numbers):
        metric = _metric_of(sentence, q, named)
        after = numbers[i + 1] if i + 1 < len(numbers) else None
        if metric is None and after and _leads(sentence, q, after):
            metric = _metric_of(sentence, after, named)
        delta = _is_delta(sentence, q) or _of_metric(sentence, q, named)
        if found and _continues(sentence, found[-1].quantity, q):
            metric, delta = metric or found[-1].metric, delta or found[-1].delta
        if metric is None and delta:
            metric = _metric_in_terms_of(sentence, q, after, named)
        comparable = q.unit in ("%", "points", "×") and delta and _BASELINE.search(sentence)
        if metric is not None or comparable:
            found.append(_Reported(q, metric, delta))
    return found


def _leads(sentence: str, q: Quantity, after: Quantity) -> bool:
    """True when the number shares what follows the next: `from 8 to 9 BLEU`, `8 % and 9 % F1`."""
    gap = sentence[q.end : after.start]
    ranged = _FROM.search(sentence[: q.start]) and _TO.match(gap)
    return bool(ranged) or (
        q.unit == after.unit and bool(re.fullmatch(r"\s*%?(?:,|\s*and)\s*", gap))
    )


def _metric_of(sentence: str, q: Quantity, named: tuple[Named, ...]) -> str | None:
    """The metric next to a number: after it first, then before it."""
    start, end = q.start, q.end
    for m in named:
        gap = sentence[end : m.start]
        close = _GAP_BEFORE_METRIC.match(gap) or (
            (q.unit or q.decimals > 0)
            and re.fullmatch(r"\s?(?!and\b|or\b|in\b|with\b)[\w-]+\s", gap)
        )
        if 0 <= m.start - end <= REACH and close:
            return m.text
        if m.start < end <= m.end and m.start >= start:  # `2.1 points BLEU` read as one
            return m.text
    for m in reversed(named):
        gap = sentence[m.end : start]
        if 0 <= start - m.end <= REACH and _GAP_AFTER_METRIC.match(gap) and _measured(q):
            return m.text
    return None


def _metric_in_terms_of(
    sentence: str, q: Quantity, after: Quantity | None, named: tuple[Named, ...]
) -> str | None:
    """The metric after `in` or `in terms of`, before the next number."""
    limit = after.start if after else len(sentence)
    for m in named:
        if q.end <= m.start < limit and re.search(
            r"\b(?:in|in terms of|on)\s+(?:the\s+|its\s+)?$", sentence[q.end : m.start]
        ):
            return m.text
    return None


def _measured(q: Quantity) -> bool:
    """False for a bare integer that counts the thing named after it."""
    return bool(q.unit) or q.decimals > 0 or not q.noun


def _continues(sentence: str, before: Quantity, q: Quantity) -> bool:
    gap = sentence[before.end : q.start]
    return bool(_LIST.match(gap) or _TO.match(gap)) and before.unit == q.unit and _measured(q)


def _is_delta(sentence: str, q: Quantity) -> bool:
    before, after = sentence[: q.start], sentence[q.end : q.end + 70]
    before += "up to " * q.text.startswith("up to")
    if "+" in q.text or (q.unit in ("points", "×") and not _TO.match(before[-4:])):
        return True
    return bool(_DELTA_BEFORE.search(before[-80:]) or _DELTA_AFTER.match(after))


def _of_metric(sentence: str, q: Quantity, named: tuple[Named, ...]) -> bool:
    """True for `a 13 % exact match improvement`: the metric stands between number and change."""
    return any(0 <= m.start - q.end <= 12 and _GAINED.match(sentence, m.end) for m in named)


def _merge_from_to(sentence: str, reported: list[_Reported]) -> list[BenchmarkResult]:
    """One record a number; `from A to B` is one record with the change."""
    found: list[BenchmarkResult] = []
    skip = False
    for i, r in enumerate(reported):
        after = reported[i + 1] if i + 1 < len(reported) else None
        if skip:
            skip = False
            continue
        start_of_change = _FROM.search(sentence[: r.quantity.start]) and after is not None
        if start_of_change and after and _TO.match(sentence[r.quantity.end : after.quantity.start]):
            found.append(_change(r, after))
            skip = True
        else:
            found.append(_record(sentence, r))
    return found


def _change(old: _Reported, new: _Reported) -> BenchmarkResult:
    return BenchmarkResult(
        metric=new.metric or old.metric,
        value=new.quantity.value,
        unit=new.quantity.unit or None,
        baseline=old.quantity.text.strip(),
        delta=round(new.quantity.value - old.quantity.value, 6),
    )


def _record(sentence: str, r: _Reported) -> BenchmarkResult:
    q = r.quantity
    unit = q.unit or None
    baseline = _baseline(sentence, q)
    if not r.delta:
        return BenchmarkResult(metric=r.metric, value=q.value, unit=unit)
    sign = _sign(sentence, q) if unit != "×" and q.value > 0 else 1
    return BenchmarkResult(metric=r.metric, delta=sign * q.value, unit=unit, baseline=baseline)


def _sign(sentence: str, q: Quantity) -> int:
    """-1 when the nearest word of change says less: the last before the number, else after it."""
    before = list(_CHANGE.finditer(sentence[max(0, q.start - 70) : q.start]))
    after = _CHANGE.search(sentence[q.end : q.end + 30])
    word = before[-1].group() if before else after.group() if after else ""
    return -1 if _DOWN.match(word) else 1


def _with_datasets(
    sentence: str, found: list[BenchmarkResult], task: str | None
) -> tuple[BenchmarkResult, ...]:
    """Give each result its data set: one by one when there are as many, else the only one."""
    named = [d.text for d in datasets(sentence)]
    if len(named) != len(found):
        named = named[:1] * len(found) if len(named) == 1 else [""] * len(found)
    return tuple(
        r.model_copy(update={"dataset": name or None, "task": task})
        for r, name in zip(found, named, strict=True)
    )


def _task(sentence: str, context: str) -> str | None:
    for m in (*TASKS.finditer(sentence), *TASKS.finditer(context)):
        if len(m.group(1)) > 3 or m.group(1).isupper():  # NER, not the end of `partner`
            return m.group(1)
    return None


def _baseline(sentence: str, q: Quantity) -> str | None:
    """What the number is compared with: named right after it, or else last before it."""
    best = None
    for match in _BASELINE.finditer(sentence):
        what = " ".join(match["what"].split())
        if what[0].isdigit():
            continue
        if match.start() < q.start or best is None:
            best = what
        if match.start() >= q.end:
            return what if match.start() - q.end < 60 else best
    return best
