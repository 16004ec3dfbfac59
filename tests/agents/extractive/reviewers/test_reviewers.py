"""What all measured reviewers promise, and what each of them notices."""

import time
from typing import get_args

import pytest

from agents.extractive.reviewers import WEIGHTS
from litassay.evals.defects import plant
from litassay.types import BenchmarkResult, Dimension, MissingReview, ResultGroup, Review
from tests.agents.sound_report import CLAIMS, REVIEWERS, SOUND, by_dimension, rate, reviews, told

NAMES = [r.name for r in REVIEWERS]


def damaged(kind, seed=0):
    return plant(kind, SOUND, SOUND, seed).damaged


def test_there_are_five_or_more_with_names_in_order():
    assert len(NAMES) >= 5
    assert sorted(set(NAMES)) == NAMES


def test_together_they_cover_the_dimensions():
    scored = {s.dimension for r in reviews(SOUND) for s in r.scores}
    assert scored == set(get_args(Dimension))


def test_every_score_has_a_reason_with_figures_and_points_at_claims_that_exist():
    known = {c.id for c in CLAIMS}
    for review in reviews(SOUND):
        assert review.reason
        for s in review.scores:
            assert s.reason.endswith(".")
            assert set(s.claim_ids) <= known
            assert s.score is None or any(ch.isdigit() for ch in s.reason)


def test_the_same_report_gets_the_same_reviews():
    assert reviews(SOUND) == reviews(SOUND)


@pytest.mark.parametrize(
    ("kind", "reviewer", "dimension"),
    [
        ("one_paper", "synthesis", "novelty"),
        ("duplicated", "synthesis", "novelty"),
        ("quote_altered", "grounding", "citation_grounding"),
        ("citations_swapped", "grounding", "citation_grounding"),
        ("invented", "grounding", "citation_grounding"),
        ("number_changed", "numbers", "numerical_consistency"),
        ("half_unverified", "evidence", "evidence_strength"),
        ("refuted_shown", "evidence", "evidence_strength"),
        ("limitations_removed", "candour", "uncertainty_disclosure"),
        ("source_failure_hidden", "candour", "uncertainty_disclosure"),
        ("empty_answer", "relevance", "answers_question"),
        ("part_unanswered", "synthesis", "answers_question"),
        ("accounts_missing", "methods", "reproducibility"),
    ],
)
def test_each_notices_what_is_its_business(kind, reviewer, dimension):
    before = by_dimension(SOUND, reviewer)[dimension]
    assert by_dimension(damaged(kind), reviewer)[dimension] < before


def test_a_retracted_source_is_a_matter_of_safety():
    assert by_dimension(SOUND, "candour")["safety_impact"] is None
    assert by_dimension(damaged("retracted_source"), "candour")["safety_impact"] <= 6


def test_a_report_without_numbers_is_not_scored_on_them():
    claim = CLAIMS[2]
    checks = (SOUND.base.verifications_by_claim()[claim.id],)
    groups = (ResultGroup(sub_question="q1", statements=(told(claim),)),)
    silent = SOUND.with_findings(claims=(claim,), verifications=checks).with_draft(
        abstract=(), answer=(told(claim),), results=groups
    )
    numbers = next(r for r in reviews(silent) if r.reviewer == "numbers")
    assert isinstance(numbers, MissingReview)


@pytest.mark.parametrize(
    ("result", "score"),
    [
        (BenchmarkResult(value=12.4, unit="points", task="attack", baseline="none"), 10.0),
        (BenchmarkResult(value=12.4, unit="points"), 6.0),
        (BenchmarkResult(value=12.4), 4.0),
        (BenchmarkResult(value=99.9, unit="points", task="attack", baseline="none"), 0.0),
        (BenchmarkResult(metric="accuracy"), 0.0),
    ],
)
def test_a_measured_result_needs_its_value_metric_data_and_comparison(result, score):
    claim = CLAIMS[0].model_copy(update={"benchmarks": (result,)})
    report = SOUND.with_findings(claims=(claim, *CLAIMS[1:]))
    assert by_dimension(report, "numbers")["benchmark_validity"] == score


def test_an_empty_report_is_reviewed_and_scores_low():
    empty = SOUND.with_findings(claims=(), verifications=(), papers=(), screening=()).with_draft(
        abstract=(), answer=(), results=(), limitations=(), strength="insufficient"
    )
    for review in reviews(empty):
        if isinstance(review, Review):
            assert review.overall <= 3


def test_sixty_claims_are_reviewed_in_half_a_second():
    copies = tuple(c.model_copy(update={"id": f"{c.id}n{n}"}) for n in range(9) for c in CLAIMS)[
        :60
    ]
    checks = SOUND.base.verifications_by_claim()
    verifications = tuple(
        checks[c.id.split("n")[0]].model_copy(update={"claim_id": c.id}) for c in copies
    )
    big = SOUND.with_findings(claims=copies, verifications=verifications)
    reviews(SOUND)  # load the vectors
    start = time.perf_counter()
    reviews(big)
    assert time.perf_counter() - start < 1.5  # 0.1 s here; the machine is shared


def _screened(relevance):
    decisions = tuple(d.model_copy(update={"relevance": relevance}) for d in SOUND.base.screening)
    return SOUND.with_findings(screening=decisions)


def test_a_report_on_papers_that_hardly_answer_rates_lower_however_careful_it_is():
    well, ill = _screened(0.9), _screened(0.1)
    question = "answers_question"
    assert by_dimension(ill, "relevance")[question] < by_dimension(well, "relevance")[question] - 2
    assert rate(ill).score < rate(well).score - 1


def test_relevance_weighs_more_than_all_other_measured_reviewers():
    assert WEIGHTS["relevance"] > len(REVIEWERS) - 1
