"""Alpha against the worked examples that were published with it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agents.agreement import alpha

_ = None
# Krippendorff 2011, section C: four observers, twelve units, values missing.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
# Krippendorff 2011, section A: two observers, ten units, two values.
TWO = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))
# The example of the encyclopaedia's article: three coders, fifteen units.
CODERS = (
    (_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3),
    (1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _),
    (_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4),
)


def units(observers):
    return [[v for v in column if v is not None] for column in zip(*observers, strict=True)]


@pytest.mark.parametrize(("data", "published"), [(OBSERVERS, 0.849), (TWO, 0.095), (CODERS, 0.811)])
def test_the_published_examples(data, published):
    assert round(alpha(units(data)), 3) == published


def test_without_a_pair_or_without_a_difference_there_is_no_alpha():
    assert alpha([[1.0], [2.0]]) is None
    assert alpha([[3.0, 3.0], [3.0, 3.0]]) is None
    assert alpha([]) is None


scores = st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=5), min_size=1, max_size=9)


@given(scores)
def test_it_is_at_most_one_and_one_only_when_all_agree(data):
    found = alpha(data)
    assume(found is not None)
    agree = all(len(set(unit)) == 1 for unit in data if len(unit) > 1)
    assert found <= 1 + 1e-12
    assert (found > 1 - 1e-12) == agree


@given(scores, st.integers(-1000, 1000), st.integers(1, 50))
def test_an_interval_scale_has_no_zero_and_no_unit(data, shift, stretch):
    found = alpha(data)
    assume(found is not None)
    moved = [[shift + stretch * value for value in unit] for unit in data]
    assert alpha(moved) == pytest.approx(found, abs=1e-9)
