"""What the graph remembers between its nodes, and how parallel results are joined.

Papers are kept on the shelf (on disk, by id); the state holds records that name them. Every
reducer sorts by a key, so that the result does not depend on what finished first.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict, TypeVar

from litassay.types import (
    Audit,
    Claim,
    Draft,
    Extraction,
    MissingReview,
    Plan,
    ProposedFinding,
    Query,
    Question,
    Rating,
    Record,
    Review,
    ReviewFinding,
    ScreeningDecision,
    SearchOutcome,
    Verification,
    Weighing,
)

T = TypeVar("T", bound=Record)
RevisedReview = tuple[int, Review | MissingReview]
"""A review and the revision of the draft that it is about."""


def union(
    key: Callable[[Any], Hashable],
) -> Callable[[tuple[Any, ...], tuple[Any, ...]], tuple[Any, ...]]:
    """A reducer: one value a key, the newer one stays, sorted by key."""

    def reduce(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
        merged = {key(value): value for value in (*old, *new)}
        return tuple(merged[k] for k in sorted(merged))  # type: ignore[type-var]

    return reduce


def search_key(outcome: SearchOutcome) -> tuple[int, str, str, str]:
    """Round, source, sub-question, text: what names one search."""
    query = outcome.query
    return query.round, outcome.source, query.sub_question, query.text


@dataclass(frozen=True)
class State:
    """What nodes read."""

    question: Question
    plans: tuple[Plan, ...] = ()
    searches: Annotated[tuple[SearchOutcome, ...], union(search_key)] = ()
    followed: Annotated[tuple[str, ...], union(str)] = ()
    """Ids of the papers whose references and citations were looked up, sorted."""
    works: tuple[str, ...] = ()
    """Ids of the merged works, sorted."""
    screening: tuple[ScreeningDecision, ...] = ()
    extractions: Annotated[tuple[Extraction, ...], union(lambda e: e.paper_id)] = ()
    claims: tuple[Claim, ...] = ()
    verifications: Annotated[tuple[Verification, ...], union(lambda v: v.claim_id)] = ()
    proposed: tuple[ProposedFinding, ...] = ()
    weighings: Annotated[tuple[Weighing, ...], union(lambda w: w.finding_id)] = ()
    findings: tuple[ReviewFinding, ...] = ()
    """What was proposed, counted; in the order of the report."""
    drafts: tuple[Draft, ...] = ()
    audit: Audit | None = None
    """Of the newest draft."""
    reviews: Annotated[tuple[RevisedReview, ...], union(lambda r: (r[0], r[1].reviewer))] = ()
    ratings: tuple[Rating, ...] = ()

    @property
    def included(self) -> tuple[str, ...]:
        """Ids of the papers that are used, most relevant first."""
        return tuple(d.paper_id for d in self.screening if d.included)

    @property
    def plan(self) -> Plan:
        """The first plan: it holds the sub-questions."""
        return self.plans[0]


class Update(TypedDict, total=False):
    """What a node may write."""

    plans: tuple[Plan, ...]
    searches: tuple[SearchOutcome, ...]
    followed: tuple[str, ...]
    works: tuple[str, ...]
    screening: tuple[ScreeningDecision, ...]
    extractions: tuple[Extraction, ...]
    claims: tuple[Claim, ...]
    verifications: tuple[Verification, ...]
    proposed: tuple[ProposedFinding, ...]
    weighings: tuple[Weighing, ...]
    findings: tuple[ReviewFinding, ...]
    drafts: tuple[Draft, ...]
    audit: Audit
    reviews: tuple[RevisedReview, ...]
    ratings: tuple[Rating, ...]


class SearchTask(TypedDict):
    """One query to one source."""

    source: str
    query: Query


class FollowTask(TypedDict):
    """One paper whose references and citations are wanted."""

    paper: str
    query: Query
    """Gives round and years."""


class ExtractTask(TypedDict):
    """One paper to take claims from."""

    question: Question
    plan: Plan
    paper: str


class VerifyTask(TypedDict):
    """The claims of one paper to check against the papers of the run."""

    claims: tuple[Claim, ...]
    papers: tuple[str, ...]


class WeighTask(TypedDict):
    """One finding to put to every paper of the run."""

    question: Question
    finding: ProposedFinding
    claims: tuple[Claim, ...]
    papers: tuple[str, ...]


class ReviewTask(TypedDict):
    """One reviewer to judge the audited draft."""

    reviewer: str
    audit: Audit
