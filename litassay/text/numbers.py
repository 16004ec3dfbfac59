"""Numerals, number words and units as they are written in scientific English: the tables."""

import re

WORD_VALUES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
"""Number words; `one` is left out because it is mostly a pronoun."""

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12,
}  # fmt: skip

UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "percentage": "%",
    "percentage points": "points", "percentage point": "points", "pp": "points",
    "points": "points", "point": "points", "pts": "points", "%p": "points",
    "x": "×", "×": "×", "times": "×", "fold": "×", "folds": "×",
    "mg": "mg", "g": "g", "kg": "kg", "µg": "µg", "μg": "µg", "ug": "µg", "ng": "ng",
    "ml": "ml", "mL": "ml", "dl": "dl", "dL": "dl", "l": "l", "L": "l", "µl": "µl", "μl": "µl",
    "nm": "nm", "µm": "µm", "μm": "µm", "mm": "mm", "cm": "cm", "km": "km",
    "ms": "ms", "s": "s", "sec": "s", "second": "s", "seconds": "s", "min": "min",
    "minute": "min", "minutes": "min", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week",
    "month": "month", "months": "month", "year": "year", "years": "year", "yr": "year",
    "yrs": "year", "decade": "decade", "decades": "decade",
    "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "KB": "KB", "MB": "MB", "GB": "GB",
    "TB": "TB", "mmHg": "mmHg", "°C": "°C", "kDa": "kDa", "bp": "bp", "kb": "kb", "nM": "nM",
    "µM": "µM", "μM": "µM", "mM": "mM", "mg/kg": "mg/kg", "mg/day": "mg/day", "mg/d": "mg/day",
    "mg/dl": "mg/dl", "mg/dL": "mg/dl", "kg/m2": "kg/m2", "mmol/l": "mmol/l", "mmol/L": "mmol/l",
    "$": "$", "€": "€", "£": "£", "dollars": "$",
}  # fmt: skip
"""Unit as written to canonical unit."""

FACTORS = {
    "ms": ("time", 1e-3), "s": ("time", 1.0), "min": ("time", 60.0), "h": ("time", 3600.0),
    "day": ("time", 86400.0), "week": ("time", 604800.0), "month": ("time", 2629800.0),
    "year": ("time", 31557600.0), "decade": ("time", 315576000.0),
    "ng": ("mass", 1e-9), "µg": ("mass", 1e-6), "mg": ("mass", 1e-3), "g": ("mass", 1.0),
    "kg": ("mass", 1e3), "µl": ("volume", 1e-6), "ml": ("volume", 1e-3), "dl": ("volume", 0.1),
    "l": ("volume", 1.0), "nm": ("length", 1e-9), "µm": ("length", 1e-6), "mm": ("length", 1e-3),
    "cm": ("length", 1e-2), "km": ("length", 1e3), "Hz": ("rate", 1.0), "kHz": ("rate", 1e3),
    "MHz": ("rate", 1e6), "GHz": ("rate", 1e9), "KB": ("size", 1e3), "MB": ("size", 1e6),
    "GB": ("size", 1e9), "TB": ("size", 1e12), "nM": ("conc", 1e-9), "µM": ("conc", 1e-6),
    "mM": ("conc", 1e-3), "%": ("ratio", 0.01), "ratio": ("ratio", 1.0),
}  # fmt: skip
"""Canonical unit to its dimension and its size in that dimension's base unit (SI where it is one;
a month and a year are the Julian ones)."""

BOUNDS = {
    "at least": ">=", "no less than": ">=", "no fewer than": ">=", "minimum of": ">=",
    "more than": ">", "greater than": ">", "higher than": ">", "over": ">", "above": ">",
    "exceeding": ">", "exceeds": ">", "larger than": ">", "longer than": ">", "older than": ">",
    "at most": "<=", "up to": "<=", "no more than": "<=", "maximum of": "<=",
    "less than": "<", "fewer than": "<", "lower than": "<", "under": "<", "below": "<",
    "smaller than": "<", "younger than": "<", "shorter than": "<",
    "about": "~", "approximately": "~", "around": "~", "roughly": "~", "nearly": "~",
    "almost": "~", "some": "~", "circa": "~", "ca.": "~", "approx.": "~",
    ">": ">", "<": "<", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "~": "~", "≈": "~",
    "∼": "~",
}  # fmt: skip
"""Words before a number that make it a bound or an approximation."""

_units = "|".join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))
_scales = "|".join(sorted(SCALES, key=len, reverse=True))
_bounds = "|".join(re.escape(b) for b in sorted(BOUNDS, key=len, reverse=True))
_digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_words = "|".join(sorted(WORD_VALUES, key=len, reverse=True))

MULTIPLES = {"twice": 2.0, "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0,
             "tenfold": 10.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "triple": 3.0,
             "triples": 3.0, "tripled": 3.0}  # fmt: skip
"""Words that are a factor by themselves."""

NUMERAL = re.compile(
    rf"""
    (?:(?:(?<![\w.])|(?=[<>≥≤~≈∼]))(?P<bound>{_bounds})\s*(?:a\s+)?)?
    (?P<money>[$€£])?
    (?:(?<![\w.\-/])|(?<=\d[-–—])|(?<=[$€£]))
    (?P<sign>(?:(?<=\s)|(?<=\()|(?<=^)|(?<==))[-−+])?
    (?:(?P<digits>{_digits})(?:\s?(?:×|x)\s?10\s?\^?\s?\(?(?P<power>[-−]?\d{{1,3}})\)?
        |e(?P<exp>[-−+]?\d{{1,3}}))?
     |(?P<word>(?:{_words})(?:-(?:two|three|four|five|six|seven|eight|nine))?)\b)
    (?:[\s-]?(?P<scale>{_scales})(?![\w]))?
    (?:(?P<percent>\s?%)|[\s-]?(?P<unit>{_units})(?![\w/]))?
    (?![A-Za-z0-9]*[A-Za-z])(?!\.?\d)
    """,
    re.VERBOSE | re.MULTILINE,
)
"""One number with what belongs to it; a digit glued to a word (`GPT-4`, `H2O`) is no number."""
