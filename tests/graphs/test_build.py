"""Every route of the graph is taken, with doubles for every port."""

import dataclasses

import pytest

from agents.crew import Crew
from graphs.run import run as run_graph
from graphs.services import Services
from litassay.config.limits import Limits
from litassay.doubles import (
    AbstractReader,
    FirstRetriever,
    FixedPanel,
    FixedReviewer,
    FixedStance,
    FixedVerdict,
    ListCitations,
    ListPlanner,
    ListSource,
    ListWriter,
    MemoryShelf,
    Notebook,
    OneFinding,
    WholeAbstract,
    WordScreener,
)
from litassay.errors import ServiceError
from litassay.types import Paper, Question


def paper(number, abstract="A useful finding."):
    return Paper(id=f"p{number}", title=f"Paper {number}", abstract=abstract)


def services(answers, queries, *, verdict="SUPPORTED", scores=(8.0,), status="ok", **limits):
    crew = Crew(
        planner=ListPlanner(queries),
        retriever=FirstRetriever(),
        screener=WordScreener("useful"),
        extractor=WholeAbstract(),
        verifier=FixedVerdict(verdict),
        synthesiser=OneFinding(),
        weigher=FixedStance(),
        writer=ListWriter(),
        reviewers=(FixedReviewer("a"), FixedReviewer("b"), FixedReviewer("c", None)),
        panel=FixedPanel(scores),
    )
    return Services(
        crew=crew,
        sources=(ListSource("one", answers, status), ListSource("two", answers)),
        reader=AbstractReader(),
        shelf=MemoryShelf(),
        progress=Notebook(),
        limits=Limits(**limits),
    )


async def run(made):
    return await run_graph(made, Question(text="Is it?"))


async def test_straight_through():
    made = services({"a": tuple(paper(n) for n in range(4))}, (("a",),))
    state = await run(made)
    assert [len(getattr(state, k)) for k in ("plans", "searches", "works", "claims", "drafts")] == [
        1,
        2,
        4,
        4,
        1,
    ]
    assert [c.id for c in state.claims] == ["c1", "c2", "c3", "c4"]
    assert [r.reviewer for _, r in state.reviews] == ["a", "b", "c"]


async def test_too_few_papers_go_back_to_the_planner():
    answers = {"a": (paper(1),), "b": tuple(paper(n) for n in range(1, 6))}
    state = await run(services(answers, (("a",), ("b",))))
    assert len(state.plans) == 2
    assert len(state.works) == 5
    assert len(state.claims) == 5


async def test_rounds_are_bounded_and_nothing_relevant_is_written_up():
    answers = {t: (paper(1, "Off the point."),) for t in "abcdef"}
    state = await run(services(answers, tuple((t,) for t in "abcdef"), rounds=2))
    assert len(state.plans) == 3
    assert state.claims == ()
    assert state.drafts[-1].strength == "insufficient"


async def test_uncovered_sub_question_asks_for_gap_queries():
    answers = {t: tuple(paper(n) for n in range(4)) for t in "ab"}
    made = services(answers, (("a",), ("b",)), verdict="NOT_ENOUGH_INFO", rounds=1)
    state = await run(made)
    assert len(state.plans) == 2
    assert (
        made.progress.stages.count("verify") == 8
    )  # every claim is checked again with more papers


async def test_draft_below_the_bar_is_revised_once_and_both_are_kept():
    made = services({"a": tuple(paper(n) for n in range(4))}, (("a",),), scores=(4.0, 3.0), bar=7.0)
    state = await run(made)
    assert [d.revision for d in state.drafts] == [0, 1]
    assert [r.score for r in state.ratings] == [4.0, 3.0]
    assert [n for n, _ in state.reviews] == [0, 0, 0, 1, 1, 1]


async def test_a_failed_source_does_not_stop_the_other():
    made = services({"a": tuple(paper(n) for n in range(4))}, (("a",),), status="timeout")
    state = await run(made)
    assert sorted(o.status for o in state.searches) == ["ok", "timeout"]
    assert made.progress.notes == ["one failed: timeout as scripted"]


async def test_snowballing_screens_what_the_relevant_papers_cite_once():
    made = services({"a": tuple(paper(n) for n in range(3))}, (("a",),), snowball=2)
    around = ListSource("cited", {"around": (paper(7), paper(8))})
    state = await run(dataclasses.replace(made, citations=ListCitations(around)))
    assert state.followed == ("p0", "p1")
    assert state.works == ("p0", "p1", "p2", "p7", "p8")
    assert made.progress.stages.count("follow") == 2
    assert len(state.claims) == 5


async def test_when_no_source_answers_the_run_stops_and_says_so():
    made = services({}, (("a",),), status="timeout")
    silent = dataclasses.replace(made, sources=made.sources[:1])
    with pytest.raises(ServiceError, match="one: timeout as scripted"):
        await run(silent)


@pytest.mark.parametrize("screened", [1, 3])
async def test_works_beyond_the_limit_are_accounted_for(screened):
    made = services({"a": tuple(paper(n) for n in range(4))}, (("a",),), screened=screened)
    state = await run(made)
    over = [d for d in state.screening if d.reason == "not_screened"]
    assert len(over) == 4 - screened
    assert len(state.screening) == 4
