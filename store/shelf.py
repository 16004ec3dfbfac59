"""The papers of one run in `papers.jsonl`: on disk before the next step runs."""

import json
from collections.abc import Sequence
from pathlib import Path

from litassay.errors import RunError
from litassay.types import Paper
from store.lines import LineWriter, checked, read_lines, unchecked

FILE_NAME = "papers.jsonl"


class PaperShelf:
    """A `Shelf`: papers by id; of several lines with one id the last one counts.

    Records as sources found them and works as the run made them are kept apart: searches end in
    any order, so of two records with one id the fuller one stays, whichever came first; and a
    search that is made again never replaces what was made of its records.

    Args:
        path: The file; it need not exist yet.

    Raises:
        RunError: a line before the last one is damaged; it is named.
    """

    def __init__(self, path: Path) -> None:
        lines = read_lines(path)
        self._found: dict[str, Paper] = {}
        self._made: dict[str, Paper] = {}
        for number, line in enumerate(lines.whole, 1):
            found, paper = _read(line, number)
            (self._found if found else self._made)[paper.id] = paper
        self.cut = len(lines.whole) + 1 if lines.cut else 0
        """Number of a line that a crash cut off; 0 when none was. It was never used."""
        self._writer = LineWriter(path)

    def offer(self, papers: Sequence[Paper]) -> None:
        """Keep records as a source returned them.

        Raises:
            StorageError: they could not be written.
        """
        for paper in papers:
            known = self._found.get(paper.id)
            self._keep(self._found, fuller(known, paper) if known else paper)
        self._writer.sync()  # the checkpoint that names them is synchronised too

    def put(self, papers: Sequence[Paper]) -> None:
        """Keep works, replacing older ones with their ids.

        Raises:
            StorageError: they could not be written.
        """
        for paper in papers:
            self._keep(self._made, paper)
        self._writer.sync()

    def _keep(self, shelf: dict[str, Paper], paper: Paper) -> None:
        if shelf.get(paper.id) == paper:
            return
        content = paper.model_dump(mode="json", exclude_defaults=True)
        line = {"found": shelf is self._found, "paper": content}
        self._writer.write(checked(json.dumps(line, sort_keys=True)))
        shelf[paper.id] = paper

    def get(self, paper_ids: Sequence[str]) -> tuple[Paper, ...]:
        """The papers, in the order asked: the work where there is one, else the record.

        Raises:
            RunError: one was never put.
        """
        known = self._found | self._made
        missing = [i for i in paper_ids if i not in known]
        if missing:
            raise RunError(
                f"{FILE_NAME} does not hold the paper {missing[0]!r}",
                "delete checkpoints.sqlite in the run folder and resume: the journal is enough",
            )
        return tuple(known[i] for i in paper_ids)

    def close(self) -> None:
        """Close the file."""
        self._writer.close()


def fuller(one: Paper, other: Paper) -> Paper:
    """The record with more text, found in the sources of both; the order does not matter."""
    best = max(one, other, key=_fullness)
    sources = sorted({*one.found_in, *other.found_in})
    return best.model_copy(update={"found_in": tuple(sources)})


def _fullness(paper: Paper) -> tuple[int, str]:
    text = sum(len(passage.text) for passage in paper.passages)
    return text, repr(paper.model_copy(update={"found_in": ()}))


def _read(line: str, number: int) -> tuple[bool, Paper]:
    """Whether the line holds a record as found, and the paper."""
    try:
        content = json.loads(unchecked(line))
        if content.keys() != {"found", "paper"}:
            raise ValueError("it has other fields")
        return bool(content["found"]), Paper.model_validate(content["paper"])
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise RunError(
            f"line {number} of {FILE_NAME} is damaged",
            "delete papers.jsonl and checkpoints.sqlite in the run folder and resume: "
            "the journal is enough",
        ) from error
