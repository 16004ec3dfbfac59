"""The model planner: plans within bounds, or says that it planned without the model."""

import pytest

from agents.planner import ModelPlanner
from litassay.errors import BudgetReached, ModelError
from litassay.types import Plan, Query
from tests.agents.crew_doubles import PLAN, PROMPTS, QUESTION, Says, asker, base, failure


class Plain:
    async def plan(self, question):
        return PLAN

    async def refine(self, base, gaps):
        return Plan(sub_questions=PLAN.sub_questions, queries=(Query(text="other"),), round=1)


def planner(*replies):
    model = Says(*replies)
    return ModelPlanner(asker(model), PROMPTS["planner"], PROMPTS["planner-refine"], Plain()), model


def query(text, part="q1"):
    return {"sub_question": part, "text": text, "concepts": [["a", " "], [], ["b c"]]}


async def test_a_plan_is_numbered_and_cleaned():
    agent, model = planner(
        {"sub_questions": ["How A?", "How B?", " "], "queries": [query("x y"), query("X Y", 2)]}
    )
    plan = await agent.plan(QUESTION.model_copy(update={"year_from": 2019}))
    assert [(s.id, s.text) for s in plan.sub_questions] == [("q1", "How A?"), ("q2", "How B?")]
    (only,) = plan.queries
    assert (only.text, only.sub_question, only.year_from) == ("x y", "q1", 2019)
    assert only.concepts == (("a",), ("b c",))
    assert "from 2019 to today" in model.prompt


@pytest.mark.parametrize(
    "reply",
    [
        "no",
        {"sub_questions": [], "queries": []},
        {"sub_questions": ["x" * 400], "queries": [query("y")]},
        BudgetReached("max_tokens is reached"),
    ],
)
async def test_without_a_usable_plan_the_fallback_plans_and_says_so(reply):
    agent, _ = planner(reply)
    plan = await agent.plan(QUESTION)
    assert plan.sub_questions == PLAN.sub_questions
    assert "without the model" in plan.notes


@pytest.mark.parametrize("code", ["auth", "unreachable", "timeout", "quota"])
async def test_a_server_that_fails_stops_the_run_to_be_resumed(code):
    agent, _ = planner(failure(code))
    with pytest.raises(ModelError):
        await agent.plan(QUESTION)


async def test_other_queries_are_asked_for_the_gaps_only():
    agent, model = planner({"queries": [query("adversarial training GLUE"), query("fresh", "q2")]})
    plan = await agent.refine(base(), ["q2"])
    assert [(q.text, q.sub_question, q.round) for q in plan.queries] == [("fresh", "q2", 1)]
    assert "Open sub-questions:\nq2:" in model.prompt
    assert plan.notes == "Too little was found on q2."


async def test_nothing_new_is_left_to_the_fallback():
    agent, _ = planner({"queries": [query("adversarial training GLUE")]})
    assert [q.text for q in (await agent.refine(base(), [])).queries] == ["other"]
