"""Questions, plans, queries, and what each source answered to each query."""

from typing import Literal

from pydantic import Field

from litassay.types.paper import Paper
from litassay.types.record import Record

SourceStatus = Literal["ok", "empty", "rate_limited", "auth", "timeout", "unreachable", "malformed"]
"""A failed source is not an empty source: everything but ok and empty is a failure."""


Undated = Literal["keep", "drop"]


class Question(Record):
    """What the user asked, with the limits on what may be used to answer it."""

    text: str
    year_from: int | None = None
    year_to: int | None = None
    max_papers: int = Field(default=20, ge=1)
    """The most papers that are read and cited (screened in)."""
    include: tuple[str, ...] = ()
    """Papers that are looked up by name and read whatever their grade: ids in any spelling."""
    exclude: tuple[str, ...] = ()
    """Papers that are not used."""
    pin: tuple[str, ...] = ()
    """Papers that keep their seat, where they answer at least in part."""
    undated: Undated = "keep"
    """What becomes of papers whose year is not known, under limits on years."""


class SubQuestion(Record):
    """One part of the question that the report must answer."""

    id: str
    """`q1`, `q2`, … in the order of the report."""
    text: str


class Query(Record):
    """One search, free of any database's syntax; each source writes its own."""

    text: str
    """Natural-language form, for a source that ranks free text."""
    concepts: tuple[tuple[str, ...], ...] = ()
    """Boolean form: every group must match, any term of a group will do; terms may be phrases."""
    sub_question: str = ""
    """Id of the sub-question it serves; empty for the whole question."""
    round: int = 0
    """0 for the first plan, then one more for each refinement or gap round."""
    year_from: int | None = None
    year_to: int | None = None
    undated: Undated = "keep"
    paper: str = ""
    """A paper that is asked for by name, in the place of a search; only libraries can say."""


class Plan(Record):
    """How the question will be answered; a later round adds queries to the same sub-questions."""

    sub_questions: tuple[SubQuestion, ...]
    queries: tuple[Query, ...]
    """The queries of this round only."""
    round: int = 0
    notes: str = ""
    """For the methodology section: why this round was needed; of the first, how words were read."""


class Hit(Record):
    """A paper at a rank in one answer; `score` is comparable within that answer only."""

    paper_id: str
    rank: int = Field(ge=1)
    score: float = 0.0
    passages: tuple[int, ...] = ()
    """Which of the paper's `passages` matched, best first; empty where a source does not say."""


class SearchOutcome(Record):
    """What one source answered to one query, failures included."""

    source: str
    query: Query
    query_sent: str
    """The query as it was written for this source, without secrets."""
    status: SourceStatus
    detail: str = ""
    """What went wrong, in words, when it did."""
    until: str | None = None
    """For rate_limited: when the source may be asked again (ISO 8601, UTC)."""
    total: int | None = None
    """How many records the source says it has for the query; None when it does not say."""
    hits: tuple[Hit, ...] = ()

    @property
    def failed(self) -> bool:
        """True when the source did not answer (an empty answer is an answer)."""
        return self.status not in ("ok", "empty")


class SearchResult(Record):
    """An outcome with the records it names."""

    outcome: SearchOutcome
    papers: tuple[Paper, ...] = ()


ExclusionReason = Literal[
    "off_topic",
    "no_text",
    "retracted",
    "excluded",
    "outside_years",
    "over_limit",
    "not_screened",
    "not_checked",
]
"""`over_limit`: judged relevant, but more relevant ones fill the limit. `not_screened`: ranked too
low to be looked at. `not_checked`: looking at it failed. `excluded`: by the user."""


Grade = Literal["direct", "partial", "background", "off_topic"]
"""`direct`: findings on the subject and relation asked about. `partial`: under other conditions, or
one side only. `background`: same topic, no finding that answers. `off_topic`: anything else."""


class ScreeningDecision(Record):
    """Whether a paper is used, and why; every retrieved work has exactly one."""

    paper_id: str
    included: bool
    relevance: float = Field(ge=0, le=1)
    """How well the paper fits the question, 0 to 1."""
    grade: Grade | None = None
    """How it answers; None where the paper itself was not looked at."""
    reason: ExclusionReason | None = None
    """Why it was screened out; None when it is included."""
    explanation: str
    """One sentence for the reader."""
    sub_questions: tuple[str, ...] = ()
    """Ids of the sub-questions that the paper speaks to."""

    @property
    def judged(self) -> bool:
        """False where the paper itself was not looked at, or looking at it failed."""
        return self.reason not in ("not_screened", "not_checked")
