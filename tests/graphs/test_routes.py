"""When a round is worth its cost: pure functions of the state."""

from graphs.routes import uncovered, worth_a_round
from graphs.state import State
from litassay.types import Plan, Question, ScreeningDecision, SubQuestion, Verification

PLAN = Plan(
    sub_questions=(SubQuestion(id="q1", text="One?"), SubQuestion(id="q2", text="Two?")),
    queries=(),
)


def decision(name, *sub_questions, reason=None):
    return ScreeningDecision(
        paper_id=name,
        included=reason is None,
        relevance=0.9,
        reason=reason,
        explanation="It fits.",
        sub_questions=sub_questions,
    )


def state(*screening):
    checked = Verification(claim_id="c1", verdict="NOT_ENOUGH_INFO", confidence=0.5)
    return State(Question(text="Q?"), plans=(PLAN,), screening=screening, verifications=(checked,))


def test_no_round_is_spent_on_a_sub_question_whose_papers_went_over_the_limit():
    found = state(decision("a", "q1"), decision("b", "q2", reason="over_limit"))
    assert uncovered(found) == ("q1", "q2")
    assert worth_a_round(found) == ("q1",)


def test_a_sub_question_whose_papers_were_off_topic_is_worth_a_round():
    found = state(decision("a", "q1"), decision("b", "q2", reason="off_topic"))
    assert worth_a_round(found) == ("q1", "q2")
