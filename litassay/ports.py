"""What each part needs from the others, as small protocols; nobody inherits from them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from litassay.types import (
    Audit,
    ChatReply,
    ChatRequest,
    Claim,
    Draft,
    EvidenceBase,
    Extraction,
    MissingReview,
    Paper,
    Plan,
    ProposedFinding,
    Query,
    Question,
    Rating,
    Review,
    ScreeningDecision,
    SearchOutcome,
    SearchResult,
    Spend,
    Verification,
    Weighing,
)


class Source(Protocol):
    """A bibliographic database or a local library. Failures come back as outcomes, not raised."""

    name: str

    async def search(self, query: Query, limit: int) -> SearchResult:
        """At most `limit` records for one query, best first."""
        ...


class Citations(Protocol):
    """Knows which works a paper cites and which cite it."""

    async def around(self, paper: Paper, query: Query, limit: int) -> tuple[SearchResult, ...]:
        """At most `limit` works each way, as searches; failures are outcomes, not raised."""
        ...


class Reader(Protocol):
    """Gets the open full text of a paper where there is one; else returns the paper as it is."""

    async def read(self, paper: Paper) -> Paper: ...


class Planner(Protocol):
    """Turns the question into sub-questions and queries."""

    async def plan(self, question: Question) -> Plan: ...

    async def refine(self, base: EvidenceBase, gaps: Sequence[str]) -> Plan:
        """Other queries: for the sub-question ids in `gaps`, or for all of it when empty."""
        ...


class Retriever(Protocol):
    """Makes one work of its records and ranks the works; pure functions."""

    def merge(
        self,
        searches: Sequence[SearchOutcome],
        records: Sequence[Paper],
        known: Sequence[ScreeningDecision] = (),
    ) -> tuple[Paper, ...]:
        """One record a work, flagged where its text is addressed to a machine, best first.

        A work that `known` decisions are about keeps the id that they know it by.
        """
        ...

    def inspect(self, paper: Paper) -> Paper:
        """The same paper, flagged anew after its full text was read."""
        ...


class Screener(Protocol):
    """Decides which papers are used; one decision a paper, most relevant first.

    `earlier` are the decisions of the round before: a screener that costs something keeps them.
    """

    async def screen(
        self,
        question: Question,
        plan: Plan,
        papers: Sequence[Paper],
        earlier: Sequence[ScreeningDecision] = (),
    ) -> tuple[ScreeningDecision, ...]: ...


class Extractor(Protocol):
    """Finds the claims of one paper that answer the question.

    The ids of the returned claims are local to the paper; the graph renumbers them.
    """

    async def extract(self, question: Question, plan: Plan, paper: Paper) -> Extraction: ...


class Verifier(Protocol):
    """Checks claims of one paper against the documents of the run."""

    async def verify_claims(
        self, claims: Sequence[Claim], papers: Sequence[Paper]
    ) -> tuple[Verification, ...]:
        """One verification a claim, in their order."""
        ...


class Synthesiser(Protocol):
    """Proposes what several papers say together: at most a few findings a sub-question.

    The ids of the findings are `f1`, `f2`, … in the order of the report. For a question with a
    direction the first is the asked proposition.
    """

    async def synthesise(self, base: EvidenceBase) -> tuple[ProposedFinding, ...]: ...


class Weigher(Protocol):
    """Asks of one finding what every paper of the run says: one weight a paper, in their order.

    Args:
        question: What was asked.
        finding: The finding.
        papers: The included papers.
        claims: The claims that stand, of all of them.
    """

    async def weigh(
        self,
        question: Question,
        finding: ProposedFinding,
        papers: Sequence[Paper],
        claims: Sequence[Claim],
    ) -> Weighing: ...


class Writer(Protocol):
    """Words the answer; `previous` with its reviews is given when it is revised."""

    async def write(
        self, base: EvidenceBase, previous: Draft | None = None, reviews: Sequence[Review] = ()
    ) -> Draft: ...


class Reviewer(Protocol):
    """Scores a draft on a rubric, blind: all it gets is the audited dossier of one draft."""

    @property
    def name(self) -> str:
        """What its reviews are listed under; unique in a panel."""
        ...

    async def review(self, seen: Audit) -> Review | MissingReview: ...


class Panel(Protocol):
    """Aggregates reviews into the rating and applies the gates; a pure function."""

    def rate(self, seen: Audit, reviews: Sequence[Review | MissingReview]) -> Rating: ...


class ChatModel(Protocol):
    """A language model behind the OpenAI chat API, or a double of one."""

    async def complete(self, request: ChatRequest) -> ChatReply: ...


class Embedder(Protocol):
    """Unit-length sentence vectors."""

    name: str
    """Model name and version; an index made with another one is not comparable."""
    dimensions: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions); rows have L2 norm 1 (0 for a text without words)."""
        ...


class SentenceVectors(Protocol):
    """Sentence vectors that take time or money, and are therefore asked for once and kept."""

    @property
    def name(self) -> str:
        """Model name; what was learnt on the vectors of another one does not fit."""
        ...

    async def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Shape (len(texts), dimensions); rows have length 1."""
        ...


class EntailmentModel(Protocol):
    """A classifier of (premise, claim): does the premise say so, deny it, or neither."""

    name: str

    def stances(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Probabilities of SUPPORTS, REFUTES, NEUTRAL; shape (len(pairs), 3), rows sum to 1."""
        ...


class Shelf(Protocol):
    """The papers of one run, on disk before the next step runs."""

    def offer(self, papers: Sequence[Paper]) -> None:
        """Keep records as a source returned them; the result does not depend on their order."""
        ...

    def put(self, papers: Sequence[Paper]) -> None:
        """Keep works as the run made them; they go before records with the same ids."""
        ...

    def get(self, paper_ids: Sequence[str]) -> tuple[Paper, ...]:
        """In the order asked. Raises RunError when one was never put."""
        ...


class Ledger(Protocol):
    """Counts what was spent and says when a limit is met."""

    def spent(self) -> tuple[Spend, ...]:
        """By stage and model, sorted."""
        ...

    def exhausted(self) -> str:
        """Which limit was met, in words; empty while there is something left."""
        ...


class Progress(Protocol):
    """Told what happens, for a person who watches."""

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None: ...

    def note(self, text: str) -> None:
        """Say a line worth keeping: a source that failed, a round that was added."""
        ...
