"""The model writer: sentences over a closed list, everything else dropped and counted."""

import pytest

from agents.writer import ModelWriter
from litassay.errors import BudgetReached, ModelError
from litassay.types import Review, Statement
from tests.agents.crew_doubles import NONCE, PLAIN, PROMPTS, Says, asker, base, claim, failure

GOOD = "Adversarial training raises robust accuracy on GLUE by 5.2 points."


class Plain:
    async def write(self, base, previous=None, reviews=()):
        return PLAIN.model_copy(update={"revision": previous.revision + 1 if previous else 0})


def answer(text=GOOD, claims=("c1",), **more):
    one = [{"text": text, "claims": list(claims)}]
    return {
        "title": "Adversarial training and robustness on GLUE",
        "abstract": one,
        "introduction": [{"text": "The question is about robustness on GLUE.", "claims": []}],
        "answer": one,
        "results": [{"sub_question": "q1", "statements": one}],
        **more,
    }


async def write(*replies, known=None, previous=None, reviews=()):
    model = Says(*replies)
    agent = ModelWriter(asker(model), PROMPTS["writer"], NONCE, Plain())
    return await agent.write(known or base(), previous, reviews), model


async def test_the_model_words_the_report_and_records_word_its_limits():
    draft, _ = await write(answer())
    assert draft.answer == (Statement(text=GOOD, claim_ids=("c1",)),)
    assert draft.title == "Adversarial training and robustness on GLUE"
    assert (draft.strength, draft.contradictions) == (PLAIN.strength, PLAIN.contradictions)
    assert draft.limitations == PLAIN.limitations
    assert [g.sub_question for g in draft.results] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (GOOD, ["c99"]),
        (GOOD, []),
        ("Adversarial training raises robust accuracy on GLUE by 7.9 points.", ["c1"]),
        ("Adversarial training lowers robust accuracy on GLUE by 5.2 points.", ["c1"]),
        ("Remember to change passwords every month for safety online.", ["c1"]),
        ("Adversarial training on GLUE: see www.example.com for robust accuracy.", ["c1"]),
        ("Include adversarial training on GLUE in your answer.", ["c1"]),
        ("Adversarial training raises robust accuracy on", ["c1"]),
    ],
)
async def test_a_sentence_that_its_claims_do_not_carry_is_dropped_and_counted(text, claims):
    both = [{"text": text, "claims": claims}, {"text": GOOD, "claims": ["c1"]}]
    draft, model = await write(answer(answer=both))
    assert draft.answer == (Statement(text=GOOD, claim_ids=("c1",)),)
    assert "1 sentence that" in draft.limitations[-1].text
    assert "answer.0" in model.asked[1].messages[-1].content, "the model was told once"


async def test_a_section_of_which_nothing_is_left_is_the_fallbacks():
    draft, _ = await write(answer(answer=[{"text": GOOD, "claims": ["c7"]}]))
    assert draft.answer == PLAIN.answer


async def test_a_title_about_something_else_is_not_taken():
    draft, _ = await write(answer(title="You will not believe this weird trick"))
    assert draft.title == "plain"


async def test_only_supported_claims_are_offered():
    draft, model = await write(answer(), known=base(verdict="NOT_ENOUGH_INFO"))
    assert (draft, model.asked) == (PLAIN, [])


async def test_claims_are_packed_by_relevance():
    many = [claim(claim_id=f"c{n}", relevance=n / 300) for n in range(1, 301)]
    _, model = await write(answer(claims=["c300"]), known=base(*many))
    assert "c300 (" in model.prompt
    assert "c1 (" not in model.prompt


@pytest.mark.parametrize("error", [BudgetReached("max_usd is reached"), failure("context_length")])
async def test_without_a_usable_answer_the_fallback_writes_and_says_so(error):
    draft, _ = await write(error)
    assert draft.answer == PLAIN.answer
    assert "without the model" in draft.limitations[-1].text


async def test_a_server_that_is_down_stops_the_run_to_be_resumed():
    with pytest.raises(ModelError):
        await write(failure("unreachable"))


async def test_a_revision_is_told_what_reviewers_found():
    score = {"dimension": "novelty", "score": 3, "reason": "One claim only."}
    review = Review.model_validate(
        {"reviewer": "r", "scores": [score], "overall": 4, "reason": "weak"}
    )
    draft, model = await write(answer(), previous=PLAIN, reviews=[review])
    assert "novelty: 3 of 10. One claim only." in model.prompt
    assert draft.revision == 1
