"""Text as it is stored: without characters that nobody can see or that turn text around."""

import re
import unicodedata

_ORDINARY = re.compile(r"[\t\n\r\x20-\x7e\xa0-\u05ff]*")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # bidi, zero width
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"  # lone surrogates, annotations, tags
)
_BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without control, bidi, tag and surrogate characters; line ends are newlines.

    Joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji are written with them.
    """
    if not _ORDINARY.fullmatch(text) or "\r" in text:
        text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    return text.strip()


def clean_line(text: str) -> str:
    """The same on one line with single blanks: for titles, names and venues."""
    return " ".join(clean(unicodedata.normalize("NFC", text)).split())
