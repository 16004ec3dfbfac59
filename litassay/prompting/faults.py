"""What is wrong with a prompt file: each fault with its line and the nearest right name."""

import difflib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from litassay.errors import PromptError


class Fault(NamedTuple):
    """One thing that is wrong."""

    line: int
    """Line in the file, from 1; 0 where it is the file as a whole."""
    what: str


def raise_all(found: Sequence[tuple[str, Fault]]) -> None:
    """Raise one PromptError that tells every fault.

    Args:
        found: Name of the prompt (its file without `.md`) and what is wrong there.

    Raises:
        PromptError: `found` is not empty; a line a fault, as `NAME.md:LINE: what`.
    """
    if not found:
        return
    lines = [f"{name}.md:{f.line}: {f.what}" if f.line else f"{name}.md: {f.what}"
             for name, f in found]  # fmt: skip
    first = "the prompt set cannot be used: " if len(lines) == 1 else (
        f"the prompt set cannot be used, {len(lines)} faults:\n  "
    )  # fmt: skip
    raise PromptError(first + "\n  ".join(lines))


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'question'?` where a known name is near, else what there is."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known are: {', '.join(names)}" if names else ""
