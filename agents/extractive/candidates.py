"""Passages of a run's documents that may bear on a claim, for a verifier that reads them itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from agents.extractive.bookshelf import Bookshelf
from agents.extractive.linear import Array
from agents.extractive.reading import ReadClaim, ReadDocument, rarity, read_claims
from agents.extractive.works import distinct
from litassay.ports import Embedder
from litassay.types import Claim, Paper, Span

LIMIT = 12
"""Passages given for one claim."""
EACH = 2
"""The most from one work, so that one long paper does not crowd out the others."""
LEAST = 0.3
"""Sentences whose likeness to the claim is less are left out."""


class CandidateFinder:
    """Finds candidate passages; the sentences of a run's papers are read once and remembered."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._shelf = Bookshelf(embedder)
        self._papers: tuple[Paper, ...] = ()
        self._sentences = _Sentences(())

    def __call__(
        self, claim: Claim, papers: Sequence[Paper], limit: int = LIMIT
    ) -> tuple[Span, ...]:
        """At most `limit` sentences of other works and its own, the likeliest to bear on it first.

        Of two records of one work one is read: it is the claim's own where that is among them.
        """
        known = self._read(papers)
        if claim.paper_id in {p.id for p in papers} - known.documents:
            first = sorted(papers, key=lambda p: (p.id != claim.paper_id, p.id))
            known = _Sentences([self._shelf.read(p) for p in distinct(first)])
        scores = known.likeness(read_claims([claim.text], self._embedder)[0])
        near = np.flatnonzero(scores >= LEAST).tolist()
        near.sort(key=lambda n: (-scores[n], known.where[n][0].id, known.where[n][1]))
        taken: Counter[str] = Counter()
        found: list[Span] = []
        for document, index in (known.where[n] for n in near):
            if len(found) < limit and taken[document.id] < EACH:
                taken[document.id] += 1
                found.append(document.span(index))
        return tuple(found)

    def _read(self, papers: Sequence[Paper]) -> "_Sentences":
        same = len(papers) == len(self._papers)
        if not same or any(a is not b for a, b in zip(papers, self._papers, strict=True)):
            ordered = sorted(papers, key=lambda p: p.id)
            self._sentences = _Sentences([self._shelf.read(p) for p in distinct(ordered)])
            self._papers = tuple(papers)
        return self._sentences


class _Sentences:
    """The sentences of several documents, laid out to be compared with a claim all at once."""

    def __init__(self, documents: Sequence[ReadDocument]) -> None:
        self.where = [(d, i) for d in documents for i in range(len(d.sentences))]
        self.documents = {d.id for d in documents}
        spoken = [d.vectors for d in documents if len(d.sentences)]
        self._vectors = np.vstack(spoken) if spoken else None
        self._having: dict[str, list[int]] = defaultdict(list)
        for n, (document, i) in enumerate(self.where):
            for stem in document.stems[i]:
                self._having[stem].append(n)

    def likeness(self, claim: ReadClaim) -> Array:
        """Of each sentence, shape (n,), 0 to 1, to six places.

        The mean of the share of the claim's stems that it holds, rare ones weighing more, and the
        cosine.
        """
        if self._vectors is None:
            return np.zeros(0)
        cosine = np.maximum(0.0, (self._vectors @ claim.vector).astype(np.float64))
        shared, whole = np.zeros(len(self.where)), 0.0
        for stem in sorted(claim.stems):
            weight = rarity(stem)
            whole += weight
            shared[self._having.get(stem, [])] += weight
        coverage = shared / whole if whole else shared
        return np.asarray(np.round(0.5 * coverage + 0.5 * cosine, 6))
