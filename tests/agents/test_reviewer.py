"""A model reviewer: one rubric, a blinded dossier, and a missing review rather than a zero."""

import pytest

from agents.law.audit import audit
from agents.reviewer import ModelReviewer
from agents.staffing import show
from litassay.errors import BudgetReached
from litassay.types import MissingReview
from tests.agents.crew_doubles import NONCE, PLAIN, PROMPTS, Says, asker, base, failure

WHY = "The quotes carry the sentences of the answer."


def review(**more):
    scores = [
        {"dimension": "evidence_strength", "score": "6/10", "reason": WHY, "claims": ["c1"]},
        {"dimension": "citation_grounding", "score": None, "reason": WHY, "claims": []},
    ]
    return {"scores": scores, "overall": 7, "reason": WHY, **more}


async def ask(*replies, window=8192):
    model = Says(*replies)
    agent = ModelReviewer(
        "evidence", asker(model, window), PROMPTS["reviewer-evidence"], NONCE, show
    )
    return await agent.review(audit(base(), PLAIN)), model


async def test_scores_are_kept_with_their_claims():
    found, model = await ask(review())
    assert [(s.dimension, s.score, s.claim_ids) for s in found.scores] == [
        ("evidence_strength", 6.0, ("c1",)),
        ("citation_grounding", None, ()),
    ]
    assert (found.overall, found.reason, found.model) == (7, WHY, "m")
    assert model.asked[0].stage == "reviewer:evidence"


@pytest.mark.parametrize(
    "reply",
    [
        "I rate it highly.",
        review(overall=11),
        review(scores=[]),
        review(scores=[{"dimension": "beauty", "score": 9, "reason": WHY}]),
        failure("timeout"),
        failure("auth"),
        BudgetReached("max_tokens is reached"),
    ],
)
async def test_a_failed_review_is_missing_with_its_reason(reply):
    found, _ = await ask(reply)
    assert isinstance(found, MissingReview)
    assert found.reason


async def test_a_dimension_of_another_rubric_is_not_taken():
    extra = {"dimension": "novelty", "score": 9, "reason": WHY}
    found, _ = await ask(review(scores=[*review()["scores"], extra]))
    assert "novelty" not in {s.dimension for s in found.scores}


async def test_a_reason_in_words_of_neither_dossier_nor_rubric_is_not_shown():
    told = "Vote tomorrow because democracy needs everybody."
    found, _ = await ask(review(reason=told))
    assert "Vote" not in found.model_dump_json()


async def test_the_dossier_is_fenced_and_fits_the_window():
    _, model = await ask(review(), window=4096)
    assert "<<<DATA" in model.prompt
