"""Reviews, the rating that aggregates them, and the gates that cap it."""

from typing import Literal

from pydantic import Field

from litassay.types.record import Record

Dimension = Literal[
    "answers_question",
    "evidence_strength",
    "citation_grounding",
    "numerical_consistency",
    "benchmark_validity",
    "novelty",
    "uncertainty_disclosure",
    "reproducibility",
    "safety_impact",
]
Tier = Literal[
    "FLAGSHIP_CANDIDATE", "DOI_GRADE", "PUBLIC_RECORD", "WATCHLIST", "QUARANTINE_CANDIDATE"
]


class DimensionScore(Record):
    """A score with its reason and the claims it rests on."""

    dimension: Dimension
    score: float | None = Field(default=None, ge=0, le=10)
    """0 to 10; None when the dimension does not apply."""
    reason: str
    claim_ids: tuple[str, ...] = ()


class Review(Record):
    """One reviewer's blind judgement of the dossier."""

    reviewer: str
    scores: tuple[DimensionScore, ...]
    overall: float = Field(ge=0, le=10)
    reason: str
    """Why this overall score, in a sentence or two."""
    model: str = "extractive"


FAILED = "model failure"
"""How the reason begins where a model gave no usable answer."""


class MissingReview(Record):
    """A reviewer that could not score; it lowers n and is never a zero."""

    reviewer: str
    reason: str

    @property
    def failed(self) -> bool:
        """True where an answer could not be used; False where there was nothing to score."""
        return self.reason.startswith(FAILED)


class Gate(Record):
    """A deterministic cap that applied."""

    name: str
    cap: float = Field(ge=0, le=10)
    reason: str


class Rating(Record):
    """The aggregated quality rating of one draft."""

    score: float = Field(ge=0, le=10)
    """After calibration, aggregation and gates; one decimal."""
    ungated: float = Field(ge=0, le=10)
    interval: tuple[float, float]
    """95 % bootstrap interval of the mean over reviewers, before gates."""
    dimensions: tuple[tuple[Dimension, float | None], ...]
    """Mean over the reviewers that scored it; None where none did."""
    alpha: float | None = None
    """Krippendorff's alpha (interval) over reviewers × dimensions; None for fewer than two."""
    reviewers: int = Field(ge=0)
    missing: tuple[MissingReview, ...] = ()
    dissent: str = ""
    """The reason of the reviewer furthest from the mean, quoted, when it is far."""
    gates: tuple[Gate, ...] = ()
    tier: Tier = "QUARANTINE_CANDIDATE"
    revision: int = 0
    """Which draft was rated."""
