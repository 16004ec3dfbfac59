"""Standard output and error as they are found: closed, full, or unable to say every character."""

import codecs
import json
import os
import sys
import unicodedata
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

_ESCAPES = "litassay-escapes"


def prepare_streams() -> None:
    r"""Make both streams safe to print any text to.

    A closed one goes nowhere. What an encoding cannot say is written as `\uXXXX`, which is also
    valid inside JSON strings.
    """
    codecs.register_error(_ESCAPES, _escaped)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open
            setattr(sys, name, nowhere)
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ESCAPES)


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
    """The text without control and bidirectional characters; line ends stay."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def one_line(text: str) -> str:
    """The text on one line, without what could steer a terminal."""
    return printable(" ".join(text.split()))
