"""Standard output and error as they are found: closed, full, or unable to say every character."""

import codecs
import json
import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

_ESCAPES = "litassay-escapes"
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
"""Control characters but tab and line end (Cc), and what turns the direction of writing."""


def prepare_streams() -> None:
    r"""Make both streams safe to print any text to.

    A closed one goes nowhere. What an encoding cannot say, and on standard output what could steer
    a terminal, is written as `\uXXXX`, which is also valid inside JSON strings. What goes to
    standard error goes through `say` or `one_line`, since a live line of progress steers it.
    """
    codecs.register_error(_ESCAPES, _escaped)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open
            setattr(sys, name, nowhere)
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ESCAPES)
    if type(sys.stdout) is TextIOWrapper:
        sys.stdout = _Result.around(sys.stdout)


class _Result(TextIOWrapper):
    """Standard output: manifests, papers and answers of others are printed, and steer nothing."""

    @classmethod
    def around(cls, stream: TextIOWrapper) -> "_Result":
        """The same stream, written to through this class."""
        stream.flush()
        encoding, errors = stream.encoding, stream.errors
        lines, through = stream.line_buffering, stream.write_through
        raw = stream.detach()
        return cls(raw, encoding, errors, line_buffering=lines, write_through=through)

    def write(self, text: str) -> int:
        super().write(_STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text))
        return len(text)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def say(text: str) -> None:
    """Print a message on standard error, without what could steer a terminal."""
    with suppress(OSError):  # nobody reads it: the exit code still tells
        print(f"litassay: {printable(text)}", file=sys.stderr, flush=True)


def discard_output() -> None:
    """Throw away what could not be printed, so that Python does not try again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printable(text: str) -> str:
    """The text without control and bidirectional characters; line ends and tabs stay."""
    return _STEERING.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, without what could steer a terminal."""
    return printable(" ".join(text.split()))
