"""Measures whether questions that only a full text answers find the paper and the passage.

The questions (`fulltext_questions.jsonl`) were made by a language model that read passages of the
documents; a label is the document's file and a hash of six words of the passage, never its text.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from litassay.errors import InputError
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.addition import add_papers
from store.library.intake import Intake, Item
from store.library.library import Library

WINDOW = 6
"""Words of an anchor."""
DEPTH = 10
_WORD = re.compile(r"[a-z0-9]+")


class AnchoredQuestion(NamedTuple):
    """A question, and where its answer stands."""

    question: str
    file: str
    anchor: str
    """Hash of WINDOW words in a row, lower case, letters and digits only."""


class FulltextScores(NamedTuple):
    """What `litassay eval fulltext` reports."""

    papers: int
    """In the library, distractors included."""
    asked: int
    unreadable: tuple[str, ...]
    """Questions whose passage is in no document as it was read."""
    paper_10: float
    """Share of questions with the right paper among the first ten."""
    paper_1: float
    passage_10: float
    """Share with the right passage among the passages told of the first ten papers."""
    flat_10: float
    """Share with the right passage among the ten best passages of the library."""
    missed: tuple[str, ...]
    """Questions whose paper or passage is not among those."""


def read_questions(path: Path | None) -> tuple[AnchoredQuestion, ...]:
    """The labelled questions of a file; those that come with the product when none is named.

    Raises:
        InputError: A line is no such question.
    """
    source = path or files("litassay") / "evals" / "fulltext_questions.jsonl"
    lines = source.read_text("utf-8").splitlines()
    try:
        rows = [json.loads(line) for line in lines if line.strip()]
        return tuple(AnchoredQuestion(r["question"], r["file"], r["anchor"]) for r in rows)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"the questions cannot be read: {error!r}") from error


def measure(
    papers: Sequence[Paper],
    among: Iterator[Paper],
    questions: Sequence[AnchoredQuestion],
    embedder: Embedder,
    progress: Progress,
) -> FulltextScores:
    """Index the papers among others in a temporary folder, and ask every question.

    Raises:
        InputError: There is no paper.
        StorageError: There is no room for the index.
    """
    anchors = {q.anchor for q in questions}
    places = {p.id: _anchored(p, anchors) for p in papers}
    known = {anchor for found in places.values() for anchor in found}
    asked = [q for q in questions if q.anchor in known]
    with tempfile.TemporaryDirectory(prefix="litassay-") as home:
        folder = Path(home) / "libraries" / "documents"
        items = (Item(number, paper) for number, paper in enumerate(chain(papers, among), 1))
        add_papers(folder, embedder, "documents", Intake(len(papers), items), progress)
        library = Library(folder, embedder)
        try:
            size = library.collection().records
            ranks = [_ranks(library, q, places) for q in asked]
        finally:
            library.close()

    def share(hits: Sequence[bool]) -> float:
        return sum(hits) / len(asked) if asked else 0.0

    return FulltextScores(
        papers=size,
        asked=len(asked),
        unreadable=tuple(q.question for q in questions if q.anchor not in known),
        paper_10=share([r.paper < DEPTH for r in ranks]),
        paper_1=share([r.paper == 0 for r in ranks]),
        passage_10=share([r.told for r in ranks]),
        flat_10=share([r.flat for r in ranks]),
        missed=tuple(q.question for q, r in zip(asked, ranks, strict=True) if not r.told),
    )


class _Ranks(NamedTuple):
    paper: int
    """Place of the first right paper; DEPTH when it is not among the first."""
    told: bool
    flat: bool


def _ranks(library: Library, asked: AnchoredQuestion, places: dict[str, dict[str, int]]) -> _Ranks:
    found = library.search(asked.question, DEPTH).found
    where = {paper: own[asked.anchor] for paper, own in places.items() if asked.anchor in own}
    right = [f.paper.id in where for f in found]
    told = [where[f.paper.id] in f.passages for f in found if f.paper.id in where]
    best = library.passages(asked.question, DEPTH)
    flat = [where.get(paper) in numbers for paper, numbers in best]
    return _Ranks(right.index(True) if any(right) else DEPTH, any(told), any(flat))


def _anchored(paper: Paper, anchors: set[str]) -> dict[str, int]:
    """The first passage that holds the words of each anchor."""
    found: dict[str, int] = {}
    for number, passage in enumerate(paper.passages):
        for anchor in _hashes(passage.text) & anchors:
            found.setdefault(anchor, number)
    return found


def _hashes(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    rows = (words[start : start + WINDOW] for start in range(len(words) - WINDOW + 1))
    return {hashlib.blake2b(" ".join(row).encode(), digest_size=8).hexdigest() for row in rows}
