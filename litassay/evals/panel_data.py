"""Reading human ratings and recorded reviews of the same papers.

Human ratings: a TSV with `paper_id` and one numbered column a reviewer. Reviews: one CSV (or
.csv.gz) a reviewer with `paper_id`, `Overall` and further scores by name.
"""

import csv
import gzip
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TextIO

from agents.calibration import Values
from litassay.errors import InputError

SCORES = {
    "Overall": "overall",
    "Soundness": "soundness",
    "Presentation": "presentation",
    "Contribution": "contribution",
    "Originality": "originality",
    "Quality": "quality",
    "Clarity": "clarity",
    "Significance": "significance",
}
"""Columns of a recorded review that hold scores, and their names here."""
_LONGEST_CELL = 10_000_000
_SAMPLES = re.compile(r"_ensemble_(\d+)")


class RatedPapers(NamedTuple):
    """Papers that people and every reviewer rated, in the order of their ids."""

    papers: tuple[str, ...]
    human: tuple[tuple[float, ...], ...]
    """Each paper's human ratings."""
    reviews: Mapping[str, tuple[Values, ...]]
    """Reviewer to one review a paper, in the papers' order."""

    @property
    def truth(self) -> tuple[float, ...]:
        """Mean human rating of each paper."""
        return tuple(math.fsum(r) / len(r) for r in self.human)


def read(human: Path, folder: Path) -> RatedPapers:
    """Read both; papers that someone did not rate are left out.

    Raises:
        InputError: a file is missing or not of this form, or no paper was rated by all.
    """
    ratings = _human(human)
    files = sorted(p for p in _listing(folder) if p.name.endswith((".csv", ".csv.gz")))
    given = {_reviewer(p): _reviews(p) for p in files}
    if not given:
        raise InputError(f"no .csv or .csv.gz in {str(folder)!r}", "name the folder of reviews")
    shared = sorted(p for p in ratings if all(p in found for found in given.values()))
    if not shared:
        raise InputError("no paper was rated by people and by every reviewer", "compare the ids")
    return RatedPapers(
        papers=tuple(shared),
        human=tuple(ratings[p] for p in shared),
        reviews={name: tuple(found[p] for p in shared) for name, found in given.items()},
    )


def samples(reviewer: str) -> int:
    """How many samples of one model a recorded reviewer averages; 1 when it does not say."""
    found = _SAMPLES.search(reviewer)
    return int(found.group(1)) if found else 1


def model(reviewer: str) -> str:
    """The model behind a recorded reviewer: its name up to the settings."""
    return re.split(r"_temp_|_", reviewer, maxsplit=1)[0]


def _listing(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise InputError(f"cannot read the folder {str(folder)!r}: {error.strerror}") from error


def _reviewer(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".csv").removesuffix("_pages_all")


def _human(path: Path) -> dict[str, tuple[float, ...]]:
    found = {}
    for row in _rows(path, delimiter="\t"):
        cells = [v for k, v in sorted(row.items()) if k.isdigit() and v.strip()]
        ratings = tuple(_number(v, path) for v in cells)
        if ratings:
            found[row["paper_id"]] = ratings
    return found


def _reviews(path: Path) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for row in _rows(path, delimiter=","):
        scores = {
            name: _number(row[column], path)
            for column, name in SCORES.items()
            if row.get(column, "").strip()
        }
        if "overall" in scores:
            found.setdefault(row["paper_id"], scores)
    return found


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with _open(path) as file:
            for row in csv.DictReader(file, delimiter=delimiter):
                if "paper_id" not in row:
                    raise InputError(f"{path.name} has no column 'paper_id'")
                yield {str(k): v for k, v in row.items() if isinstance(v, str)}
    except (OSError, UnicodeDecodeError, csv.Error, EOFError) as error:
        raise InputError(f"cannot read {str(path)!r}: {error}") from error


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _number(text: str, path: Path) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise InputError(f"{path.name}: {text!r} is not a rating") from error
    if not math.isfinite(value):
        raise InputError(f"{path.name}: {text!r} is not a rating")
    return value
