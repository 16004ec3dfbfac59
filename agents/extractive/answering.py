"""Which sentences of a paper answer a question: a probability that a reader would mark them.

Learnt from judged papers with the sentences that answer (`litassay eval train answering`), over
questions that are not the ones it is scored on; see docs/extractive-crew.md. It sees what each
sentence does, how near it is to the question by words and by vectors, and the paper's other
sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from agents.extractive.concepts import Concept, concepts
from agents.extractive.coverage import Coverage
from agents.extractive.fit import mean
from agents.extractive.places import Placed
from agents.extractive.roles import ROLES, role_chances
from agents.extractive.terms import terms
from litassay.ports import Embedder
from litassay.text.ngram_model import Array, NgramModel

FEATURES = (
    *ROLES[:-1],
    "finding_rank",
    "approach_asked",
    "finding_asked",
    "cosine",
    "cosine_rank",
    "title_cosine",
    "paper_cosine",
    "own",
    "own_best",
    "title",
    "both",
    "position",
    "last",
    "length",
)
"""`_rank`: less than the best of the paper; `_asked`: where the question asks what or which."""


@dataclass(frozen=True)
class AskedOf:
    """A question as sentences are held against it."""

    text: str
    found: tuple[Concept, ...]
    coverage: Coverage

    @property
    def names_things(self) -> bool:
        """It asks what or which: what is presented may answer, not only what was found."""
        return self.text.lower().split(" ", 1)[0] in ("what", "which")


def asked_of(text: str, coverage: Coverage) -> AskedOf:
    """The question with its concepts."""
    return AskedOf(text, concepts(text, coverage.frequencies), coverage)


def features(
    asked: AskedOf, sentences: Sequence[Placed], title: str, roles: Array, embedder: Embedder
) -> Array:
    """Shape (n sentences, len(FEATURES)); `roles` has shape (n sentences, len(ROLES))."""
    vectors = embedder.embed([asked.text, title, *(s.text for s in sentences)])
    cosine = np.asarray(vectors[2:] @ vectors[0], dtype=np.float64)
    whole = vectors[1:].mean(axis=0)
    near_title, near_paper = float(vectors[1] @ vectors[0]), float(whole @ vectors[0])
    finding, approach = roles[:, 0], roles[:, 1]
    what = float(asked.names_things)
    entitled = _covered(asked, title)
    rows = []
    for at, sentence in enumerate(sentences):
        own = _covered(asked, sentence.text)
        both = [max(o, t) for o, t in zip(own, entitled, strict=True)]
        rows.append(
            (
                *roles[at, :-1],
                finding[at] - finding.max(),
                what * approach[at],
                what * finding[at],
                cosine[at],
                cosine[at] - cosine.max(),
                near_title,
                near_paper,
                mean(asked.found, own),
                max(own, default=0.0),
                mean(asked.found, entitled),
                mean(asked.found, both),
                sentence.position if sentence.section == "abstract" else 0.5,
                float(sentence.section == "abstract" and sentence.position == 1),
                min(len(sentence.text.split()), 60) / 30,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def answer_chances(
    asked: AskedOf, sentences: Sequence[Placed], title: str, embedder: Embedder
) -> tuple[Array, Array]:
    """Probability that each sentence answers, shape (n sentences,), and `role_chances`."""
    roles = role_chances(sentences, title)
    rows = features(asked, sentences, title, roles, embedder)
    return _model().chance("answers", [s.text for s in sentences], rows), roles


def _covered(asked: AskedOf, text: str) -> list[float]:
    segment = terms(text)
    return [asked.coverage.of(c, [segment]) for c in asked.found]


@cache
def _model() -> NgramModel:
    with as_file(files("agents.extractive") / "weights" / "answering.json") as path:
        return NgramModel.read(path)
