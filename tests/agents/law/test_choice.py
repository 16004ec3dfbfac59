"""What a reader says of single papers, over what a screener decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.law.choice import chosen, named, offered
from litassay.types import Paper, Question, ScreeningDecision, WorkIds

PAPERS = tuple(Paper(id=f"p{n}", title=f"Paper {n}", year=2000 + n) for n in range(5))


def asked(**fields):
    return Question(text="Is it?", **({"max_papers": 2} | fields))


def decided(**reasons):
    """`p0` most relevant; those without a reason are read."""
    return tuple(
        ScreeningDecision(
            paper_id=p.id,
            included=p.id not in reasons,
            relevance=1 - n / 10,
            reason=reasons.get(p.id),
            explanation="Judged.",
        )
        for n, p in enumerate(PAPERS)
    )


OUT = {"p2": "over_limit", "p3": "off_topic", "p4": "retracted"}


def read(decisions):
    return {d.paper_id for d in decisions if d.included}


def test_an_included_paper_takes_the_seat_of_the_least_relevant():
    found = chosen(asked(include=("p3",)), PAPERS, decided(**OUT))
    assert read(found) == {"p0", "p3"}
    reasons = {d.paper_id: d.reason for d in found}
    assert reasons["p1"] == "over_limit"
    assert next(d for d in found if d.paper_id == "p3").explanation.startswith("You included it.")


def test_a_pinned_paper_keeps_a_seat_only_where_it_answers():
    assert read(chosen(asked(pin=("p2", "p3")), PAPERS, decided(**OUT))) == {"p0", "p2"}


def test_a_retracted_paper_is_not_read_whoever_wants_it():
    assert read(chosen(asked(include=("p4",)), PAPERS, decided(**OUT))) == {"p0", "p1"}


def test_an_excluded_paper_is_not_shown_and_says_why():
    question = asked(exclude=("p0",))
    assert [p.id for p in offered(question, PAPERS)] == ["p1", "p2", "p3", "p4"]
    found = chosen(question, PAPERS, decided(**OUT)[1:])
    assert [(d.paper_id, d.reason) for d in found if d.reason == "excluded"] == [("p0", "excluded")]
    assert len(found) == len(PAPERS)


def test_what_an_earlier_round_read_stays_read():
    before = decided(**OUT)
    found = chosen(asked(include=("p3",)), PAPERS, before, before)
    assert read(found) == {"p0", "p1", "p3"}


@pytest.mark.parametrize(("undated", "reason"), [("keep", None), ("drop", "outside_years")])
def test_a_paper_without_a_year_is_kept_with_a_note_or_dropped(undated, reason):
    question = asked(year_from=2000, undated=undated)
    papers = (PAPERS[0].model_copy(update={"year": None}),)
    decisions = decided()[:1] if offered(question, papers) else ()
    (one,) = chosen(question, papers, decisions)
    assert (one.included, one.reason) == (reason is None, reason)
    assert "Its year is not known." in one.explanation


@pytest.mark.parametrize(
    "name", ["x:1", "old:1", "10.5555/A", "https://doi.org/10.5555/a", "arXiv:2001.00001v2", "12"]
)
def test_a_paper_has_many_names(name):
    ids = WorkIds(doi="10.5555/a", arxiv="2001.00001", pmid="12")
    paper = Paper(id="x:1", title="A", merged_ids=("old:1",), ids=ids)
    assert named(paper, [name])
    assert not named(PAPERS[0], [name])


@given(st.sets(st.sampled_from("01234")), st.sets(st.sampled_from("01234")), st.integers(1, 5))
def test_every_paper_has_one_decision_and_no_seat_is_taken_twice(include, pin, most):
    question = asked(
        include=tuple(f"p{n}" for n in include), pin=tuple(f"p{n}" for n in pin), max_papers=most
    )
    found = chosen(question, PAPERS, decided(**OUT))
    assert sorted(d.paper_id for d in found) == [p.id for p in PAPERS]
    assert len(read(found)) <= max(most, len(include | pin))
    assert chosen(question, PAPERS, found) == found or not include | pin
