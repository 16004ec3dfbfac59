"""What one document says about a claim: rationale sentences and the probability of each stance.

Two linear classifiers over interpretable features. The first says how likely a sentence is to
bear on the claim; the second reads the best sentences and the document, and gives the
probabilities of SUPPORTED, REFUTED and NOT_ENOUGH_INFO. How they were trained and how good they
are: docs/verification.md.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from agents.extractive.alignment import WordVectors
from agents.extractive.features import SENTENCE, coverage, sentence_features
from agents.extractive.linear import Array, Linear
from agents.extractive.reading import SETTINGS, ReadClaim, ReadDocument, content
from agents.law.confidence import calibrated
from litassay.ports import Embedder
from litassay.types import Verdict

CLASSES: tuple[Verdict, ...] = ("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO")
"""Order of the probabilities."""
READ = 10
"""The most sentences of a document that are compared closely; the others are left by a cheap
score. An abstract rarely has more."""
_NEAREST = 100
"""Of a long document, only the sentences with the nearest vectors are looked at at all."""
_MEANT = 3
"""Over how many of the likeliest sentences features are averaged."""
_DOCUMENT = (
    "rationale_best", "rationale_second", "rationale_sum",
    "document_coverage", "title_coverage", "title_cosine", "document_cosine", "sentences",
    "cites_alone", "cites_among_others", "cites_others_too",
)  # fmt: skip
PAIR = (*(f"best_{n}" for n in SENTENCE), *(f"mean_{n}" for n in SENTENCE), *_DOCUMENT)
"""Names of the features of one (claim, document)."""


class Judgement(NamedTuple):
    """What one document says about one claim."""

    probabilities: tuple[float, float, float]
    """In the order of CLASSES; they sum to 1."""
    verdict: Verdict
    """The stance decided on: the largest probability after the decision weights."""
    rationale: tuple[tuple[int, float], ...]
    """(sentence index, probability that it bears on the claim), likeliest first."""
    confidence: float
    """Calibrated probability that the verdict is right."""


@dataclass(frozen=True)
class Weights:
    """The trained part, read from the shipped file."""

    rationale: Linear
    stance: dict[str, Linear]
    """By setting."""
    decision: dict[str, Array]
    """By setting: factors on the probabilities before the largest is taken, shape (3,)."""
    calibration: dict[str, tuple[float, float]]
    """By setting: slope and intercept on the logit of the verdict's probability."""

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Weights":
        """Read what training wrote. Raises InputError when the features are other ones."""
        return cls(
            Linear.from_json(stored["rationale"], SENTENCE),
            {s: Linear.from_json(stored["stance"][s], PAIR) for s in SETTINGS},
            {s: np.array(stored["decision"][s], dtype=np.float64) for s in SETTINGS},
            {s: (stored["calibration"][s][0], stored["calibration"][s][1]) for s in SETTINGS},
        )

    @classmethod
    def shipped(cls) -> "Weights":
        """The weights that come with the product."""
        return cls.from_json(shipped_json())


def shipped_json() -> dict[str, Any]:
    """The content of the weights file that comes with the product."""
    text = (files("agents.extractive") / "weights" / "stance.json").read_text(encoding="utf-8")
    stored: dict[str, Any] = json.loads(text)
    return stored


def shortlist(claim: ReadClaim, document: ReadDocument, limit: int = READ) -> list[int]:
    """Indices of the sentences that share most with the claim, in the order of the text."""
    n = len(document.sentences)
    if n <= limit:
        return list(range(n))
    cosine = document.vectors @ claim.vector
    near = np.argsort(-cosine, kind="stable")[:_NEAREST].tolist()
    cheap = {i: coverage(claim.stems, document.stems[i]) + float(cosine[i]) for i in near}
    return sorted(sorted(near, key=lambda i: (-cheap[i], i))[:limit])


def pair_features(
    claim: ReadClaim, document: ReadDocument, rows: Array, chance: Array
) -> tuple[Array, list[int]]:
    """The vector named by PAIR, and the order of the rows, likeliest rationale first.

    Args:
        claim: The claim.
        document: The document.
        rows: Features of its compared sentences, shape (n, len(SENTENCE)).
        chance: Their probabilities of bearing on the claim, shape (n,).
    """
    order = sorted(range(len(chance)), key=lambda i: (-chance[i], i))
    top = order[:_MEANT]
    share = chance[top] / max(1e-9, float(chance[top].sum()))
    second = float(chance[order[1]]) if len(order) > 1 else 0.0
    whole = (
        float(chance[order[0]]),
        second,
        float(chance.sum()),
        coverage(claim.stems, document.all_stems),
        coverage(claim.stems, document.title_stems),
        float(claim.vector @ document.title_vector),
        float(claim.vector @ document.mean),
        min(len(document.sentences), 20),
        *claim.marks,
    )
    return np.concatenate([rows[order[0]], share @ rows[top], np.array(whole, float)]), order


class StanceReader:
    """Judges pairs of claim and document with stored weights."""

    def __init__(self, embedder: Embedder, weights: Weights | None = None) -> None:
        self._given = weights
        self._words = WordVectors(embedder)

    @cached_property
    def weights(self) -> Weights:
        """The weights in use; the shipped ones are read at the first use."""
        return self._given or Weights.shipped()

    def rows(self, claim: ReadClaim, document: ReadDocument, indices: list[int]) -> Array:
        """Sentence features, shape (len(indices), len(SENTENCE))."""
        texts = (document.sentences[i].text for i in indices)
        self._words.learn([*claim.words, *(w for text in texts for w in content(text))])
        return np.array([sentence_features(claim, document, i, self._words) for i in indices])

    def judge(self, claim: ReadClaim, document: ReadDocument) -> Judgement:
        """What a document with at least one sentence says about a claim."""
        indices = shortlist(claim, document)
        rows = self.rows(claim, document, indices)
        chance = self.weights.rationale.probabilities(rows)[:, 0]
        vector, order = pair_features(claim, document, rows, chance)
        setting = claim.setting
        found = self.weights.stance[setting].probabilities(vector[None, :])[0]
        decided = int(np.argmax(found * self.weights.decision[setting]))
        return Judgement(
            (float(found[0]), float(found[1]), float(found[2])),
            CLASSES[decided],
            tuple((indices[i], float(chance[i])) for i in order),
            calibrated(float(found[decided]), *self.weights.calibration[setting]),
        )
