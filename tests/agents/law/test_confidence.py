"""Platt's map, and that a calibration is only used for whom it was learnt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.law.confidence import ModelCalibration, calibrated
from litassay.errors import SettingsError

CHANCES = st.floats(min_value=0, max_value=1)
KNOWN = ModelCalibration(
    model="m", samples=3, prompt="abc", data="set", pairs=50, slope=0.8, intercept=-0.4, ece=0.1
)


@given(CHANCES, CHANCES, st.floats(0, 5), st.floats(-5, 5))
def test_the_map_keeps_the_order_and_gives_probabilities(one, other, slope, intercept):
    low, high = sorted((one, other))
    below, above = calibrated(low, slope, intercept), calibrated(high, slope, intercept)
    assert 0 <= below <= above <= 1


@given(st.floats(min_value=1e-5, max_value=1 - 1e-5))
def test_slope_one_and_intercept_zero_change_nothing(chance):
    assert calibrated(chance, 1.0, 0.0) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("model", "samples", "prompt", "says"),
    [("n", 3, "abc", "model 'm'"), ("m", 1, "abc", "samples 3"), ("m", 3, "xyz", "prompt 'abc'")],
)
def test_it_is_refused_for_another_verifier(model, samples, prompt, says):
    KNOWN.check("m", 3, "abc")
    with pytest.raises(SettingsError, match=says):
        KNOWN.check(model, samples, prompt)
