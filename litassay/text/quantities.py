"""Numbers in text with their units, and whether two of them can be the same number."""

import math
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from litassay.text.numbers import (
    BOUNDS,
    FACTORS,
    MULTIPLES,
    NUMERAL,
    SCALES,
    UNITS,
    WORD_VALUES,
)
from litassay.text.words import STOP_WORDS, stem, words

_NAMES_BEFORE = re.compile(
    r"(?:tables?|figs?\.?|figures?|sections?|eqs?\.?|equations?|chapters?|steps?|phases?|types?|"
    r"stages?|grades?|levels?|appendix|refs?\.?|no\.|task|subtask|track|version|v\.?|#|§)\s*$",
    re.IGNORECASE,
)
_CITATION = re.compile(r"\[[\d\s,;–—-]+\]|\((?:\d{1,3})(?:\s*[,;–—-]\s*\d{1,3})+\)")
_RATIO = re.compile(
    r"\b(?P<a>one|\d[\d,.]*)\s*(?:in|out of|/|of every|per)\s*(?:every\s+)?"
    r"(?:(?P<b>\d[\d,.]*\d|\d)(?:\s*(?P<scale>hundred|thousand|million|billion))?"
    r"|(?P<alone>hundred|thousand|million|billion))(?![\w%])(?!\.\d)"
)
_POINTS = re.compile(
    r"\s?(?:[A-Z][\w-]*|absolute|relative|accuracy|percentage)?\s?(?:points?|pts)\b"
)
_MULTIPLE = re.compile(r"\b(?:" + "|".join(MULTIPLES) + r")\b", re.IGNORECASE)


_JOINTS = frozenset(["-", "–", "—", "to", "and", "or", ",", ", and", "/", "vs.", "versus", "vs"])


class Quantity(NamedTuple):
    """A number as read: `text == source[start:end]`."""

    value: float
    unit: str
    """Canonical unit; empty for a count, `calendar` for a year, `ratio` for `1 in 5`."""
    bound: str
    """`<`, `<=`, `>`, `>=`, `~` or empty."""
    decimals: int
    """Digits after the point as written, scale included: 1 for `3.5`, -2 for `1.5K`."""
    noun: str
    """Stem of the word after it: what is counted; empty when there is none."""
    start: int
    end: int
    text: str


class Match(NamedTuple):
    """What became of one number of a claim in a text."""

    claim: Quantity
    evidence: Quantity | None
    """The number it was compared with; None when the text has none of its kind."""
    relation: Literal["equal", "differs", "unit_differs", "absent"]


@lru_cache(maxsize=65536)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text in order; citations, names and ordinals are none."""
    blocked = [m.span() for m in _CITATION.finditer(text)]
    ratios = [q for m in _RATIO.finditer(text) if (q := _ratio(m, text)) is not None]
    blocked += [(q.start, q.end) for q in ratios]
    found = list(ratios)
    for m in NUMERAL.finditer(text):
        start = m.start("digits") if m["digits"] else m.start("word")
        inside = any(a <= start < b for a, b in blocked)
        if not inside and not _NAMES_BEFORE.search(text[max(0, start - 14) : start]):
            found.append(_quantity(m, text))
    found += [
        Quantity(MULTIPLES[m.group().lower()], "×", "", 0, "", m.start(), m.end(), m.group())
        for m in _MULTIPLE.finditer(text)
    ]
    return _share_units(sorted(found, key=lambda q: q.start), text)


def _quantity(m: re.Match[str], text: str) -> Quantity:
    digits = (m["digits"] or "").replace(",", "")
    value = float(digits) if digits else float(_word_value(m["word"]))
    decimals = len(digits.partition(".")[2])
    power = (m["power"] or m["exp"] or "").replace("−", "-")
    if power:
        value, decimals = value * 10.0 ** int(power), decimals - int(power)
    if m["scale"]:
        scale = SCALES[m["scale"]]
        value, decimals = value * scale, decimals - round(math.log10(scale))
    if m["sign"] in ("-", "−"):
        value = -value
    unit = "%" if m["percent"] else UNITS.get(m["unit"] or m["money"] or "", "")
    if unit in ("", "%") and _POINTS.match(text, m.end()):
        unit = "points"
    plain = digits.isdigit() and "," not in (m["digits"] or "") and not m["scale"]
    if not unit and plain and 1800 <= value <= 2100 and not m["sign"]:
        unit = "calendar"
    bound = BOUNDS.get((m["bound"] or "").lower(), "")
    start = m.start()
    return Quantity(
        value, unit, bound, decimals, _noun(text, m.end()), start, m.end(), text[start : m.end()]
    )


def _word_value(word: str) -> int:
    tens, _, ones = word.partition("-")
    return WORD_VALUES[tens] + (WORD_VALUES[ones] if ones else 0)


def _ratio(m: re.Match[str], text: str) -> Quantity | None:
    top = 1.0 if m["a"] == "one" else _plain(m["a"])
    bottom = _plain(m["b"] or "1") * SCALES.get(m["scale"] or m["alone"] or "", 1.0)
    if not 0 < top < bottom:
        return None
    return Quantity(
        top / bottom, "ratio", "", 12, _noun(text, m.end()), m.start(), m.end(), m.group()
    )


def _plain(digits: str) -> float:
    cleaned = digits.replace(",", "").strip(".")
    return float(cleaned) if cleaned.count(".") < 2 else 0.0


def _noun(text: str, end: int) -> str:
    for word in words(re.split(r"[,;:.()]", text[end : end + 40])[0])[:2]:
        if word not in STOP_WORDS and not word[0].isdigit():
            return stem(word)
    return ""


def _share_units(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    """Give the first number of `10-15 %`, `from 10 to 15 %`, `10 and 15 %` the second's unit."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        gap = text[here.end : after.start].strip()
        joins = not here.unit and after.unit not in ("", "calendar", "ratio")
        if joins and gap in _JOINTS:
            shared[i] = here._replace(unit=after.unit, noun=after.noun)
    return tuple(shared)


