"""A paper as terms: what the screener and the extractor match concepts against."""

from typing import NamedTuple

from agents.extractive.terms import terms
from litassay.text.sentences import sentences
from litassay.types import Paper

_MOST_CHARACTERS = 20_000
"""Only this much of a paper's text is read for screening."""


class PaperTerms(NamedTuple):
    """Title and sentences of a paper as terms."""

    title: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def segments(self) -> tuple[tuple[str, ...], ...]:
        """Title first."""
        return (self.title, *self.sentences)


def paper_terms(paper: Paper) -> PaperTerms:
    """Terms of the title and of the text's beginning (all of an abstract)."""
    text = " ".join(p.text for p in paper.passages[:3])[:_MOST_CHARACTERS]
    return PaperTerms(terms(paper.title), tuple(terms(s.text) for s in sentences(text)))
