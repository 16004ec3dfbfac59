"""Benchmark results as fields: metric, value, unit, change, baseline, data set, task.

Reads one sentence by pattern. A number is a result when the words around it plainly say of what it
is the level or the change; what they do not say plainly stays empty, and a row that would need a
guess is left out. How often it is right is measured in docs/verification.md.
"""

import re
from typing import NamedTuple

from agents.extractive.change_words import CHANGE, JUDGES, LEAD, LOWER_IS_BETTER
from agents.extractive.changes import Told, change, signed
from agents.extractive.datasets import measured_on
from agents.extractive.levels import level, risen
from agents.extractive.marked import METRIC, Marked, marked
from agents.extractive.metrics import TASKS
from agents.extractive.number_lists import Listed, number_lists
from litassay.types import BenchmarkResult

_SYSTEMS = r"(?:models?|systems?|modules?|graphs?|tools?|data|components?|engines?|objectives?)\b"
"""After the name of a task: what is made for it, which need not be what is measured."""


_SET = r"\b(?:on|in|for|of|to|at)\s+(?:[\w-]+\s+){0,3}$"
"""Before a task that a result is of."""


_HIGHEST = 1000
"""A number without a unit above it counts something."""


class _Row(NamedTuple):
    """One number that reports something; `told` is None for a level."""

    number: int
    metric: str | None
    told: Told | None


def benchmarks(sentence: str, context: str = "") -> tuple[BenchmarkResult, ...]:
    """The results that a sentence reports, in order.

    Args:
        sentence: One whole sentence.
        context: The title of the same document, and what follows it; the title may name the task.
    """
    text = marked(sentence)
    if text is None:
        return ()
    wanted = frozenset(i for i in range(len(text.numbers)) if _may_report(text, i))
    groups = _read(text, number_lists(text, wanted))
    groups = [kept for g in groups if (kept := [r for r in g if not _two_ways(text, r)])]
    places = measured_on(
        sentence, [tuple((text.numbers[r.number].start, text.numbers[r.number].end) for r in g)
                   for g in groups],
    )  # fmt: skip
    task = _task(sentence, context)
    return tuple(
        _record(text, row, dataset, task)
        for group, datasets in zip(groups, places, strict=True)
        if _told_apart(group, datasets)
        for row, dataset in zip(group, datasets, strict=True)
    )


def _two_ways(text: Marked, row: _Row) -> bool:
    """`improves perplexity by 3 %`: better is less, and the words do not say which is meant."""
    if row.told is None or row.metric is None:
        return False
    name = text.plain(row.metric)
    return bool(JUDGES.match(row.told.word) and LOWER_IS_BETTER.search(name))


def _told_apart(group: list[_Row], datasets: list[str | None]) -> bool:
    """False for `3, 4 and 5 %` of one metric when nothing says which number is of what."""
    return len(group) == 1 or len(
        {(r.metric, d) for r, d in zip(group, datasets, strict=True)}
    ) == len(group)


def _may_report(text: Marked, i: int) -> bool:
    q = text.numbers[i]
    left, right = text.text[: text.at(i)[0]], text.text[text.at(i)[1] :]
    if q.unit not in ("%", "points", "×", "") or not any(c.isdigit() for c in q.text):
        return False
    if not q.unit and abs(q.value) > _HIGHEST:
        return False
    if right.startswith("\\"):  # `20\%`
        return False
    if q.bound == "<" or re.search(r"(?:±|\+/?-|[-−@/])\s*$", left) or re.match(r"\s*±", right):
        return False
    if re.match(r"\s*(?:%\s*)?of\s+(?!(?:[a-z-]+\s+)?⟦)", right) or (
        re.match(r"\)\s+\w", right) and "(" not in left[-3:]
    ):
        return False  # a share of something; the number of an item
    named = re.match(rf"\s*({METRIC})", right)
    if q.unit or q.decimals > 0:
        return True
    if named:
        return not re.fullmatch(r"[a-z ]*(?:ions|ies|ups)", text.plain(named[1]))
    return not re.match(
        r"\s+(?!(?:on|in|for|and|at|over|with|by|to|as|when|points?|using)\b)[a-z]", right
    )


def _read(text: Marked, lists: list[Listed]) -> list[list[_Row]]:
    """The rows of each list of numbers that reports something."""
    found: list[list[_Row]] = []
    skipped = -1
    for n, listed in enumerate(lists):
        if listed.numbers[0] <= skipped:
            continue
        first, last = listed.numbers[0], listed.numbers[-1]
        left, right = text.text[: text.at(first)[0]], text.text[text.at(last)[1] :]
        after = lists[n + 1].numbers if n + 1 < len(lists) else ()
        if re.search(r"\bfrom\s+[~≈]?$", left):
            if len(listed.numbers) == 1 and len(after) == 1 and after[0] == last + 1:
                start, end = text.at(after[0])
                metric = risen(left, text.text[text.at(last)[1] : start], text.text[end:])
                if metric and text.numbers[after[0]].unit != "points":
                    found.append([_Row(after[0], metric, None)])
                skipped = after[0]
            continue
        rows = _told(text, listed, left, right) or _continued(text, found, listed, right)
        if rows:
            found.append(rows)
    return found


