"""Raised and lowered characters as plain text: powers stay powers, citation marks go. Pure.

It sees the mark-up's text and what stands around it, not the list of references.
"""

import re

_UP = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_DOWN = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_MARK = re.compile(r"[\[(]?\s*\d{1,3}[a-z]?(?:\s*[,;–—-]\s*\d{1,3}[a-z]?)*\s*[\])]?,?")
"""Numbers of references: `12`, `3,4`, `5–7`, `[12]`."""
_NOTE = re.compile(r"[*†‡§¶#∗]+")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|e|o|a|ème|TM|SM|®|™|©|°|o?C)")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
_NUMBER_BEFORE = re.compile(r"(?<![\d.,])(?P<number>\d+(?:[.,]\d+)*)$")
_UNITS = frozenset(
    {
        "m", "cm", "mm", "km", "nm", "µm", "μm", "dm", "pm", "s", "ms", "min", "h", "hr",
        "d", "day", "yr", "kg", "g", "mg", "µg", "μg", "ng", "t", "L", "l", "mL", "ml",
        "dL", "dl", "mol", "mmol", "Hz", "kHz", "K", "J", "kJ", "W", "kW", "V", "A", "N",
        "Pa", "kPa", "Å", "ft", "in", "ha", "M", "cal", "kcal", "Bq", "Gy", "Sv", "eV"}
)  # fmt: skip
"""Symbols of units, whose powers are powers and not marks."""


def raised(text: str) -> str:
    """Characters above the line: `²`, `⁻¹`; `^x` or `^(x/2)` where there is no such character."""
    bare = text.strip()
    if not bare or _ORDINAL.fullmatch(bare) or _NOTE.fullmatch(bare):
        return bare
    return "".join(_UP[c] for c in bare) if all(c in _UP for c in bare) else _marked("^", bare)


def lowered(text: str, before: str = "", after: str = "") -> str:
    """Characters below the line, on it as in `CO2` where no number could be misread.

    Args:
        text: What is lowered.
        before: The character before it; after a digit the index is kept apart (`2₁`).
        after: The character behind it.
    """
    bare = text.strip()
    if len(bare) > 2 and bare.isalpha():  # a word: `BERT_BASE`
        return f"_{bare}"
    apart = before.isdigit() or after.isdigit()
    if bare.isalnum() and not (bare[0].isdigit() and before.isdigit()) and not apart:
        return bare
    if bare and all(c in _DOWN for c in bare):
        return "".join(_DOWN[c] for c in bare)
    return _marked("_", bare) if bare else ""


def is_citation_mark(text: str, before: str, after: str = "") -> bool:
    """True when raised text is a number in the list of references, not a power or an isotope.

    Args:
        text: What is raised.
        before: The text up to it.
        after: The text behind it.
    """
    bare = text.strip()
    if _NOTE.fullmatch(bare):  # of an author or a value; but C* is an algebra
        return not re.search(r"(?:^|[^\w])\w?$", before) or before[-1:] in ".,;:)"
    if not _MARK.fullmatch(bare) or after[:1].isalpha():  # what stands before a letter: δ¹⁸O
        return False
    if not before.strip() or before[-1:] in " (-–—/":
        return before[-1:] == " "
    number = _NUMBER_BEFORE.search(before)
    if number:
        return not _may_have_power(number["number"], bare)
    word = _WORD_BEFORE.search(before)
    if word is None:
        return before[-1] in ".,;:!?\"'”’»%)]" and not (before[-1] in ")]" and bare in "23")
    power = bare in ("2", "3", "4") and word.group() in _UNITS
    return len(word.group()) > 1 and not power


def _may_have_power(number: str, power: str) -> bool:
    """Ten and two, and single digits, are raised to powers in prose; other numbers are cited."""
    return power.isdigit() and (number in ("10", "2") or len(number) == 1)


def _marked(sign: str, text: str) -> str:
    return f"{sign}{text}" if text.isalnum() and len(text) <= 3 else f"{sign}({text})"
