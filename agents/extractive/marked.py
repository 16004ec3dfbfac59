"""A sentence with its numbers and metrics replaced by marks, so that patterns read its grammar.

`an F1 of 93.5 %` becomes `an ⟦0⟧ of ⟪0⟫`: a pattern then tells what a number is said of without
knowing how numbers and metrics are written.
"""

import re
from typing import NamedTuple

from agents.extractive.metrics import Named, metrics
from litassay.text.quantities import Quantity, quantities

NUMBER = r"⟪\d+⟫"
METRIC = r"⟦\d+⟧"
_MARK = re.compile(r"([⟪⟦])(\d+)[⟫⟧]")
_MARKS = frozenset("⟪⟫⟦⟧")
_NAMED_CUT = re.compile(r"@\s?\d|\btop[\s-]*\d", re.IGNORECASE)


class Marked(NamedTuple):
    """A sentence and what its marks stand for."""

    text: str
    """The sentence with `⟪i⟫` for number i and `⟦j⟧` for metric j."""
    numbers: tuple[Quantity, ...]
    """With their offsets in the sentence as it was."""
    metrics: tuple[Named, ...]
    sentence: str

    def at(self, number: int) -> tuple[int, int]:
        """Where the mark of a number starts and ends."""
        mark = f"⟪{number}⟫"
        start = self.text.index(mark)
        return start, start + len(mark)

    def plain(self, piece: str) -> str:
        """A piece of the marked text as the sentence has it, white space made single."""
        return " ".join(_MARK.sub(lambda m: self._written(m[1], int(m[2])), piece).split())

    def _written(self, bracket: str, i: int) -> str:
        return self.numbers[i].text if bracket == "⟪" else self.metrics[i].text


def marked(sentence: str) -> Marked | None:
    """The sentence with marks; None when it holds such marks itself."""
    if _MARKS & set(sentence):
        return None
    named = metrics(sentence)
    taken = [(m.start, m.end) for m in named]
    taken += [m.span() for m in _NAMED_CUT.finditer(sentence)]
    numbers = tuple(
        q
        for q in quantities(sentence)
        if any(c.isdigit() for c in q.text) and not any(a < q.end and q.start < b for a, b in taken)
    )
    spans = [(q.start, q.end, f"⟪{i}⟫") for i, q in enumerate(numbers)]
    spans += [(m.start, m.end, f"⟦{j}⟧") for j, m in enumerate(named)]
    pieces, at = [], 0
    for start, end, mark in sorted(spans):
        if start < at:  # two readings of one number; the first stands
            continue
        pieces += [sentence[at:start], mark]
        at = end
    text = "".join([*pieces, sentence[at:]])
    kept = tuple(q for i, q in enumerate(numbers) if f"⟪{i}⟫" in text)
    if len(kept) < len(numbers):
        return None
    return Marked(text, numbers, named, sentence)
