"""One claim checked against a library or given texts, without a run."""

from collections.abc import Sequence
from pathlib import Path

from agents.extractive.claim_check import ClaimChecker
from litassay.errors import InputError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import ClaimCheck, Paper, Passage
from store.library import Library

FOUND = 10
"""Papers of a library that a claim is checked against."""
MOST_BYTES = 20_000_000
"""Of one text."""


class ClaimDesk:
    """Checks claims; the model and the libraries it was given are read once."""

    def __init__(self, libraries: Sequence[Library] = ()) -> None:
        self._libraries = libraries
        self._checker = ClaimChecker(WordLlamaEmbedder())

    def check(self, claim: str, papers: Sequence[Paper] = (), found: int = FOUND) -> ClaimCheck:
        """What the given papers, and the best `found` of each library, say of a claim.

        Raises:
            InputError: the claim is empty.
        """
        if not claim.strip():
            raise InputError("there is no claim to check")
        best = [f.paper for lib in self._libraries for f in lib.search(claim, found).found]
        given = {paper.id for paper in papers}
        others = {paper.id: paper for paper in best if paper.id not in given}
        return self._checker.check(claim.strip(), papers, tuple(others.values()))


def text_paper(path: Path) -> Paper:
    """A plain text as a paper: its paragraphs are its passages.

    Raises:
        InputError: it cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"the text {path.name!r} is larger than {MOST_BYTES:,} bytes")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the text {path.name!r} cannot be read: {error}") from error
    paragraphs = [" ".join(p.split()) for p in text.split("\n\n")]
    passages = (Passage(locator=f"paragraph {n}", text=p) for n, p in enumerate(paragraphs, 1) if p)
    return Paper(id=path.name, title=path.stem, full_text=tuple(passages))
