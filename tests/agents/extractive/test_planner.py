"""The planner: sub-questions that stand alone, queries, and rounds that try something else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.planner import ExtractivePlanner
from agents.extractive.queries import other_number
from litassay.types import EvidenceBase, Paper, Question, ScreeningDecision

A = "Does contrastive pre-training improve the adversarial robustness of language models on GLUE?"


async def parts(text):
    plan = await ExtractivePlanner().plan(Question(text=text))
    return [p.text for p in plan.sub_questions]


async def test_sub_questions_are_the_parts_of_the_question():
    found = await parts("What are methods for SAT generation, and what are their weaknesses?")
    assert found == [
        "What are methods for SAT generation?",
        "What are the weaknesses of methods for SAT generation?",
    ]
    assert await parts(A) == [A]


async def test_every_real_question_gets_one_to_five_parts_and_distinct_queries(shared):
    file = shared / "data/scholarqabench/questions_dev.json"
    for row in json.loads(file.read_text(encoding="utf-8")):
        plan = await ExtractivePlanner().plan(Question(text=row["initial_prompt"]))
        assert 1 <= len(plan.sub_questions) <= 5
        assert all(p.text[0].isupper() or not p.text[0].isalpha() for p in plan.sub_questions)
        texts = [q.text.lower() for q in plan.queries]
        assert len(set(texts)) == len(texts) >= 1


async def test_queries_have_boolean_groups_with_variants_and_years():
    question = Question(text=A, year_from=2019, year_to=2023)
    plan = await ExtractivePlanner().plan(question)
    assert plan.queries[0].text == A
    groups = plan.queries[0].concepts
    assert groups[0][:2] == ("contrastive pre-training", "contrastive pretraining")
    assert {q.year_from for q in plan.queries} == {2019}
    assert {q.sub_question for q in plan.queries} >= {"", "q1"}


async def test_a_word_read_in_two_ways_is_searched_in_both_and_said():
    plan = await ExtractivePlanner().plan(Question(text="Does vextor pruning hurt small models?"))
    texts = [q.text for q in plan.queries]
    assert texts[0] == "Does vextor pruning hurt small models?"
    assert "Does vector pruning hurt small models?" in texts
    assert plan.notes == "“vextor” was also read as “vector”."
    assert (await ExtractivePlanner().plan(Question(text=A))).notes == ""


@pytest.mark.parametrize(
    ("phrase", "other"),
    [("language models", "language model"), ("query", "queries"), ("analysis", ""), ("GLUE", "")],
)
def test_other_number(phrase, other):
    assert other_number(phrase) == other


def base(plans, papers=(), screening=()):
    return EvidenceBase(
        question=Question(text=A),
        plans=plans,
        searches=(),
        papers=papers,
        screening=screening,
        claims=(),
    )


async def test_refine_tries_other_queries_with_words_of_the_nearest_papers():
    planner = ExtractivePlanner()
    plan = await planner.plan(Question(text=A))
    papers = tuple(
        Paper(
            id=f"p{n}",
            title=f"Four new perturbation bounds {n}",
            abstract="The authors begin earlier and certify it.",
        )
        for n in range(3)
    )
    kept = tuple(
        ScreeningDecision(paper_id=p.id, included=True, relevance=0.5, explanation="x")
        for p in papers
    )
    new = await planner.refine(base((plan,), papers, kept), ())
    tried = {q.text.lower() for q in plan.queries}
    assert new.queries
    assert not tried & {q.text.lower() for q in new.queries}
    assert any("perturbation" in q.text.lower() for q in new.queries)
    assert not any(w in q.text.lower() for q in new.queries for w in ("four", "author", "earlier"))
    assert new.round == 1
    assert "3 of 3" in new.notes
    assert new.sub_questions == plan.sub_questions


async def test_a_gap_is_searched_for_under_its_sub_question():
    planner = ExtractivePlanner()
    plan = await planner.plan(Question(text=f"{A[:-1]}, and what does it cost in accuracy?"))
    new = await planner.refine(base((plan,)), ("q2",))
    assert {q.sub_question for q in new.queries} == {"q2"}
    assert "q2" in new.notes


async def test_refining_ends_when_there_is_nothing_new_to_try():
    planner = ExtractivePlanner()
    plans = [await planner.plan(Question(text=A))]
    for _ in range(6):
        plans.append(await planner.refine(base(tuple(plans)), ()))
    assert plans[-1].queries == ()
    assert plans[-1].notes.endswith("no search was left that had not been tried.")


@given(st.text(max_size=400))
async def test_any_question_can_be_planned_and_gives_the_same_plan_twice(text):
    question = Question(text=text)
    one = await ExtractivePlanner().plan(question)
    assert one == await ExtractivePlanner().plan(question)
    assert 1 <= len(one.sub_questions) <= 5
