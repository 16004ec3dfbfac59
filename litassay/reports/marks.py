"""Which numbers stand behind a sentence, and what each leads to; the same in every format."""

from collections.abc import Mapping
from typing import NamedTuple

from litassay.reports.document import Report, Sentence


class Mark(NamedTuple):
    """A citation as a reader sees it."""

    number: int
    """Of the reference: the only numbering that a reader sees."""
    claim_ids: tuple[str, ...]
    """The claims of that paper that the sentence rests on, in the sentence's order."""


def claim_numbers(report: Report) -> Mapping[str, int]:
    """Number of the paper of each claim, by claim id."""
    return {c.id: c.citation for c in report.claims}


def marks(sentence: Sentence, numbers: Mapping[str, int]) -> tuple[Mark, ...]:
    """The citations of a sentence, by number."""
    own: dict[int, list[str]] = {number: [] for number in sentence.citations}
    for claim_id in sentence.claim_ids:
        own.setdefault(numbers[claim_id], []).append(claim_id)
    return tuple(Mark(number, tuple(own[number])) for number in sorted(own))


def split_end(text: str) -> tuple[str, str]:
    """A sentence without its closing mark, and the mark: citations stand before it."""
    return (text[:-1], text[-1]) if text[-1:] in tuple(".?!") else (text, "")
