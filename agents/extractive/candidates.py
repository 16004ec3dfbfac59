"""Passages of a run's documents that may bear on a claim, for a verifier that reads them itself."""

from collections.abc import Sequence

from agents.extractive.bookshelf import Bookshelf
from agents.extractive.reading import ReadClaim, ReadDocument, read_claims
from agents.extractive.stance import READ, shortlist
from agents.extractive.topic import likeness
from agents.extractive.works import distinct
from litassay.ports import Embedder
from litassay.types import Claim, Paper, Span

LIMIT = 12
"""Passages given for one claim."""
EACH = 2
"""The most from one work, so that one long paper does not crowd out the others."""
LEAST = 0.3
"""Sentences that share less than this with the claim (see `likeness`) are left out."""


class CandidateFinder:
    """Finds candidate passages; papers are read once and remembered."""

    def __init__(self, embedder: Embedder, shelf: Bookshelf | None = None) -> None:
        self._embedder = embedder
        self._shelf = shelf or Bookshelf(embedder)

    def __call__(
        self, claim: Claim, papers: Sequence[Paper], limit: int = LIMIT
    ) -> tuple[Span, ...]:
        """At most `limit` sentences of distinct works, the likeliest to bear on it first."""
        read = read_claims([claim.text], self._embedder)[0]
        found: list[tuple[float, str, int, Span]] = []
        for paper in distinct(sorted(papers, key=lambda p: (p.id != claim.paper_id, p.id))):
            found += self._best(read, self._shelf.read(paper))
        found.sort(key=lambda f: (-f[0], f[1], f[2]))
        return tuple(span for *_, span in found[:limit])

    def _best(self, read: ReadClaim, document: ReadDocument) -> list[tuple[float, str, int, Span]]:
        scored = [(likeness(read, document, i), i) for i in shortlist(read, document, READ)]
        best = sorted((s for s in scored if s[0] >= LEAST), key=lambda s: (-s[0], s[1]))[:EACH]
        return [(score, document.id, i, document.span(i)) for score, i in best]


def candidate_spans(
    claim: Claim, papers: Sequence[Paper], embedder: Embedder, limit: int = LIMIT
) -> tuple[Span, ...]:
    """`CandidateFinder` for a single claim; keep a finder where there are many."""
    return CandidateFinder(embedder)(claim, papers, limit)
