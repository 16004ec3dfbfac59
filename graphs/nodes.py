"""The nodes: each reads the state, calls one agent and returns an update."""

from langgraph.runtime import Runtime

from agents.law.audit import audit as audited
from agents.law.choice import chosen, offered
from agents.law.counting import count_all
from graphs.numbering import evidence_base, number_claims
from graphs.queue import screening_queue
from graphs.routes import uncovered, worth_a_round
from graphs.services import Services
from graphs.state import (
    ExtractTask,
    FollowTask,
    ReviewTask,
    SearchTask,
    State,
    Update,
    VerifyTask,
    WeighTask,
)
from litassay.errors import ModelError, ServiceError
from litassay.types import Paper, Review, ScreeningDecision

Context = Runtime[Services]


async def plan(state: State, runtime: Context) -> Update:
    """Split the question, or ask for other queries when the first did not suffice."""
    services = runtime.context
    services.progress.stage("plan", f"round {len(state.plans)}")
    planner = services.crew.planner
    if not state.plans:
        return {"plans": (await planner.plan(state.question),)}
    known = evidence_base(state, services.shelf.get(state.works))
    added = await planner.refine(known, worth_a_round(state))
    services.progress.note(f"round {added.round}: {added.notes or 'other queries'}")
    return {"plans": (*state.plans, added)}


async def retrieve(task: SearchTask, runtime: Context) -> Update:
    """Ask one source one query; what it returned is on disk before anything else happens."""
    services = runtime.context
    source = next(s for s in services.sources if s.name == task["source"])
    result = await source.search(task["query"], services.limits.per_query)
    services.shelf.offer(result.papers)
    outcome = result.outcome
    if outcome.failed:
        services.progress.note(
            f"{outcome.source} failed: {outcome.status} {outcome.detail}".strip()
        )
    services.progress.stage("retrieve", f"{outcome.source}: {len(outcome.hits)} records")
    return {"searches": (outcome,)}


async def merge(state: State, runtime: Context) -> Update:
    """Make one record of each work and rank the works."""
    services = runtime.context
    _require_an_answer(state)
    ids = sorted({hit.paper_id for outcome in state.searches for hit in outcome.hits})
    records = services.shelf.get(ids)
    works = services.crew.retriever.merge(state.searches, records, state.screening)
    services.shelf.put(works)
    services.progress.stage("merge", f"{len(works)} works")
    return {"works": tuple(sorted(work.id for work in works))}


async def screen(state: State, runtime: Context) -> Update:
    """Decide which works are used; a later round only adds."""
    services = runtime.context
    works = services.shelf.get(state.works)
    queue = screening_queue(state, works, services.limits.screened)
    services.progress.stage("screen", f"{len(works)} works", 0, len(works))
    shown = (*queue.judged, *queue.new)
    judged = await services.crew.screener.screen(
        state.question, state.plan, offered(state.question, shown), state.screening
    )
    decisions = chosen(state.question, shown, judged, state.screening)
    return {"screening": (*decisions, *(_not_screened(work) for work in queue.left))}


async def follow(task: FollowTask, runtime: Context) -> Update:
    """Add what one relevant paper cites and what cites it."""
    services = runtime.context
    (paper,) = services.shelf.get([task["paper"]])
    assert services.citations is not None
    found = await services.citations.around(paper, task["query"], services.limits.per_query)
    for result in found:
        services.shelf.offer(result.papers)
    services.progress.stage("follow", f"{sum(len(r.papers) for r in found)} records")
    return {"searches": tuple(r.outcome for r in found), "followed": (paper.id,)}


def _require_a_reading(state: State) -> None:
    """Stop when a model's server refused to read every paper: that is no lack of evidence."""
    if state.extractions and all(e.refused for e in state.extractions):
        said = state.extractions[0].not_read
        raise ModelError(f"every paper was refused: {said}", code="rejected")


def _require_an_answer(state: State) -> None:
    """Stop when every search failed: that is no evidence about the literature."""
    if state.searches and all(outcome.failed for outcome in state.searches):
        causes = sorted({f"{o.source}: {o.status} {o.detail}".strip() for o in state.searches})
        raise ServiceError(
            f"no source answered ({'; '.join(causes)})", "check the network, keys and quotas"
        )


