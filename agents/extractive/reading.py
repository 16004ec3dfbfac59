"""Claims and documents made ready for comparison: sentences, stems, vectors, numbers, polarity.

Everything that does not depend on the pair is done here, once a text; see `features` for what is
done for each pair.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from agents.extractive.frequencies import background
from litassay.ports import Embedder
from litassay.text.injection import quotable
from litassay.text.polarity import Reading, read
from litassay.text.quantities import Quantity, quantities
from litassay.text.sentences import sentences
from litassay.text.words import STOP_WORDS, stems, words
from litassay.types import Paper, Span

Vectors = NDArray[np.float32]
_NAME = re.compile(
    r"\b[\w-]*(?:[A-Z][\w-]*[A-Z0-9]|\d[\w-]*[A-Za-z]|[A-Za-z][\w-]*\d)[\w-]*\b", re.UNICODE
)
_MARK = re.compile(r"\s*[\[(]?<\|(?:multi_|other_)?cit\|>[^\])<]{0,6}[\])]?")
SETTINGS = ("statement", "citation")
"""A claim stands alone, or is a sentence that cites the document (its citation marks show it)."""


@lru_cache(maxsize=65536)
def content(text: str) -> tuple[str, ...]:
    """The words that carry a topic, unstemmed, in order; compounds by their parts."""
    parts = (p for word in words(text) for p in re.split(r"[-'’]", word))
    return tuple(p for p in parts if len(p) > 1 and p not in STOP_WORDS)


@lru_cache(maxsize=65536)
def names(text: str) -> frozenset[str]:
    """Abbreviations, genes, model names: words with inner capitals or digits, lower-cased."""
    return frozenset(m.lower() for m in _NAME.findall(text))


@dataclass(frozen=True)
class ReadClaim:
    """A claim with what is compared."""

    text: str
    """Without citation marks."""
    vector: Vectors
    """Shape (dimensions,)."""
    marks: tuple[bool, bool, bool]
    """Whether it cites the document alone, among several, and other documents besides."""

    @property
    def setting(self) -> str:
        """One of SETTINGS."""
        return "citation" if any(self.marks) else "statement"

    @cached_property
    def stems(self) -> frozenset[str]:
        """Distinct stems that carry a topic."""
        return frozenset(stems(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Distinct content words in order."""
        return tuple(dict.fromkeys(content(self.text)))

    @cached_property
    def polarity(self) -> Reading:
        """Negation and direction."""
        return read(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return quantities(self.text)


def read_claims(texts: Sequence[str], embedder: Embedder) -> list[ReadClaim]:
    """Claims ready for comparison, in order."""
    plain = [" ".join(_MARK.sub(" ", text).split()) for text in texts]
    vectors = embedder.embed(plain)
    return [ReadClaim(p, v, _marks(t)) for t, p, v in zip(texts, plain, vectors, strict=True)]


def _marks(text: str) -> tuple[bool, bool, bool]:
    return "<|cit|>" in text, "<|multi_cit|>" in text, "<|other_cit|>" in text


@dataclass(frozen=True)
class Located:
    """A sentence and where it stands in its paper."""

    passage: int
    start: int
    end: int
    text: str
    locator: str


@dataclass(frozen=True)
class ReadDocument:
    """A document with what is compared; `vectors[i]` and `windows[i]` belong to `sentences[i]`."""

    id: str
    title: str
    sentences: tuple[Located, ...]
    vectors: Vectors
    """Shape (n sentences, dimensions)."""
    windows: Vectors
    """Of each sentence with its neighbours, same shape."""
    title_vector: Vectors

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """Distinct stems of each sentence."""
        return tuple(frozenset(stems(s.text)) for s in self.sentences)

    @cached_property
    def title_stems(self) -> frozenset[str]:
        """Distinct stems of the title."""
        return frozenset(stems(self.title))

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """Distinct stems of title and text."""
        return self.title_stems.union(*self.stems)

    @cached_property
    def mean(self) -> Vectors:
        """Direction of the whole document, unit length."""
        total = self.vectors.sum(axis=0) + self.title_vector
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def window(self, index: int) -> str:
        """A sentence with the one before and the one after, within its passage."""
        here = self.sentences[index].passage
        near = self.sentences[max(0, index - 1) : index + 2]
        return " ".join(s.text for s in near if s.passage == here)

    def window_stems(self, index: int) -> frozenset[str]:
        """Stems of `window`, passages not told apart."""
        return frozenset().union(*self.stems[max(0, index - 1) : index + 2])

    def span(self, index: int) -> Span:
        """Where sentence `index` stands, for a citation."""
        s = self.sentences[index]
        return Span(
            paper_id=self.id,
            passage=s.passage,
            start=s.start,
            end=s.end,
            quote=s.text,
            locator=s.locator,
        )


def read_paper(paper: Paper, embedder: Embedder) -> ReadDocument:
    """A paper's stored text ready for comparison, without sentences that are never quoted."""
    found = tuple(
        Located(i, s.start, s.end, s.text, p.locator)
        for i, p in enumerate(paper.passages)
        for s in sentences(p.text)
        if quotable(s.text)
    )
    return _document(paper.id, paper.title, found, embedder)


def read_sentences(
    identifier: str, title: str, lines: Sequence[str], embedder: Embedder
) -> ReadDocument:
    """A document that comes split into sentences, as benchmarks have it."""
    found = tuple(Located(0, i, i + 1, line, "abstract") for i, line in enumerate(lines))
    return _document(identifier, title, found, embedder)


def _document(
    identifier: str, title: str, found: tuple[Located, ...], embedder: Embedder
) -> ReadDocument:
    texts = [s.text for s in found]
    near = [" ".join(texts[max(0, i - 1) : i + 2]) for i in range(len(texts))]
    rows = embedder.embed([*texts, *near, title])
    n = len(texts)
    return ReadDocument(identifier, title, found, rows[:n], rows[n : 2 * n], rows[2 * n])


@lru_cache(maxsize=65536)
def rarity(root: str) -> float:
    """How telling a stem is, 0 (in every abstract) to 1, from the shipped background counts."""
    return background().rarity(root)
