"""Which lines of a PDF are headings: by their form, and by the order of their numbers. Pure."""

import re
from dataclasses import dataclass

_NUMBERED = re.compile(
    r"(?P<place>(?:\d{1,2}|[A-H])(?:\.\d{1,2}){0,3})\.?\s+"
    r"(?P<title>(?=.*[^\W\d_]{4})[A-Z].{2,90})"
)
_NAMED = re.compile(
    r"(?:abstract|introduction|background|related work|methods?|materials and methods|results|"
    r"results and discussion|discussion|conclusions?|limitations|ethics statement|summary|"
    r"acknowledge?ments?|appendix(?: [A-Z0-9]{1,2})?(?:[:.] .{1,50})?|references|"
    r"bibliography|literature cited)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")
_GOES_ON = re.compile(r"[.!?]\s+[A-Z]|,$")
"""A sentence that ends within the line, or a list that goes on: the line is running text."""
_STEPS = (2, 5)
"""Most by which a section's and a subsection's number may be ahead of the last: headings between
them may not have been seen."""


@dataclass
class Headings:
    """Told the lines of a document in their order; `3 NVIDIA GPUs` within section 5 is none."""

    _last: tuple[int, ...] = (0,)
    _lettered: bool = False

    def heading(self, text: str) -> str:
        """The heading that the next line is; empty where it is none."""
        plain = text.rstrip(" .:")
        if _NAMED.fullmatch(plain):
            return plain.title() if plain.isupper() else plain
        found = _NUMBERED.fullmatch(text)
        if not found or not _is_title(text, found["title"]):
            return ""
        if _NAMED.fullmatch(found["title"].rstrip(" .:")):
            self._last = (0,)  # affiliations are numbered too
        return text if self._follows(found["place"]) else ""

    def _follows(self, place: str) -> bool:
        """True when a number stands behind the last one; then it is the last."""
        first, *rest = place.split(".")
        lettered = first.isalpha()
        number = (ord(first) - ord("A") + 1 if lettered else int(first), *map(int, rest))
        if self._lettered and not lettered:
            return False
        last = self._last if lettered == self._lettered else (0,)
        shared = 0
        while shared < min(len(last), len(number)) and last[shared] == number[shared]:
            shared += 1
        if shared == len(number):
            return False
        before = last[shared] if shared < len(last) else 0
        begins = last == (0,) and not lettered
        if not before < number[shared] <= before + _STEPS[shared > 0] and not begins:
            return False
        self._last, self._lettered = number, lettered
        return True


def _is_title(text: str, title: str) -> bool:
    if len(text) > 90 or _ENDS.search(text) or text.count(",") > 2 or _GOES_ON.search(title):
        return False
    words = title.split()
    named = sum(word[0].isupper() for word in words if word[0].isalpha())
    likely = named * 2 >= len(words) or len(words) <= 4
    return likely and sum(c.isdigit() for c in title) <= 4
