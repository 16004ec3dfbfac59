"""The question as it was typed, checked before anything is built."""

import re
import unicodedata

from litassay.errors import InputError
from litassay.types import Question

_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""What moves a terminal's cursor or changes its colour, pasted along with a text."""
LONGEST = 2000
"""Most characters of a question; what is longer is a document, not a question."""


def parse_question(text: str, year_from: int | None, year_to: int | None, papers: int) -> Question:
    """The question without control and bidirectional marks.

    Raises:
        InputError: it is empty, has no word, is too long, or the years are the wrong way round.
    """
    clean = "".join(" " if c.isspace() else c for c in _STEERING.sub("", text))
    clean = " ".join("".join(c for c in clean if unicodedata.category(c)[0] != "C").split())
    if not any(c.isalpha() for c in clean):
        raise InputError("the question has no words", 'ask it in quotes: litassay ask "…?"')
    if len(clean) > LONGEST:
        raise InputError(
            f"the question has {len(clean):,} characters",
            f"ask it in at most {LONGEST:,}; a document goes into a library",
        )
    check_years(year_from, year_to)
    return Question(text=clean, year_from=year_from, year_to=year_to, max_papers=papers)


def check_years(year_from: int | None, year_to: int | None) -> None:
    """Raises InputError when the years are the wrong way round."""
    if year_from is not None and year_to is not None and year_from > year_to:
        raise InputError(f"--from {year_from} is later than --to {year_to}", "swap them")
