"""Sentences of papers that were judged for a question, each marked if a reader saw it answer.

`relevance/judgments.jsonl` holds, for a question and a paper, a grade and the offsets in the
abstract of the sentences that answer, best first.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from agents.extractive.places import Placed, placed
from litassay.errors import InputError
from litassay.evals.role_data import abstracts
from litassay.types import Paper, Passage


class Judged(NamedTuple):
    """A paper as judged for one question."""

    question_id: str
    question: str
    paper: Paper
    grade: int
    sentences: tuple[Placed, ...]
    answers: tuple[bool, ...]
    """Which of the sentences a reader marked."""


def read_judged(relevance: Path, acl: Path) -> Iterator[Judged]:
    """Every judged paper, in the order of the file.

    Raises:
        InputError: a file is not there.
    """
    texts = abstracts(acl)
    questions = {row["id"]: row["text"] for row in _rows(relevance / "questions.jsonl")}
    for row in _rows(relevance / "judgments.jsonl"):
        title, text = texts[row["paper"]]
        paper = Paper(id=row["paper"], title=title, abstract=text)
        found = placed((Passage(locator="abstract", text=text),)) if text else ()
        marked = tuple(any(_meets(s, *span) for span in row["findings"]) for s in found)
        asked = questions[row["question"]]
        yield Judged(row["question"], asked, paper, row["grade"], found, marked)


def _meets(sentence: Placed, start: int, end: int) -> bool:
    """They share more than half of the shorter."""
    shared = min(sentence.end, end) - max(sentence.start, start)
    return shared > 0.5 * min(sentence.end - sentence.start, end - start)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error}") from error
