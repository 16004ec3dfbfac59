"""Scores against values worked out by hand."""

import pytest

from litassay.evals.verification_scores import (
    Judged,
    abstract_f1,
    balanced_accuracy,
    brier,
    ece,
    interval,
    macro_f1,
    rationale_f1,
    reliability,
)

S, R, N = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"


def judged(gold, said, confidence=1.0, rationale=(), gold_rationales=()):
    return Judged("c", gold, said, confidence, (1.0, 0.0, 0.0), rationale, gold_rationales)


def test_macro_f1_and_balanced_accuracy():
    some = [judged(S, S), judged(S, R), judged(R, R), judged(N, N)]
    assert macro_f1(some) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert balanced_accuracy(some) == pytest.approx((0.5 + 1 + 1) / 3)


def test_abstract_f1_counts_documents_with_evidence():
    some = [judged(S, S), judged(R, S), judged(N, S), judged(S, N)]
    assert abstract_f1(some) == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_a_rationale_counts_when_it_is_whole_and_the_label_right():
    some = [
        judged(S, S, rationale=(1, 2, 5), gold_rationales=((1, 2), (7,))),
        judged(S, S, rationale=(3,), gold_rationales=((3, 4),)),
        judged(R, S, rationale=(0,), gold_rationales=((0,),)),
    ]
    found = rationale_f1(some)
    assert (found.precision, found.recall) == pytest.approx((2 / 5, 2 / 6))


def test_calibration():
    some = [judged(S, S, 0.8), judged(S, R, 0.8), judged(S, S, 1.0)]
    assert brier(some) == pytest.approx((0.04 + 0.64 + 0) / 3)
    assert ece(some) == pytest.approx(2 / 3 * 0.3)
    assert [b.pairs for b in reliability(some)] == [2, 1]


def test_the_interval_holds_the_score_and_is_repeatable():
    some = [judged(S, S)._replace(claim_id=str(i)) for i in range(20)]
    some += [judged(S, R)._replace(claim_id=str(i)) for i in range(20, 40)]
    low, high = interval(some, balanced_accuracy)
    assert low < 0.5 < high
    assert (low, high) == interval(some, balanced_accuracy)


def test_nothing_gives_zeros():
    assert macro_f1([]) == brier([]) == ece([]) == rationale_f1([]).f1 == 0.0
