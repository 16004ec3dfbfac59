import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.calibration import Aspect, Calibration, Scale
from agents.law.audit import audit
from agents.panel import DIMENSIONS, ReviewPanel, agreement, interval
from litassay.types import DimensionScore, MissingReview, Review
from tests.agents.sound_report import SOUND, reviews


def review(name, overall, **scores):
    given = tuple(
        DimensionScore(dimension=d, score=s, reason=f"{name} on {d}") for d, s in scores.items()
    )
    return Review(reviewer=name, scores=given, overall=overall, reason=f"{name} thinks so.")


def rate(*given, calibration=None):
    return ReviewPanel(calibration).rate(audit(*SOUND), given)


def test_the_rating_is_the_mean_of_the_valid_reviews():
    rating = rate(review("a", 6.0), review("b", 9.0))
    assert (rating.score, rating.ungated, rating.reviewers) == (7.5, 7.5, 2)


def test_a_missing_review_lowers_n_and_is_never_a_zero():
    with_gap = rate(review("a", 6.0), review("b", 9.0), MissingReview(reviewer="c", reason="down"))
    assert with_gap.score == 7.5
    assert with_gap.reviewers == 2
    assert [m.reviewer for m in with_gap.missing] == ["c"]


def test_without_any_review_there_is_no_rating_and_the_reason_is_given():
    rating = rate(MissingReview(reviewer="a", reason="server down"))
    assert (rating.score, rating.reviewers) == (0.0, 0)
    assert "no_review" in [g.name for g in rating.gates]
    assert rating.tier == "QUARANTINE_CANDIDATE"


def test_the_order_of_reviews_does_not_matter():
    given = reviews(SOUND)
    assert ReviewPanel().rate(audit(*SOUND), given) == ReviewPanel().rate(
        audit(*SOUND), given[::-1]
    )


def test_dimensions_are_means_over_those_that_scored_them():
    rating = rate(review("a", 5, novelty=4.0, safety_impact=None), review("b", 5, novelty=8.0))
    assert [d for d, _ in rating.dimensions] == list(DIMENSIONS)
    assert dict(rating.dimensions)["novelty"] == 6.0
    assert dict(rating.dimensions)["safety_impact"] is None


def test_dissent_quotes_the_reviewer_furthest_from_the_mean():
    far = rate(review("kind", 9.0), review("fair", 8.0), review("harsh", 2.0))
    assert far.dissent == "harsh (2.0 against a mean of 6.3): “harsh thinks so.”"
    assert rate(review("a", 7.0), review("b", 8.0)).dissent == ""


def test_alpha_is_over_the_dimensions_that_two_scored():
    given = [
        review("a", 5, novelty=4.0, reproducibility=8.0, safety_impact=1.0),
        review("b", 5, novelty=5.0, reproducibility=9.0),
    ]
    # Observed: (1 + 1) * 2; expected: 2 * (4 * 186 - 26 ** 2) / 3 = 136 / 3.
    assert agreement(given) == pytest.approx(1 - 4 / (136 / 3), abs=5e-4)


def test_alpha_is_none_where_nothing_is_shared_or_varies():
    assert agreement([review("a", 5, novelty=4.0)]) is None
    assert agreement([review("a", 5, novelty=4.0), review("b", 5, reproducibility=4.0)]) is None
    same = [review(n, 5, novelty=4.0, reproducibility=4.0) for n in "ab"]
    assert agreement(same) is None


@given(st.lists(st.floats(0, 10), min_size=1, max_size=9))
def test_the_interval_lies_within_the_scores_and_repeats(scores):
    from agents.calibration import Judgement

    judged = [Judgement(f"r{n}", s, 1.0) for n, s in enumerate(scores)]
    low, high = interval(judged)
    assert min(scores) - 0.01 <= low <= high <= max(scores) + 0.01
    assert interval(judged) == (low, high)


def test_calibration_puts_a_generous_reviewer_on_the_common_scale():
    def scale(name, level):
        aspects = (Aspect(name="overall", level=level, spread=1.0),)
        return Scale(reviewer=name, aspects=aspects)

    known = Calibration(level=5.0, slope=1.0, scales=(scale("generous", 8.0), scale("harsh", 3.0)))
    rating = rate(review("generous", 8.0), review("harsh", 3.0), calibration=known)
    assert (rating.score, rating.interval) == (5.0, (5.0, 5.0))
    assert rating.dissent == ""


def test_a_reviewer_that_is_not_calibrated_counts_as_it_is():
    known = Calibration(level=5.0, slope=1.0, scales=())
    assert rate(review("new", 8.0), calibration=known).score == 8.0


def test_the_sound_report_rates_well():
    rating = ReviewPanel().rate(audit(*SOUND), reviews(SOUND))
    assert rating.score >= 8
    assert rating.tier in ("FLAGSHIP_CANDIDATE", "DOI_GRADE")
    assert rating.reviewers >= 5


def test_a_reviewer_counts_by_its_weight():
    given = reviews(SOUND)
    plain = ReviewPanel().rate(audit(*SOUND), given)
    first = min(given, key=lambda r: r.overall)
    heavy = ReviewPanel(weights={first.reviewer: 1000.0}).rate(audit(*SOUND), given)
    assert abs(heavy.ungated - first.overall) < abs(plain.ungated - first.overall)
    assert abs(heavy.ungated - first.overall) < 0.1