def dimension(quantity: Quantity) -> tuple[str, float]:
    """What kind of number it is and its value in that kind's base unit."""
    unit = quantity.unit
    if not unit and 0 < quantity.value < 1 and quantity.decimals >= 2:
        unit = "ratio"  # 0.35 may be said of 35 %
    kind, factor = FACTORS.get(unit, (unit, 1.0))
    return kind, quantity.value * factor


def same_kind(a: Quantity, b: Quantity) -> bool:
    """True when the two can be compared by value."""
    return dimension(a)[0] == dimension(b)[0]


def equal(claim: Quantity, evidence: Quantity) -> bool:
    """True when the evidence's number, read at the claim's precision and bound, is the claim's."""
    (kind, wanted), (other_kind, seen) = dimension(claim), dimension(evidence)
    if kind != other_kind:
        return False
    tolerance = _slack(claim, evidence) + 1e-9 * max(1.0, abs(wanted))
    return abs(wanted - seen) <= tolerance or _within(claim, wanted, seen, evidence)


def _slack(claim: Quantity, evidence: Quantity) -> float:
    """How far the evidence may lie from the claim, in the base unit of their dimension."""
    wanted = dimension(claim)[1]
    if "ratio" in (claim.unit, evidence.unit) or claim.bound == "~":
        return 0.02 * abs(wanted)
    exact = claim.unit == "calendar" or (not claim.unit and claim.decimals == 0)
    if exact or evidence.decimals <= claim.decimals:
        return 0.0
    return 0.5 * 10.0**-claim.decimals * (wanted / claim.value if claim.value else 1.0)


def _within(claim: Quantity, wanted: float, seen: float, evidence: Quantity) -> bool:
    """A bound is met by a value beyond it; `over 90 %` is true of 93 %, not of 300 %."""
    if evidence.bound not in ("", "~") or claim.bound not in ("<", "<=", ">", ">="):
        return False
    far = abs(seen - wanted) > 0.25 * abs(wanted)
    return not far and (seen >= wanted if claim.bound[0] == ">" else seen <= wanted)


def compare(claim: tuple[Quantity, ...], evidence: tuple[Quantity, ...]) -> tuple[Match, ...]:
    """Pair every number of the claim with one of the evidence, each used once at most."""
    free = list(evidence)
    matches: dict[int, Match] = {}
    for test, relation in ((equal, "equal"), (_aligned, "differs"), (same_kind, "differs")):
        for i, q in enumerate(claim):
            other = None if i in matches else next((e for e in free if test(q, e)), None)
            if other is not None:
                free.remove(other)
                matches[i] = Match(q, other, relation)  # type: ignore[arg-type]
    for i, q in enumerate(claim):
        if i not in matches:
            other = next((e for e in evidence if q.value == e.value and q.unit and e.unit), None)
            matches[i] = Match(q, other, "unit_differs" if other else "absent")
    return tuple(matches[i] for i in range(len(claim)))


def _aligned(a: Quantity, b: Quantity) -> bool:
    return same_kind(a, b) and bool(a.noun) and a.noun == b.noun
