"""Learning what a model's confidence is worth, from invented verdicts with a known truth."""

import numpy as np
import pytest

from litassay.errors import InputError
from litassay.evals.model_calibration import Heard, figures, learn, shown

RNG = np.random.default_rng(7)


def heard(n, truth, said="SUPPORTED"):
    """n verdicts; `truth(raw)` is the chance that one with this confidence is right."""
    raws = RNG.uniform(0.05, 0.95, n)
    golds = np.where(RNG.uniform(size=n) < [truth(r) for r in raws], said, "NOT_ENOUGH_INFO")
    return [
        Heard(str(i // 2), str(gold), said, float(raw))
        for i, (raw, gold) in enumerate(zip(raws, golds, strict=True))
    ]


def found(rows):
    learnt = learn(rows)
    known = learnt.calibration("m", 1, "abc", "invented")
    return known, figures(learnt, known, 1.0)


def test_an_overconfident_model_is_mended():
    known, scores = found(heard(800, lambda raw: raw / 2))
    assert scores["ece_before"] > 0.2
    assert scores["ece"] < 0.06
    assert known.ece == scores["ece"]
    assert known.probability(0.9) == pytest.approx(0.45, abs=0.08)


def test_an_honest_model_stays_nearly_as_it_is():
    known, scores = found(heard(800, lambda raw: raw))
    assert scores["ece"] < 0.07
    assert known.probability(0.8) == pytest.approx(0.8, abs=0.08)


def test_confidence_that_says_nothing_becomes_one_number():
    known, _ = found(heard(400, lambda raw: 1 - raw))
    assert known.slope == 0
    assert known.probability(0.1) == known.probability(0.9)


@pytest.mark.parametrize("right", [0.0, 1.0])
def test_always_or_never_right_is_learnt_too(right):
    known, _ = found(heard(60, lambda _: right))
    assert abs(known.probability(0.5) - right) < 0.05


def test_what_was_not_checked_is_counted_and_not_scored():
    missing = [Heard("x", "SUPPORTED", "NOT_CHECKED", 0.0, "model failure (timeout)")] * 5
    _, scores = found([*heard(40, lambda raw: raw), *missing])
    assert (scores["pairs"], scores["not_checked"]) == (40, 5)
    assert "not checked: 5 pairs" in shown(scores)


def test_too_few_verdicts_teach_nothing():
    missing = [Heard("x", "SUPPORTED", "NOT_CHECKED", 0.0, "model failure (timeout)")] * 40
    with pytest.raises(InputError, match=r"0 verdicts on 40 pairs, first 'model failure"):
        learn(missing)