def _not_screened(work: Paper) -> ScreeningDecision:
    return ScreeningDecision(
        paper_id=work.id,
        included=False,
        relevance=0.0,
        reason="not_screened",
        explanation="It ranked below the most works that are screened in one run.",
    )


async def extract(task: ExtractTask, runtime: Context) -> Update:
    """Add the claims of one paper, from its full text where that is open."""
    services = runtime.context
    (paper,) = services.shelf.get([task["paper"]])
    read = services.crew.retriever.inspect(await services.reader.read(paper))
    services.shelf.put([read])
    found = await services.crew.extractor.extract(task["question"], task["plan"], read)
    services.progress.stage("extract", f"{len(found.claims)} claims")
    return {"extractions": (found,)}


async def collect(state: State, runtime: Context) -> Update:
    """Number the claims of all papers."""
    _require_a_reading(state)
    claims = number_claims(state, runtime.context.crew.most_claims)
    runtime.context.progress.stage("collect", f"{len(claims)} claims")
    return {"claims": claims}


async def verify(task: VerifyTask, runtime: Context) -> Update:
    """Check the claims of one paper against the papers of the run."""
    services = runtime.context
    papers = services.shelf.get(task["papers"])
    checked = await services.crew.verifier.verify_claims(task["claims"], papers)
    for found in checked:
        services.progress.stage("verify", f"{found.claim_id} {found.verdict}")
    return {"verifications": checked}


async def synthesise(state: State, runtime: Context) -> Update:
    """Propose what the papers say together."""
    services = runtime.context
    known = evidence_base(state, services.shelf.get(state.works))
    proposed = await services.crew.synthesiser.synthesise(known)
    services.progress.stage("synthesise", f"{len(proposed)} findings")
    return {"proposed": proposed}


async def weigh(task: WeighTask, runtime: Context) -> Update:
    """Ask of one finding what every included paper says."""
    services = runtime.context
    papers = services.shelf.get(task["papers"])
    weighing = await services.crew.weigher.weigh(
        task["question"], task["finding"], papers, task["claims"]
    )
    services.progress.stage("weigh", task["finding"].id)
    return {"weighings": (weighing,)}


async def cover(state: State, runtime: Context) -> Update:
    """Count what was weighed; the route after it looks for uncovered sub-questions."""
    services = runtime.context
    papers = services.shelf.get(state.included)
    found = count_all(state.proposed, state.weighings, papers, state.screening)
    gaps = uncovered(state)
    services.progress.stage("cover", f"{len(gaps)} sub-questions uncovered")
    return {"findings": found}


async def write(state: State, runtime: Context) -> Update:
    """Word the answer, or revise it with what the reviewers found."""
    services = runtime.context
    services.progress.stage("write", f"version {len(state.drafts) + 1}")
    known = evidence_base(state, services.shelf.get(state.works))
    previous = state.drafts[-1] if state.drafts else None
    reviews = [r for n, r in state.reviews if n == len(state.drafts) - 1 and isinstance(r, Review)]
    draft = await services.crew.writer.write(known, previous, reviews)
    numbered = draft.model_copy(update={"revision": len(state.drafts)})
    return {"drafts": (*state.drafts, numbered)}


async def audit(state: State, runtime: Context) -> Update:
    """Blind the newest draft and check it by rule, once for all who judge it."""
    services = runtime.context
    known = evidence_base(state, services.shelf.get(state.works))
    services.progress.stage("audit", f"version {len(state.drafts)}")
    return {"audit": audited(known, state.drafts[-1])}


async def review(task: ReviewTask, runtime: Context) -> Update:
    """Let one reviewer judge the draft, blind."""
    services = runtime.context
    reviewer = next(r for r in services.crew.reviewers if r.name == task["reviewer"])
    judged = await reviewer.review(task["audit"])
    services.progress.stage("review", task["reviewer"])
    return {"reviews": ((task["audit"].dossier.draft.revision, judged),)}


async def rate(state: State, runtime: Context) -> Update:
    """Aggregate the reviews of the newest draft into its rating."""
    services = runtime.context
    draft = state.drafts[-1]
    reviews = [r for revision, r in state.reviews if revision == draft.revision]
    assert state.audit is not None
    rating = services.crew.panel.rate(state.audit, reviews)
    services.progress.stage("rate", f"{rating.score:.1f}/10 {rating.tier}")
    return {"ratings": (*state.ratings, rating)}
