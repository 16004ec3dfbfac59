"""The model weigher: few calls, every quote looked up, failures named."""

import pytest

from agents.weigher import ModelWeigher
from litassay.errors import ModelError
from litassay.types import Paper, ProposedFinding
from tests.agents.crew_doubles import (
    NONCE,
    OTHER,
    PAPER,
    PROMPTS,
    QUESTION,
    QUOTE,
    Says,
    asker,
    claim,
    failure,
)

FINDING = ProposedFinding(
    id="f1",
    text="Adversarial training raises robust accuracy.",
    sub_question="q1",
    claim_ids=("c1", "c2"),
)
SAID = "Again, adversarial training raises robust accuracy on GLUE by 5.2 points."
CLAIMS = (claim(), claim(SAID, SAID, OTHER, "c2"))
MUTE = Paper(id="p3", title="Nothing to read")


def weight(name, stance="supports", quote=QUOTE, **more):
    given = {"probability": 0.9, "indirect": False, **more}
    return {"document": name, "stance": stance, "quote": quote, **given}


async def ask(*replies, window=8192, papers=(PAPER, OTHER, MUTE)):
    model = Says(*replies)
    agent = ModelWeigher(asker(model, window), PROMPTS["weigher"], NONCE)
    return await agent.weigh(QUESTION, FINDING, papers, CLAIMS), model


async def test_all_papers_are_put_in_one_call_and_each_has_a_weight():
    reply = {"papers": [weight("p1"), weight("p2", "refutes", SAID, indirect=True)]}
    found, model = await ask(reply)
    assert len(model.asked) == 1
    assert [(w.paper_id, w.stance, w.indirect) for w in found.weights] == [
        ("p1", "supports", False),
        ("p2", "refutes", True),
        ("p3", "silent", False),
    ]
    assert [s.points_at(p) for w, p in zip(found.weights, (PAPER, OTHER), strict=False)
            for s in w.spans] == [True, True]  # fmt: skip


async def test_a_quote_that_is_not_there_drops_the_stance_with_a_note():
    reply = {
        "papers": [
            weight("p1", quote="It never said anything like this."),
            weight("p2", quote=SAID),
        ]
    }
    found, model = await ask(reply)
    assert [w.stance for w in found.weights] == ["silent", "supports", "silent"]
    assert "its quote is not in “Adversarial training for language models”" in found.note
    assert len(model.asked) == 2  # it was told once


async def test_a_quote_of_a_word_or_two_decides_nothing():
    found, _ = await ask({"papers": [weight("p1", quote="on GLUE"), weight("p2", "silent", "")]})
    assert {w.stance for w in found.weights} == {"silent"}


async def test_a_small_window_takes_more_calls():
    fixed = 1500
    reply = {"papers": [weight("p1"), weight("p2", quote=SAID)]}
    found, model = await ask(reply, window=fixed)
    assert len(model.asked) >= 1
    assert [w.stance for w in found.weights][:2] == ["supports", "supports"]


async def test_a_failure_leaves_the_finding_unweighed_and_says_why():
    found, _ = await ask("no json at all")
    assert found.weights == ()
    assert found.note.startswith("It was not weighed")


async def test_a_failure_that_no_call_can_mend_stops_the_run():
    with pytest.raises(ModelError):
        await ask(failure("auth"))
