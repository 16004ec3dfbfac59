import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.calibration import combine, judge
from agents.learning import learn
from litassay.errors import InputError

RNG = np.random.default_rng(0)
TRUTH = RNG.normal(5, 1, 60)
GOOD = TRUTH + RNG.normal(0, 0.5, 60)
NOISE = RNG.normal(5, 1, 60)


def given_scores(values):
    return [{"overall": float(v)} for v in values]


def aggregate(reviews, known):
    papers = range(len(next(iter(reviews.values()))))
    return np.array([combine([judge(n, r[p], known) for n, r in reviews.items()]) for p in papers])


def test_levels_and_spreads_are_learnt():
    known = learn({"generous": given_scores(2 * GOOD + 3)}, TRUTH, ("overall",))
    calibrated = aggregate({"generous": given_scores(2 * GOOD + 3)}, known)
    assert calibrated.mean() == pytest.approx(TRUTH.mean())
    assert np.corrcoef(calibrated, TRUTH)[0, 1] > 0.85


def test_a_reviewer_that_only_adds_noise_weighs_less():
    known = learn({"a": given_scores(GOOD), "b": given_scores(NOISE)}, TRUTH, ("overall",))
    weight = {s.reviewer: s.weight for s in known.scales}
    assert weight["a"] > weight["b"] > 0
    assert sum(weight.values()) == pytest.approx(1)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.1, 5), st.floats(-10, 10))
def test_the_scale_that_a_reviewer_uses_does_not_matter(factor, shift):
    plain = {"a": given_scores(GOOD), "b": given_scores(NOISE)}
    moved = {"a": given_scores(factor * GOOD + shift), "b": given_scores(NOISE)}
    one = aggregate(plain, learn(plain, TRUTH, ("overall",)))
    two = aggregate(moved, learn(moved, TRUTH, ("overall",)))
    assert np.allclose(one, two, atol=1e-6)


def test_scores_that_never_vary_are_left_out():
    flat = [{"overall": float(v), "clarity": 3.0} for v in GOOD]
    (scale,) = learn({"a": flat}, TRUTH, ("overall", "clarity", "absent")).scales
    assert [a.name for a in scale.aspects] == ["overall"]


def test_too_little_to_learn_from_is_said():
    with pytest.raises(InputError, match="too few"):
        learn({"a": given_scores(GOOD[:5])}, TRUTH[:5], ("overall",))
    with pytest.raises(InputError, match="varies"):
        learn({"a": given_scores(np.full(60, 4.0))}, TRUTH, ("overall",))
