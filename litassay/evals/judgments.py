"""Questions with papers that readers judged: how well each answers, and where it says so.

Two formats are read. Graded: `questions.jsonl` (id, text) and `judgments.jsonl` (question, paper,
grade 0-3, findings as [start, end] in the abstract). Systematic reviews: `questions.json` (id,
question) and JSONL, gzipped or not, of records that hold title and abstract with the authors'
decision (`included`); a file's records belong to the question that its name or ids begin with.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from litassay.errors import InputError, StorageError
from litassay.types import Paper, Record

RELEVANT = 2
"""From this grade on a paper answers, at least in part."""
GRADES = (0, 1, 2, 3)


class Judgment(Record):
    """What a reader found of one paper for one question."""

    paper: str
    """Id, with or without the prefix of its library."""
    grade: int
    """3 answers directly, 2 in part, 1 background, 0 off topic."""
    findings: tuple[tuple[int, int], ...] = ()
    """Sentences of the abstract that answer, as [start, end), best first."""
    direction: str = "none"
    """What they say of the question's proposition: yes, no, mixed or none."""
    record: Paper | None = None
    """The paper itself, where the file holds it."""

    @property
    def relevant(self) -> bool:
        """True when a review would cite it in the answer."""
        return self.grade >= RELEVANT


class JudgedQuestion(Record):
    """A question with its judged papers, sorted by paper."""

    id: str
    text: str
    judgments: tuple[Judgment, ...]

    def of(self, paper_id: str) -> Judgment | None:
        """What was judged of a paper, by its id in a library or without the library's prefix."""
        known = {j.paper: j for j in self.judgments}
        return known.get(paper_id) or known.get(paper_id.partition(":")[2])


def read_judged(questions: Path, judgments: Path) -> tuple[JudgedQuestion, ...]:
    """The questions that have judged papers, in their file's order.

    Raises:
        InputError: a line is not of either format, or no question has a judged paper.
        StorageError: a file cannot be read.
    """
    asked = [_question(row, questions) for row in _rows(questions)]
    found: dict[str, list[Judgment]] = {}
    for row in _rows(judgments):
        key, judgment = _judgment(row, [i for i, _ in asked], judgments)
        found.setdefault(key, []).append(judgment)
    judged = tuple(
        JudgedQuestion(id=i, text=t, judgments=tuple(sorted(found[i], key=lambda j: j.paper)))
        for i, t in asked
        if i in found
    )
    if not judged:
        raise InputError(f"no question of {questions.name!r} is judged in {judgments.name!r}")
    return judged


def _question(row: Mapping[str, Any], path: Path) -> tuple[str, str]:
    text = row.get("text") or row.get("question")
    if not row.get("id") or not text:
        raise InputError(f"{path.name!r} has a row without id or text: {str(row)[:60]}")
    return str(row["id"]), str(text)


def _judgment(row: Mapping[str, Any], asked: Sequence[str], path: Path) -> tuple[str, Judgment]:
    try:
        if "grade" in row:
            return str(row["question"]), _graded(row)
        return _review_of(row, asked, path), _decided(row)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path.name!r} has a row that is no judgment: {error}") from error


def _graded(row: Mapping[str, Any]) -> Judgment:
    if row["grade"] not in GRADES:
        raise ValueError(f"grade {row['grade']!r} is not 0 to 3")
    return Judgment(
        paper=str(row["paper"]),
        grade=row["grade"],
        findings=tuple((int(a), int(b)) for a, b in row.get("findings") or ()),
        direction=row.get("direction") or "none",
    )


def _review_of(row: Mapping[str, Any], asked: Sequence[str], path: Path) -> str:
    """The review whose id the record's id, or the file's name, begins with."""
    name = next((i for i in asked if str(row["id"]).startswith(i)), None)
    name = name or next((i for i in asked if path.name.startswith(i)), None)
    if name is None:
        raise ValueError(f"{row['id']!r} belongs to no question")
    return name


def _decided(row: Mapping[str, Any]) -> Judgment:
    """An included record counts as partial; the authors' decision says no more."""
    paper = Paper(
        id=str(row["id"]),
        title=row.get("title") or "untitled",
        abstract=row.get("abstract") or "",
        year=row.get("year"),
    )
    return Judgment(paper=paper.id, grade=RELEVANT if row["included"] else 0, record=paper)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON list or of JSONL."""
    text = _text(path)
    try:
        listed = text.lstrip().startswith("[")
        rows = (
            json.loads(text) if listed else [json.loads(s) for s in text.split("\n") if s.strip()]
        )
    except ValueError as error:
        raise InputError(f"{path.name!r} is not JSON: {error}") from error
    for row in rows:
        if not isinstance(row, dict):
            raise InputError(f"{path.name!r} has a row that is no object: {str(row)[:60]}")
        yield row


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, ValueError) as error:
        raise StorageError(f"cannot read {str(path)!r}: {error}") from error
