"""The domain values: frozen records with a line under each field saying what it means."""

from litassay.types.chat import ChatReply, ChatRequest, Message, ResponseFormat
from litassay.types.claim import (
    BenchmarkResult,
    Claim,
    Evidence,
    Extraction,
    RejectedClaim,
    Stance,
    Verdict,
    Verification,
)
from litassay.types.draft import Draft, ResultGroup, Statement, Strength
from litassay.types.evidence_base import EvidenceBase
from litassay.types.finding import (
    Certainty,
    PaperStance,
    ProposedFinding,
    ReviewFinding,
    Weight,
)
from litassay.types.paper import Paper, Passage, Span, WorkIds
from litassay.types.record import Record
from litassay.types.result import Collection, Provenance, RunResult, Version
from litassay.types.review import (
    Dimension,
    DimensionScore,
    Gate,
    MissingReview,
    Rating,
    Review,
    Tier,
)
from litassay.types.search import (
    ExclusionReason,
    Grade,
    Hit,
    Plan,
    Query,
    Question,
    ScreeningDecision,
    SearchOutcome,
    SearchResult,
    SourceStatus,
    SubQuestion,
)
from litassay.types.spend import Spend

__all__ = [
    "BenchmarkResult",
    "Certainty",
    "ChatReply",
    "ChatRequest",
    "Claim",
    "Collection",
    "Dimension",
    "DimensionScore",
    "Draft",
    "Evidence",
    "EvidenceBase",
    "ExclusionReason",
    "Extraction",
    "Gate",
    "Grade",
    "Hit",
    "Message",
    "MissingReview",
    "Paper",
    "PaperStance",
    "Passage",
    "Plan",
    "ProposedFinding",
    "Provenance",
    "Query",
    "Question",
    "Rating",
    "Record",
    "RejectedClaim",
    "ResponseFormat",
    "ResultGroup",
    "Review",
    "ReviewFinding",
    "RunResult",
    "ScreeningDecision",
    "SearchOutcome",
    "SearchResult",
    "SourceStatus",
    "Span",
    "Spend",
    "Stance",
    "Statement",
    "Strength",
    "SubQuestion",
    "Tier",
    "Verdict",
    "Verification",
    "Version",
    "Weight",
    "WorkIds",
]
