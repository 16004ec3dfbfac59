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
from litassay.types.findings import Findings
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
    "ChatReply",
    "ChatRequest",
    "Claim",
    "Collection",
    "Dimension",
    "DimensionScore",
    "Draft",
    "Evidence",
    "ExclusionReason",
    "Extraction",
    "Findings",
    "Gate",
    "Hit",
    "Message",
    "MissingReview",
    "Paper",
    "Passage",
    "Plan",
    "Provenance",
    "Query",
    "Question",
    "Rating",
    "Record",
    "RejectedClaim",
    "ResponseFormat",
    "ResultGroup",
    "Review",
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
    "WorkIds",
]