def _told(text: Marked, listed: Listed, left: str, right: str) -> list[_Row]:
    """The rows of one list, read from the words on both sides of it."""
    q = text.numbers[listed.numbers[-1]]
    plus = any(c in q.text for c in "+-−") or left.endswith("+")
    first = text.numbers[listed.numbers[0]]
    if "+" in first.text or (plus and re.match(rf"(?:points?)?\s*{METRIC}", right.strip())):
        told = signed(left, right, q.value)
    elif first.value < 0 and not re.search(rf"{METRIC}\s*(?:of|=|:)\s*$", left):
        told = None
    else:
        told = change(left, right, q.unit)
    if told is None:
        hidden = left.rstrip().endswith("(") or CHANGE.search(left[-120:])
        if first.bound == "<=" and hidden:  # `large gains (up to 9 % F1)`
            return []
        metrics = level(left, right, len(listed.numbers)) if not plus or q.value < 0 else None
        own = (*listed.own, None)
        if any(_pointed(text, i, m) for i, m in zip(listed.numbers, metrics or (), strict=False)):
            return []
        return [_Row(i, o or m, None)
                for i, m, o in zip(listed.numbers, metrics or (), own, strict=False)]  # fmt: skip
    metrics_told = _metrics_in_order(told, right, len(listed.numbers))
    rows = []
    for i, metric, own_metric in zip(
        listed.numbers, metrics_told, (*listed.own, None), strict=True
    ):
        way = told
        if plus and text.numbers[i].value < 0:
            way = told._replace(sign=-1)
        if any(listed.own) and not (own_metric or metric):
            continue
        rows.append(_Row(i, own_metric or metric, way))
    return rows


def _pointed(text: Marked, number: int, metric: str) -> bool:
    """A level in points may as well be a difference."""
    return text.numbers[number].unit == "points" or text.plain(metric).endswith(("point", "points"))


def _metrics_in_order(told: Told, right: str, count: int) -> list[str | None]:
    """`gains of 1, 2 and 3 % in precision, recall and F1`: one each; else the same for all."""
    m = re.match(
        rf"^[^⟪⟫⟦;]{{0,60}}?(?P<list>{METRIC}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*/\s*){METRIC})+)",
        right,
    )
    names = re.findall(METRIC, m["list"]) if m else []
    if count > 1 and len(names) == count:
        return list(names)
    return [told.metric] * count if len(names) < 2 or count > 1 else [told.metric]


def _continued(text: Marked, found: list[list[_Row]], listed: Listed, right: str) -> list[_Row]:
    """`by 4 % on A and 3 % on B`: the second is told as the first."""
    if not found or len(found[-1]) != 1 or len(listed.numbers) != 1:
        return []
    before, i = found[-1][0], listed.numbers[0]
    gap = text.text[text.at(before.number)[1] : text.at(i)[0]]
    same = text.numbers[before.number].unit == text.numbers[i].unit
    joined = re.match(
        rf"^(?:\s+points?)?(?:\s*{METRIC})?\s+(?:on|in|for)\s(?P<where>[^⟪⟫⟦;.,()]{{2,45}}?)"
        rf"(?:,\s*and|,|\s+and)\s+(?:by\s+)?{LEAD}$",
        gap,
    )
    if not same or before.number + 1 != i or not joined or CHANGE.search(joined["where"]):
        return []
    if re.search(r"\b\w+ing\b|\b(?:with|than|is|are)\b", joined["where"]) or CHANGE.search(
        right[:25]
    ):
        return []
    if before.told is None and not (text.numbers[i].decimals or text.numbers[i].unit):
        return []
    own = re.match(rf"^(?:\s+points?)?\s*({METRIC})", right)
    if not own and re.match(rf"^(?:\s+[\w-]+){{1,3}}\s+{METRIC}", right):
        return []
    return [_Row(i, own[1] if own else before.metric, before.told)]


def _record(text: Marked, row: _Row, dataset: str | None, task: str | None) -> BenchmarkResult:
    q = text.numbers[row.number]
    metric, scale, points = _named(text.plain(row.metric) if row.metric else "")
    told = row.told
    unit = q.unit or ("points" if points and told else "")
    if unit == "%" and re.match(r"-point", text.text[text.at(row.number)[1] :]):
        unit = "points"
    scale = (told.scale if told else "") or scale
    unit = f"{unit} {scale}".strip() if told and unit else unit
    fields = {"metric": metric or None, "unit": unit or None, "dataset": dataset, "task": task}
    if told is None:
        return BenchmarkResult.model_validate({**fields, "value": q.value})
    other = text.plain(told.baseline) if told.baseline else None
    return BenchmarkResult.model_validate(
        {**fields, "delta": told.sign * abs(q.value), "baseline": other}
    )


def _named(metric: str) -> tuple[str, str, bool]:
    """A metric without `absolute` and `points`, which belong to the unit."""
    m = re.match(r"(?i)(?:(absolute|relative)\s+)?(.*?)(\s+points?)?$", metric, re.DOTALL)
    assert m is not None, "the pattern matches any text"
    return m[2].strip(), (m[1] or "").lower(), bool(m[3])


def _task(sentence: str, context: str) -> str | None:
    """The only task that the sentence names, else the only one of the title."""
    title = re.split(r"(?<=[.?!])\s", context, maxsplit=1)[0]
    for text, wanted in ((sentence, _SET), (title, "")):
        found = {
            m.group(1)
            for m in TASKS.finditer(text)
            if _stands_for_task(text, m) and re.search(wanted, text[: m.start()])
        }
        if len({f.lower() for f in found}) > 1:
            return None
        if found:
            return min(found)
    return None


def _stands_for_task(text: str, m: re.Match[str]) -> bool:
    """NER, not the end of `partner`; `NLI diversity` and `NLI-based` are something else."""
    short = len(m.group(1)) <= 3
    if short and not m.group(1).isupper():
        return False
    before, after = text[: m.start()], text[m.end() :]
    if re.search(r"\band\s+$", before) or re.match(r"-|,? and\b|\s+(?:\w+\s+)?" + _SYSTEMS, after):
        return False
    return not (short and re.match(r"\s+[A-Z]", after))
