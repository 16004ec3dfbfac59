"""The model verifier: stances on passages, held to the rules."""

import pytest

from agents.law.confidence import ModelCalibration
from agents.verifier import ModelVerifier
from litassay.errors import BudgetReached, ModelError
from litassay.types import Paper
from tests.agents.crew_doubles import (
    NONCE,
    OTHER,
    PAPER,
    PROMPTS,
    QUOTE,
    Says,
    asker,
    claim,
    failure,
)


def stance(name, said="SUPPORTS", probability=0.9, quote="robust accuracy on GLUE"):
    return {"claim": name, "stance": said, "probability": probability, "quote": quote}


async def verify_all(made, *replies, papers=(PAPER, OTHER), **more):
    model = Says(*replies)
    agent = ModelVerifier(asker(model), PROMPTS["verifier"], NONCE, **more)
    return await agent.verify_claims(made, papers), model


async def verify(*replies, made=None, **more):
    (found,), model = await verify_all([made or claim()], *replies, **more)
    return found, model


async def test_the_claims_of_one_paper_are_checked_in_one_call():
    second = claim(
        text="Clean accuracy on GLUE does not change.",
        quote="Clean accuracy on GLUE does not change.",
        claim_id="c7",
    )
    reply = {"stances": [stance("s1"), stance("s2", "NEUTRAL", 0.7, "")]}
    (first, other), model = await verify_all([claim(), second], reply)
    assert len(model.asked) == 1
    assert (first.claim_id, first.verdict, first.grounded) == ("c1", "SUPPORTED", True)
    assert (other.claim_id, other.verdict, other.grounded) == ("c7", "NOT_ENOUGH_INFO", False)


async def test_what_is_asked_does_not_depend_on_how_the_claims_are_numbered():
    _, one = await verify({"stances": [stance("s1")]}, made=claim(claim_id="c1"))
    _, two = await verify({"stances": [stance("s1")]}, made=claim(claim_id="c9"))
    assert one.prompt == two.prompt


async def test_a_claim_is_checked_against_its_own_paper_alone():
    result, model = await verify({"stances": [stance("s1")]})
    assert OTHER.title not in model.prompt
    assert result.corroborated_by == ()
    assert result.evidence[0].span.points_at(PAPER)


async def test_a_claim_of_a_paper_that_is_not_there_is_checked_against_the_others():
    elsewhere = claim(text=QUOTE.replace(" over fine-tuning", ""))
    result, _ = await verify({"stances": [stance("s1")]}, made=elsewhere, papers=(OTHER,))
    assert (result.verdict, result.grounded) == ("SUPPORTED", False)
    assert result.corroborated_by == ("p2",)


async def test_a_stance_whose_quote_is_not_there_does_not_count():
    result, model = await verify({"stances": [stance("s1", quote="made up")]})
    assert result.verdict == "NOT_ENOUGH_INFO"
    assert "the quote is not in the document" in model.asked[1].messages[-1].content


async def test_the_confidence_of_not_enough_information_is_the_models_own():
    result, _ = await verify({"stances": [stance("s1", "NEUTRAL", 0.55, "")]})
    assert (result.verdict, result.confidence) == ("NOT_ENOUGH_INFO", 0.55)


async def test_a_number_that_differs_cannot_be_supported_whatever_the_model_says():
    made = claim(text=QUOTE.replace("5.2", "9.7"))
    result, _ = await verify({"stances": [stance("s1", probability=1.0)]}, made=made)
    assert result.verdict == "NOT_ENOUGH_INFO"
    assert any("9.7" in note for e in result.evidence for note in e.notes)


async def test_a_swapped_comparison_cannot_be_supported():
    made = claim(text=QUOTE.replace("raises", "lowers"))
    result, _ = await verify({"stances": [stance("s1", probability=1.0)]}, made=made)
    assert result.verdict != "SUPPORTED"


async def test_a_claim_without_a_stance_is_neutral():
    result, _ = await verify({"stances": []})
    assert [e.stance for e in result.evidence] == ["NEUTRAL"]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (failure("timeout"), "model failure (timeout)"),
        (failure("declined"), "model failure (declined)"),
        (BudgetReached("max_tokens is reached"), "budget: max_tokens"),
    ],
)
async def test_a_failure_is_not_checked_with_the_reason(error, says):
    result, _ = await verify(error)
    assert (result.verdict, result.confidence) == ("NOT_CHECKED", None)
    assert says in result.reason


async def test_an_unusable_answer_is_not_checked():
    result, _ = await verify("SUPPORTED!")
    assert (result.verdict, "invalid_answer" in result.reason) == ("NOT_CHECKED", True)


@pytest.mark.parametrize("code", ["auth", "quota", "rejected"])
async def test_a_call_that_will_be_refused_again_stops_the_run(code):
    with pytest.raises(ModelError):
        await verify(failure(code))


async def test_nothing_to_read_is_not_checked():
    result, model = await verify({"stances": []}, papers=(Paper(id="x", title="T"),))
    assert (result.verdict, model.asked) == ("NOT_CHECKED", [])


async def test_retracted_papers_are_no_evidence():
    gone = PAPER.model_copy(update={"retracted": True})
    result, model = await verify({"stances": []}, papers=(gone,))
    assert (result.verdict, model.asked) == ("NOT_CHECKED", [])


async def test_samples_vote_and_their_agreement_enters_the_confidence():
    yes, no = {"stances": [stance("s1")]}, {"stances": [stance("s1", "NEUTRAL", 0.6, "")]}
    result, model = await verify(yes, yes, no, samples=3)
    assert result.verdict == "SUPPORTED"
    assert result.confidence == pytest.approx(0.9 * 2 / 3, abs=1e-3)
    assert "67%" in result.reason
    assert sorted(r.sample for r in model.asked) == [0, 1, 2]


async def test_one_failed_sample_does_not_lose_the_others():
    yes = {"stances": [stance("s1")]}
    result, _ = await verify(failure("timeout"), yes, yes, samples=3)
    assert result.verdict == "SUPPORTED"


async def test_confidence_is_calibrated():
    known = ModelCalibration(
        model="m", samples=1, prompt="", data="set", pairs=50, slope=0.5, intercept=-1.0, ece=0.1
    )
    result, _ = await verify({"stances": [stance("s1")]}, calibration=known)
    assert result.confidence == pytest.approx(known.probability(0.9), abs=1e-3)
    assert result.confidence < 0.9
