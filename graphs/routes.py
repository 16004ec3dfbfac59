"""Where the graph goes next: pure functions of the state (and of the limits they are made with)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Literal

from langgraph.types import Send

from graphs.state import State
from litassay.config.limits import Limits
from litassay.types import Claim, Query

End = Literal["__end__"]
Route = Callable[[State], "list[Send] | str"]


def standing(state: State) -> tuple[Claim, ...]:
    """The claims that their checks support."""
    supported = {v.claim_id for v in state.verifications if v.verdict == "SUPPORTED"}
    return tuple(c for c in state.claims if c.id in supported)


def uncovered(state: State) -> tuple[str, ...]:
    """Ids of the sub-questions without a finding that some paper speaks to, or a standing claim.

    Empty before claims are checked.
    """
    if not state.verifications:
        return ()
    heard = {w.finding_id for w in state.weighings if any(x.stance != "silent" for x in w.weights)}
    answered = {f.sub_question for f in state.proposed if f.id in heard}
    answered |= {q for c in standing(state) for q in c.sub_questions}
    return tuple(q.id for q in state.plan.sub_questions if q.id not in answered)


def worth_a_round(state: State) -> tuple[str, ...]:
    """The uncovered sub-questions without those whose papers were found and went over the limit."""
    over = {q for d in state.screening if d.reason == "over_limit" for q in d.sub_questions}
    return tuple(q for q in uncovered(state) if q not in over)


def rounds_left(state: State, limits: Limits) -> bool:
    """True while the planner may be asked again and still had something to try."""
    return len(state.plans) <= limits.rounds and bool(state.plans[-1].queries)


def unseen(state: State) -> bool:
    """True when no work could be screened: other queries would only bring more of them."""
    failed = any(d.reason == "not_checked" for d in state.screening)
    return failed and not any(d.judged for d in state.screening)


def after_plan(sources: Sequence[str]) -> Route:
    """Every query of the newest plan to every source; with no new query, on with what there is."""

    def route(state: State) -> list[Send] | str:
        queries = state.plans[-1].queries
        sends = [Send("retrieve", {"source": s, "query": q}) for s in sources for q in queries]
        return sends + _by_name(state, sources) or "merge"

    return route


def _by_name(state: State, sources: Sequence[str]) -> list[Send]:
    """Each library is asked once for the papers that the user includes."""
    if len(state.plans) > 1:
        return []
    libraries = [s for s in sources if s.startswith("library:")]
    queries = [Query(text=name, paper=name) for name in state.question.include]
    return [Send("retrieve", {"source": s, "query": q}) for s in libraries for q in queries]


def after_screen(limits: Limits) -> Route:
    """Back to the planner with too few relevant papers; else to the papers not yet read."""

    def route(state: State) -> list[Send] | str:
        included = state.included
        few = len(included) < limits.min_papers and not unseen(state)
        if few and rounds_left(state, limits):
            return "plan"
        if not included:
            return "write"
        if limits.snowball and not state.followed:
            return _follow(state, included[: limits.snowball])
        done = {e.paper_id for e in state.extractions}
        sends = [
            Send("extract", {"question": state.question, "plan": state.plan, "paper": paper})
            for paper in included
            if paper not in done
        ]
        return sends or "collect"

    return route


def _follow(state: State, papers: Sequence[str]) -> list[Send]:
    """Snowballing: the most relevant papers' references and citations, once a run."""
    asked, plan = state.question, state.plans[-1]
    query = Query(
        text=asked.text, round=plan.round, year_from=asked.year_from, year_to=asked.year_to
    )
    return [Send("follow", {"paper": paper, "query": query}) for paper in papers]


def after_collect(state: State) -> list[Send] | str:
    """The claims of each paper are checked together; without claims there is nothing to."""
    papers, by_paper = state.included, defaultdict[str, list[Claim]](list)
    for claim in state.claims:
        by_paper[claim.paper_id].append(claim)
    tasks = [{"claims": tuple(claims), "papers": papers} for claims in by_paper.values()]
    return [Send("verify", task) for task in tasks] or "synthesise"


def after_synthesise(state: State) -> list[Send] | str:
    """Every finding is put to every included paper, with the claims that stand."""
    rest = {"question": state.question, "claims": standing(state), "papers": state.included}
    return [Send("weigh", {"finding": f, **rest}) for f in state.proposed] or "cover"


def after_cover(limits: Limits) -> Route:
    """Back to the planner while a sub-question is uncovered and rounds are left; else write."""

    def route(state: State) -> list[Send] | str:
        unanswered = worth_a_round(state) or not state.claims
        return "plan" if unanswered and rounds_left(state, limits) else "write"

    return route


def after_audit(reviewers: Sequence[str]) -> Route:
    """The audited draft to every reviewer."""

    def route(state: State) -> list[Send] | str:
        return [Send("review", {"reviewer": r, "audit": state.audit}) for r in reviewers] or "rate"

    return route


def after_rate(limits: Limits) -> Route:
    """A draft below the bar goes back to the writer while revisions are left."""

    def route(state: State) -> list[Send] | str:
        below = state.ratings[-1].score < limits.bar
        again = below and len(state.drafts) <= limits.revisions and bool(state.claims)
        return "write" if again else "__end__"

    return route
