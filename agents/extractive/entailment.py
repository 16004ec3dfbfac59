"""Judges documents with an entailment model in place of the stored weights.

The best windows of a document are read one by one; the surest support and the surest refutation
stand for the document. The model's probabilities are passed on as they are: calibrate them with
`litassay eval verify` before they are trusted.
"""

from dataclasses import dataclass

from agents.extractive.features import coverage
from agents.extractive.reading import ReadClaim, ReadDocument
from agents.extractive.stance import CLASSES, Judgement, shortlist
from litassay.ports import EntailmentModel

WINDOWS = 4
"""Windows (a sentence and its neighbours) of a document that the model reads."""


@dataclass(frozen=True)
class EntailmentJudge:
    """Asks the model about the windows of a document that share most with the claim."""

    model: EntailmentModel

    def judge(self, claim: ReadClaim, document: ReadDocument) -> Judgement:
        """What a document with at least one sentence says about a claim."""
        indices = shortlist(claim, document, WINDOWS)
        pairs = [(_premise(document, i), claim.text) for i in indices]
        found = self.model.stances(pairs)
        support, refute = float(found[:, 0].max()), float(found[:, 1].max())
        total = max(1.0, support + refute)
        chances = (support / total, refute / total, max(0.0, 1.0 - (support + refute) / total))
        column = 0 if support >= refute else 1
        ranked = sorted(
            ((i, float(found[k, column])) for k, i in enumerate(indices)),
            key=lambda r: (-r[1], -coverage(claim.stems, document.stems[r[0]]), r[0]),
        )
        best = max(range(3), key=lambda c: chances[c])
        return Judgement(chances, CLASSES[best], tuple(ranked), chances[best])


def _premise(document: ReadDocument, index: int) -> str:
    """A window under the document's title."""
    window = document.window(index)
    return f"{document.title.rstrip('.')}. {window}" if document.title else window
