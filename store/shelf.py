"""The papers of one run in `papers.jsonl`: on disk before the next step runs."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from litassay.errors import RunError
from litassay.types import Paper
from store.lines import LineWriter, read_lines

FILE_NAME = "papers.jsonl"


class PaperShelf:
    """A `Shelf`: papers by id; of several lines with one id the last one counts.

    Args:
        path: The file; it need not exist yet.

    Raises:
        RunError: a line before the last one is damaged; it is named.
    """

    def __init__(self, path: Path) -> None:
        lines = read_lines(path)
        self._papers: dict[str, Paper] = {}
        for number, line in enumerate(lines.whole, 1):
            paper = _paper(line, number)
            self._papers[paper.id] = paper
        self.cut = len(lines.whole) + 1 if lines.cut else 0
        """Number of a line that a crash cut off; 0 when none was. It was never used."""
        self._writer = LineWriter(path)

    def put(self, papers: Sequence[Paper]) -> None:
        """Keep these papers, replacing older ones with their ids.

        Raises:
            StorageError: they could not be written.
        """
        for paper in papers:
            if self._papers.get(paper.id) != paper:
                content = paper.model_dump(mode="json", exclude_defaults=True)
                self._writer.write(json.dumps(content, sort_keys=True))
                self._papers[paper.id] = paper

    def get(self, paper_ids: Sequence[str]) -> tuple[Paper, ...]:
        """The papers, in the order asked.

        Raises:
            RunError: one was never put.
        """
        missing = [i for i in paper_ids if i not in self._papers]
        if missing:
            raise RunError(
                f"{FILE_NAME} does not hold the paper {missing[0]!r}",
                "delete checkpoints.sqlite in the run folder and resume: the journal is enough",
            )
        return tuple(self._papers[i] for i in paper_ids)

    def close(self) -> None:
        """Close the file."""
        self._writer.close()


def _paper(line: str, number: int) -> Paper:
    try:
        return Paper.model_validate(json.loads(line))
    except (json.JSONDecodeError, ValidationError) as error:
        raise RunError(
            f"line {number} of {FILE_NAME} is damaged",
            "delete papers.jsonl and checkpoints.sqlite in the run folder and resume: "
            "the journal is enough",
        ) from error
