"""A double for every port: small, deterministic, and scripted by what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from litassay.errors import RunError
from litassay.types import (
    Audit,
    Claim,
    Draft,
    EvidenceBase,
    Extraction,
    MissingReview,
    Paper,
    PaperStance,
    Plan,
    ProposedFinding,
    Query,
    Question,
    Rating,
    Review,
    ScreeningDecision,
    SearchOutcome,
    SearchResult,
    SourceStatus,
    Spend,
    Statement,
    SubQuestion,
    Verdict,
    Verification,
    Weighing,
    Weight,
)


@dataclass(frozen=True)
class ListSource:
    """Answers a query with the papers listed under its text; unknown texts find nothing."""

    name: str
    answers: Mapping[str, tuple[Paper, ...]]
    status: SourceStatus = "ok"
    """Anything but `ok` makes every search fail that way."""

    async def search(self, query: Query, limit: int) -> SearchResult:
        papers = self.answers.get(query.text, ())[:limit] if self.status == "ok" else ()
        status: SourceStatus = self.status if self.status != "ok" or papers else "empty"
        hits = tuple({"paper_id": p.id, "rank": n, "score": 1 / n} for n, p in enumerate(papers, 1))
        outcome = SearchOutcome.model_validate(
            {"source": self.name, "query": query, "query_sent": query.text, "status": status,
             "detail": "" if status in ("ok", "empty") else "as scripted",
             "total": len(papers), "hits": hits}
        )  # fmt: skip
        return SearchResult(outcome=outcome, papers=papers)


@dataclass(frozen=True)
class ListCitations:
    """Every paper is surrounded by the papers of one source's answer to `around`."""

    source: ListSource

    async def around(self, paper: Paper, query: Query, limit: int) -> tuple[SearchResult, ...]:
        found = await self.source.search(query.model_copy(update={"text": "around"}), limit)
        named = query.model_copy(update={"text": f"around {paper.id}"})
        outcome = found.outcome.model_copy(update={"query": named})
        return (found.model_copy(update={"outcome": outcome}),)


@dataclass
class MemoryShelf:
    """Papers in memory."""

    papers: dict[str, Paper] = field(default_factory=dict)

    def offer(self, papers: Sequence[Paper]) -> None:
        for paper in papers:
            self.papers.setdefault(paper.id, paper)

    def put(self, papers: Sequence[Paper]) -> None:
        self.papers.update({p.id: p for p in papers})

    def get(self, paper_ids: Sequence[str]) -> tuple[Paper, ...]:
        missing = [i for i in paper_ids if i not in self.papers]
        if missing:
            raise RunError(f"the paper {missing[0]!r} was never put on the shelf")
        return tuple(self.papers[i] for i in paper_ids)


@dataclass
class Notebook:
    """A progress that remembers what it was told."""

    stages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        self.stages.append(name)

    def note(self, text: str) -> None:
        self.notes.append(text)


@dataclass(frozen=True)
class FreeLedger:
    """Nothing is spent and no limit is met."""

    def spent(self) -> tuple[Spend, ...]:
        return ()

    def exhausted(self) -> str:
        return ""


@dataclass(frozen=True)
class AbstractReader:
    """Reads nothing beyond what a paper came with."""

    async def read(self, paper: Paper) -> Paper:
        return paper


@dataclass(frozen=True)
class ListPlanner:
    """One round of query texts after the other, each serving the one sub-question."""

    rounds: tuple[tuple[str, ...], ...]

    async def plan(self, question: Question) -> Plan:
        sub = SubQuestion(id="q1", text=question.text)
        return Plan(sub_questions=(sub,), queries=self._queries(0))

    async def refine(self, base: EvidenceBase, gaps: Sequence[str]) -> Plan:
        number = len(base.plans)
        return Plan(
            sub_questions=base.sub_questions,
            queries=self._queries(number),
            round=number,
            notes="The first queries found too little.",
        )

    def _queries(self, number: int) -> tuple[Query, ...]:
        texts = self.rounds[number] if number < len(self.rounds) else ()
        return tuple(Query(text=t, sub_question="q1", round=number) for t in texts)


@dataclass(frozen=True)
class FirstRetriever:
    """Keeps the first record of each id, sorted by id."""

    def merge(
        self,
        searches: Sequence[SearchOutcome],
        records: Sequence[Paper],
        known: Sequence[ScreeningDecision] = (),
    ) -> tuple[Paper, ...]:
        kept: dict[str, Paper] = {}
        for paper in records:
            kept.setdefault(paper.id, paper)
        return tuple(kept[i] for i in sorted(kept))

    def inspect(self, paper: Paper) -> Paper:
        return paper


