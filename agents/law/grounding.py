"""Whether a model's words come from the texts that it was given: a guard on what is published."""

from functools import lru_cache

from litassay.text.injection import has_link, instruction_like
from litassay.text.words import stems


def share_from(text: str, *sources: str) -> float:
    """Share of the text's content stems that occur in the sources; 1 for a text without any."""
    said = _stems(text)
    known = frozenset().union(*(_stems(source) for source in sources))
    return len(said & known) / len(said) if said else 1.0


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def publishable(text: str, *sources: str, share: float = 0.5) -> str:
    """The text on one line, or empty when it must not be shown.

    A text is withheld that looks like an instruction, holds a link, or has too few of its words
    from the sources: a model that obeyed a document would bring in words of neither.
    """
    line = " ".join(text.split())
    if not line or has_link(line) or instruction_like(line):
        return ""
    return line if share_from(line, *sources) >= share else ""
