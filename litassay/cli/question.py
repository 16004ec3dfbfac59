"""The question as it was typed, checked before anything is built."""

import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.text.language import ENGLISH, language_of, name_of
from litassay.types import Question

_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""What moves a terminal's cursor or changes its colour, pasted along with a text."""
LONGEST = 2000
"""Most characters of a question; what is longer is a document, not a question."""


def choice(
    include: list[str] | None, exclude: list[str] | None, pin: list[str] | None, undated: str | None
) -> dict[str, Any]:
    """What was said about single papers, as fields of a question; only what was given.

    Raises:
        InputError: a paper is both wanted and not, or a word is none of those allowed.
    """
    if undated not in (None, "keep", "drop"):
        raise InputError(f"--undated {undated!r} is not known", "it is keep or drop")
    given = {"include": include, "exclude": exclude, "pin": pin}
    found: dict[str, Any] = {
        name: tuple(dict.fromkeys(one.strip() for one in ids if one.strip()))
        for name, ids in given.items()
        if ids
    }
    both = {*found.get("include", ()), *found.get("pin", ())} & {*found.get("exclude", ())}
    if both:
        raise InputError(f"{min(both)!r} is both wanted and excluded", "say one of them")
    return {**found, "undated": undated} if undated else found


def parse_question(
    text: str,
    year_from: int | None,
    year_to: int | None,
    papers: int,
    wanted: Mapping[str, Any] | None = None,
) -> Question:
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
    limits = {"year_from": year_from, "year_to": year_to, "max_papers": papers}
    return Question(text=clean, **limits, **(wanted or {}))


def question_text(given: str | None, file: Path | None) -> str:
    """The question as an argument, from standard input (`-`) or from a file.

    Raises:
        InputError: there is none or more than one, or the file cannot be read as text.
    """
    if file is None and given is None:
        raise InputError("there is no question", 'ask it in quotes: litassay ask "…?"')
    if file is not None and given is not None:
        raise InputError("there are two questions", "give QUESTION or --file, not both")
    if given is not None and given != "-":
        return given
    where = "standard input" if file is None else repr(str(file))
    try:
        stream = sys.stdin.buffer if file is None else file.open("rb")
        with stream:
            raw = stream.read(4 * LONGEST + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{where} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        cut = len(raw) > 4 * LONGEST and error.start > len(raw) - 4
        if not cut:
            raise InputError(f"{where} is not text in UTF-8", "save it as UTF-8") from error
        text = raw[: error.start].decode("utf-8-sig")
    return text


def check_language(text: str, model: str) -> None:
    """Raise InputError where no language model reads, and the question is not in English."""
    if model != "extractive":
        return
    code = language_of(text)
    if code != ENGLISH:
        raise InputError(
            f"the question is in {name_of(code)}, and without a language model only English is "
            "understood",
            "ask it in English, or name a model (--model), with which any language works",
        )


def check_years(year_from: int | None, year_to: int | None) -> None:
    """Raises InputError when the years are the wrong way round."""
    if year_from is not None and year_to is not None and year_from > year_to:
        raise InputError(f"--from {year_from} is later than --to {year_to}", "swap them")