@dataclass(frozen=True)
class WordScreener:
    """Includes the papers whose abstract holds the word."""

    word: str

    async def screen(
        self,
        question: Question,
        plan: Plan,
        papers: Sequence[Paper],
        earlier: Sequence[ScreeningDecision] = (),
    ) -> tuple[ScreeningDecision, ...]:
        decisions = [self._decide(paper, plan) for paper in papers]
        return tuple(sorted(decisions, key=lambda d: (-d.relevance, d.paper_id)))

    def _decide(self, paper: Paper, plan: Plan) -> ScreeningDecision:
        included = self.word in paper.abstract
        return ScreeningDecision(
            paper_id=paper.id,
            included=included,
            relevance=1.0 if included else 0.0,
            reason=None if included else "off_topic",
            explanation=f"The word {self.word!r} is {'there' if included else 'missing'}.",
            sub_questions=tuple(q.id for q in plan.sub_questions) if included else (),
        )


@dataclass(frozen=True)
class WholeAbstract:
    """Takes the whole abstract as one claim."""

    async def extract(self, question: Question, plan: Plan, paper: Paper) -> Extraction:
        text = paper.abstract
        claim = Claim.model_validate(
            {"id": "x1", "text": text, "sub_questions": [q.id for q in plan.sub_questions],
             "span": {"paper_id": paper.id, "passage": 0, "start": 0, "end": len(text),
                      "quote": text}}
        )  # fmt: skip
        return Extraction(paper_id=paper.id, claims=(claim,))


@dataclass(frozen=True)
class FixedVerdict:
    """Gives every claim the same verdict."""

    verdict: Verdict = "SUPPORTED"

    async def verify_claims(
        self, claims: Sequence[Claim], papers: Sequence[Paper]
    ) -> tuple[Verification, ...]:
        return tuple(
            Verification(
                claim_id=claim.id,
                verdict=self.verdict,
                confidence=None if self.verdict == "NOT_CHECKED" else 0.9,
                grounded=self.verdict == "SUPPORTED",
                reason="As scripted.",
            )
            for claim in claims
        )


@dataclass(frozen=True)
class OneFinding:
    """Gathers all claims into one finding; none without claims."""

    async def synthesise(self, base: EvidenceBase) -> tuple[ProposedFinding, ...]:
        if not base.claims:
            return ()
        ids = tuple(c.id for c in base.claims)
        text = "The papers agree."
        return (ProposedFinding(id="f1", text=text, sub_question="q1", claim_ids=ids),)


@dataclass(frozen=True)
class FixedStance:
    """Every paper that has a claim takes the same stance, by its first claim's quote."""

    stance: PaperStance = "supports"

    async def weigh(
        self,
        question: Question,
        finding: ProposedFinding,
        papers: Sequence[Paper],
        claims: Sequence[Claim],
    ) -> Weighing:
        first = {c.paper_id: c.span for c in reversed(claims)}
        return Weighing(
            finding_id=finding.id,
            weights=tuple(
                Weight(paper_id=p.id, stance=self.stance, spans=(first[p.id],), probability=0.8)
                if p.id in first
                else Weight(paper_id=p.id, stance="silent")
                for p in papers
            ),
        )


@dataclass(frozen=True)
class ListWriter:
    """States every claim."""

    async def write(
        self,
        base: EvidenceBase,
        previous: Draft | None = None,
        reviews: Sequence[Review] = (),
    ) -> Draft:
        said = tuple(Statement(text=c.text, claim_ids=(c.id,)) for c in base.claims)
        return Draft(
            title=base.question.text,
            abstract=(Statement(text="An abstract."),),
            introduction=(Statement(text="An introduction."),),
            answer=said,
            strength="limited" if said else "insufficient",
            results=(),
            revision=previous.revision + 1 if previous else 0,
        )


@dataclass(frozen=True)
class FixedReviewer:
    """Always gives the same score; `None` makes it a missing review."""

    name: str
    score: float | None = 8.0

    async def review(self, seen: Audit) -> Review | MissingReview:
        if self.score is None:
            return MissingReview(reviewer=self.name, reason="as scripted")
        return Review(reviewer=self.name, scores=(), overall=self.score, reason="As scripted.")


@dataclass(frozen=True)
class FixedPanel:
    """Rates successive versions as listed."""

    scores: tuple[float, ...]

    def rate(self, seen: Audit, reviews: Sequence[Review | MissingReview]) -> Rating:
        draft = seen.dossier.draft
        score = self.scores[min(draft.revision, len(self.scores) - 1)]
        return Rating(
            score=score,
            ungated=score,
            interval=(score, score),
            dimensions=(),
            reviewers=len(reviews),
            revision=draft.revision,
        )
