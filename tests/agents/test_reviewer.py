"""A model reviewer: one rubric, a blinded dossier, and a missing review rather than a zero."""

import pytest

from agents.law.audit import audit
from agents.reviewer import ModelReviewer
from agents.staffing import show
from litassay import tokens
from litassay.errors import BudgetReached
from litassay.types import MissingReview, Statement
from tests.agents.crew_doubles import NONCE, PLAIN, PROMPTS, Says, asker, base, claim, failure

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


async def test_a_small_window_keeps_the_claims_that_the_answer_cites_and_names_the_rest():
    """Reviewers saw 4 of 20 claims without a note of it."""
    filler = "Adversarial training was compared with fine-tuning under many budgets. " * 6
    claims = [claim(f"{filler} ({n})", claim_id=f"c{n}") for n in range(1, 13)]
    cites = Statement(text="Plain answer.", claim_ids=("c12",))
    seen = audit(base(*claims), PLAIN.model_copy(update={"answer": (cites,), "results": ()}))
    page = show(seen.dossier, 2000)
    shown = [c.id for c in seen.dossier.claims if f"\n{c.id} (" in page]
    assert "c12" in shown
    assert 0 < len(shown) < 12
    missing = [c.id for c in seen.dossier.claims if c.id not in shown]
    assert f"{len(missing)} further claims are left out for want of room" in page
    assert ", ".join(missing) in page
    assert tokens.count(page) <= 2000
