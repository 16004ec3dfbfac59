"""Paired statistics against hand calculation, and on data without an effect."""

import math
import random

import pytest

from litassay.evals.paired import corrected, difference, flips, holm, smallest_p


def test_a_difference_is_paired_and_skips_what_is_missing():
    found = difference("rating", "v", [5.0, 6.0, None, 4.0], [6.0, 8.0, 9.0, 4.0])
    assert (found.questions, found.difference, found.base_mean) == (3, 1.0, 5.0)
    assert found.low <= 1.0 <= found.high


def test_no_common_pair_is_no_difference_and_one_pair_is_not_tested():
    assert difference("usd", "v", [None], [1.0]) is None
    alone = difference("usd", "v", [1.0], [2.0])
    assert (alone.difference, alone.low, alone.p) == (1.0, None, None)


def test_a_constant_difference_is_its_own_interval():
    found = difference("rating", "v", [1.0] * 6, [1.5] * 6)
    assert (found.low, found.high) == (0.5, 0.5)
    assert math.isclose(found.p, 2 / 2**6)  # all signs equal: two of 64 sign patterns
    assert difference("rating", "v", [1.0] * 6, [1.0] * 6).p == 1.0


def test_the_same_data_gives_the_same_numbers():
    source = random.Random(1)
    a = [source.random() for _ in range(30)]
    b = [x + source.gauss(0.02, 0.1) for x in a]
    assert difference("m", "v", a, b) == difference("m", "v", a, b)


def test_intervals_cover_and_tests_hold_their_level_without_an_effect():
    source = random.Random(7)
    covered = rejected = 0
    for _ in range(60):
        a = [source.gauss(0, 1) for _ in range(20)]
        b = [source.gauss(0, 1) for _ in range(20)]
        found = difference("m", "v", a, b)
        covered += found.low <= 0 <= found.high
        rejected += found.p < 0.05
    assert covered >= 51
    assert rejected <= 8


def test_mcnemar_counts_only_flips_of_supported():
    base = ["SUPPORTED"] * 6 + ["REFUTED", "NOT_ENOUGH_INFO"]
    changed = ["REFUTED"] * 6 + ["NOT_ENOUGH_INFO", "NOT_ENOUGH_INFO"]
    found = flips("v", base, changed)
    assert (found.matched, found.gained, found.lost) == (8, 0, 6)
    assert math.isclose(found.p, 2 * 0.5**6)
    assert flips("v", base, base).p is None


def test_an_effect_is_the_mean_over_the_deviation_of_the_differences():
    found = difference("rating", "v", [0.0, 0.0, 0.0], [1.0, 2.0, 3.0])
    assert found.effect == pytest.approx(2.0)
    assert difference("rating", "v", [0.0, 0.0], [1.0, 1.0]).effect is None


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_only_primary_measures_are_corrected_for_and_cost_is_not_tested():
    rating = difference("rating", "v", [1.0] * 6, [1.5] * 6)  # p = 1/32
    share = difference("verified_share", "v", [1.0] * 6, [1.5] * 6)
    extra = difference("novelty", "v", [1.0] * 6, [1.5] * 6, primary=False)
    cost = difference("usd", "v", [1.0] * 6, [1.5] * 6, primary=False, tested=False)
    adjusted = corrected([rating, share, extra, cost])
    assert [d.p_adjusted for d in adjusted] == [pytest.approx(2 / 32)] * 2 + [None, None]
    assert [d.p is None for d in adjusted] == [False, False, False, True]


@pytest.mark.parametrize("n", range(2, 10))
def test_the_smallest_p_is_that_of_differences_that_all_agree(n):
    assert difference("m", "v", [0.0] * n, [1.0] * n).p == pytest.approx(smallest_p(n))
