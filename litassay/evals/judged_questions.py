"""Questions whose candidate papers were judged by readers; knows nothing of how they are asked."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from litassay.errors import InputError


class JudgedPaper(NamedTuple):
    """A candidate paper of one question."""

    grade: int
    """3 direct, 2 partial, 1 background, 0 off topic."""
    findings: tuple[str, ...]
    """Its sentences that answer, best first."""


class JudgedQuestion(NamedTuple):
    """A question with its candidates by title."""

    id: str
    text: str
    papers: Mapping[str, JudgedPaper]


def read_judged(folder: Path, corpus: Path, wanted: tuple[str, ...]) -> tuple[JudgedQuestion, ...]:
    """The wanted questions, in that order.

    Args:
        folder: Holds `questions.jsonl` (id, text) and `judgments.jsonl` (question, paper, grade,
            findings as [start, end] in the abstract).
        corpus: JSON lines of papers (id, title, abstract); gzipped when its name ends in `.gz`.
        wanted: Ids of questions.

    Raises:
        InputError: a file cannot be read, or a question is not in it.
    """
    texts = {str(row["id"]): str(row["text"]) for row in _rows(folder / "questions.jsonl")}
    for name in wanted:
        if name not in texts:
            raise InputError(f"there is no judged question {name!r}", f"there are: {_some(texts)}")
    judged = [row for row in _rows(folder / "judgments.jsonl") if row["question"] in wanted]
    named = {row["paper"] for row in judged}
    papers = {row["id"]: row for row in _rows(corpus) if row["id"] in named}
    return tuple(
        JudgedQuestion(
            id=name,
            text=texts[name],
            papers={
                " ".join(paper["title"].split()): _judged(row, paper["abstract"])
                for row in judged
                if row["question"] == name and (paper := papers.get(row["paper"]))
            },
        )
        for name in wanted
    )


def _judged(row: Mapping[str, Any], abstract: str) -> JudgedPaper:
    found = tuple(abstract[start:end].strip() for start, end in row["findings"])
    return JudgedPaper(grade=int(row["grade"]), findings=found)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.name.endswith(".gz") else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except (OSError, ValueError) as error:
        raise InputError(f"{str(path)!r} cannot be read as JSON lines: {error}") from error


def _some(texts: Mapping[str, str]) -> str:
    return ", ".join(sorted(texts))
