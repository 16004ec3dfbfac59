from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.seats import seated
from litassay.types import Paper, ScreeningDecision


def decision(name, relevance, *parts):
    return ScreeningDecision(
        paper_id=name, included=True, relevance=relevance, explanation=".", sub_questions=parts
    )


def papers(decisions, **years):
    return {
        d.paper_id: Paper(id=d.paper_id, title="t", year=years.get(d.paper_id, 2020))
        for d in decisions
    }


def test_a_sub_question_with_any_paper_gets_one():
    wanted = [decision("a", 0.9, "q1"), decision("b", 0.8, "q1"), decision("c", 0.4, "q2")]
    assert seated(wanted, papers(wanted), Counter(), 2) == {"a", "c"}
    assert seated(wanted, papers(wanted), Counter(q2=1), 2) == {"a", "b"}


def test_equals_go_to_the_least_covered_part_and_then_to_the_newer():
    wanted = [decision("a", 0.5, "q1"), decision("b", 0.5, "q2"), decision("c", 0.5, "q2")]
    assert seated(wanted, papers(wanted), Counter(q1=2, q2=1), 1) == {"b"}
    assert seated(wanted, papers(wanted, c=2021), Counter(q1=2, q2=1), 1) == {"c"}


@given(
    st.lists(
        st.tuples(st.sampled_from([0.4, 0.5, 0.9]), st.sets(st.sampled_from("123"))), max_size=9
    ),
    st.integers(0, 6),
)
def test_seats_are_filled_and_the_order_does_not_matter(drawn, seats):
    wanted = [decision(f"p{n}", r, *sorted(parts)) for n, (r, parts) in enumerate(drawn)]
    chosen = seated(wanted, papers(wanted), Counter(), seats)
    assert len(chosen) == min(seats, len(wanted))
    assert chosen == seated(wanted[::-1], papers(wanted), Counter(), seats)
    spoken = {q for d in wanted if d.paper_id in chosen for q in d.sub_questions}
    if seats >= 3:
        assert spoken == {q for d in wanted for q in d.sub_questions}
