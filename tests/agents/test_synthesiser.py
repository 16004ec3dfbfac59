"""The model synthesiser: a closed list of claims, at most four findings a part, one asked."""

import json

from agents.synthesiser import ModelSynthesiser
from litassay.types import ProposedFinding
from tests.agents.crew_doubles import NONCE, OTHER, PROMPTS, Says, asker, base, claim, failure

SECOND = claim(
    "Again, adversarial training raises robust accuracy on GLUE by 5.2 points.",
    "Again, adversarial training raises robust accuracy on GLUE by 5.2 points.",
    OTHER,
    "c2",
)
PLAIN = (ProposedFinding(id="f1", text="Plain.", sub_question="q1", claim_ids=("c1",)),)


class Fallback:
    async def synthesise(self, known):
        return PLAIN


def finding(text="Adversarial training raises robust accuracy on GLUE.", **more):
    return {"sub_question": "q1", "text": text, "claims": ["c1", "c2"], "asked": False, **more}


async def ask(*findings, known=None):
    model = Says({"findings": list(findings)})
    agent = ModelSynthesiser(asker(model), PROMPTS["synthesiser"], NONCE, Fallback())
    return await agent.synthesise(known or base(claim(), SECOND)), model


async def test_findings_are_numbered_with_the_asked_one_first():
    found, _ = await ask(finding(), finding("Adversarial training is robust.", asked=True))
    assert [(f.id, f.asked, f.claim_ids) for f in found] == [
        ("f1", True, ("c1", "c2")),
        ("f2", False, ("c1", "c2")),
    ]


async def test_claims_are_shown_with_their_papers_label_and_year_and_no_name():
    _, model = await ask(finding())
    assert "c1 (P?; no sub-question): Adversarial training raises" in model.prompt


async def test_what_no_claim_carries_is_left_out():
    found, model = await ask(
        finding("Dropout lowers the error of speech recognisers."),
        finding("Robust accuracy on GLUE rises by 9.9 points with adversarial training."),
        finding(claims=["c9"]),
        finding(sub_question="q7"),
        finding(),
    )
    assert [f.text for f in found] == ["Adversarial training raises robust accuracy on GLUE."]
    assert len(model.asked) == 2  # it was told once


async def test_at_most_four_for_a_part():
    found, _ = await ask(*(finding() for _ in range(6)))
    assert len(found) == 4


async def test_an_unusable_answer_leaves_it_to_the_fallback():
    agent = ModelSynthesiser(asker(Says("no json")), PROMPTS["synthesiser"], NONCE, Fallback())
    assert await agent.synthesise(base()) == PLAIN
    agent = ModelSynthesiser(
        asker(Says(json.dumps({"findings": []}))), PROMPTS["synthesiser"], NONCE, Fallback()
    )
    assert await agent.synthesise(base()) == PLAIN


async def test_nothing_that_stands_is_nothing_to_ask():
    model = Says(failure("auth"))
    agent = ModelSynthesiser(asker(model), PROMPTS["synthesiser"], NONCE, Fallback())
    assert await agent.synthesise(base(verdict="REFUTED")) == ()
    assert model.asked == []
