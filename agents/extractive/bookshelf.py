"""Papers made ready for comparison, remembered: a run asks for the same ones for every claim."""

from collections import OrderedDict

from agents.extractive.reading import ReadDocument, read_paper
from litassay.ports import Embedder
from litassay.types import Paper

_SENTENCES = 100_000
"""About how many sentences are remembered in all (2 KB each)."""


class Bookshelf:
    """Read documents by the paper and its text; the one unused longest goes first."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[tuple[str, int], ReadDocument] = OrderedDict()
        self._held = 0

    def read(self, paper: Paper) -> ReadDocument:
        """The paper ready for comparison."""
        key = (paper.id, hash((paper.title, tuple(p.text for p in paper.passages))))
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        document = read_paper(paper, self._embedder)
        self._known[key] = document
        self._held += len(document.sentences)
        while self._held > _SENTENCES and len(self._known) > 1:
            _, dropped = self._known.popitem(last=False)
            self._held -= len(dropped.sentences)
        return document
