"""Short titles and headings out of long questions; it words nothing, it only leaves out."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from litassay.types import EvidenceBase, SubQuestion

LONGEST_TITLE = 16
"""Words; a title that is longer does not fit one line of a page."""
LONGEST_HEADING = 12
_SHORT = 8
"""Words of a heading that needs no shortening."""
_SHARED = 3
"""Words in a row that two questions must share for the second to say "this" instead."""
_NAMED = 3
"""Concepts that stand in for a question that is too long for a title."""


def short_title(base: EvidenceBase) -> str:
    """The question where it is short enough, else the concepts that it was searched by."""
    question = base.question.text
    if len(question.split()) <= LONGEST_TITLE:
        return question
    groups = [g for plan in base.plans[:1] for q in plan.queries for g in q.concepts if g]
    named = list(dict.fromkeys(group[0] for group in groups))[:_NAMED]
    words = sum(len(name.split()) for name in named)
    if not named or words > LONGEST_TITLE:
        return question
    *first, last = named
    text = f"{', '.join(first)} and {last}" if first else last
    return text[:1].upper() + text[1:]


def headings(question: str, parts: Sequence[SubQuestion]) -> dict[str, str]:
    """A short heading for each sub-question, by id.

    What a part repeats of the question or of another part is said as "this"; a part that is still
    too long is called by its number, and its whole text stands below the heading.
    """
    return {part.id: _heading(n, part, question, parts) for n, part in enumerate(parts, 1)}


def _heading(number: int, part: SubQuestion, question: str, parts: Sequence[SubQuestion]) -> str:
    if _words(part.text) == _words(question):
        return "The question itself" if len(parts) > 1 else "What the papers report"
    others = [question, *(p.text for p in parts if p.id != part.id)]
    runs = [_longest_run(part.text.split(), other.split()) for other in others]
    start, length = max(runs, key=lambda run: run[1], default=(0, 0))
    words = part.text.split()
    if length >= _SHARED and len(words) > _SHORT and len(words) - length >= _SHARED:
        tail = re.search(r"[,?.;:]*$", words[start + length - 1])
        words[start : start + length] = ["this" + (tail.group() if tail else "")]
    if len(words) > LONGEST_HEADING:
        return f"Part {number} of the question"
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _longest_run(words: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Where the longest run of words stands that the other has too, and how long it is."""
    plain, known = ([w.lower().rstrip(",?.;:") for w in side] for side in (words, other))
    found = SequenceMatcher(None, plain, known, autojunk=False).find_longest_match()
    return found.a, found.size
