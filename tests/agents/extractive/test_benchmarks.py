"""Benchmark results as fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.benchmarks import benchmarks


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("The parser reaches 93.5% accuracy on the QUARTZ dataset.",
         {"metric": "accuracy", "value": 93.5, "unit": "%", "dataset": "QUARTZ", "delta": None}),
        ("It obtains an F1-score of 0.72.", {"metric": "F1-score", "value": 0.72}),
        ("It improves BLEU by 2.1 points over the baseline.",
         {"metric": "BLEU", "delta": 2.1, "unit": "points", "baseline": "the baseline"}),
        ("Error rate falls: we reduce WER by 12% relative to the old system.",
         {"metric": "WER", "delta": -12.0, "unit": "%"}),
        ("Accuracy rises from 70.5 to 75.5 points of F1.", {"delta": 5.0, "baseline": "70.5"}),
        ("Decoding runs with a 3x speedup over beam search.",
         {"metric": "speedup", "delta": 3.0, "unit": "×"}),
    ],
)  # fmt: skip
def test_a_result_is_read(sentence, fields):
    found = benchmarks(sentence)
    assert found
    read = found[0].model_dump()
    assert {k: read[k] for k in fields} == fields


@pytest.mark.parametrize(
    "sentence",
    [
        "We collect 180 million words in 12 languages.",
        "The shared task of 2019 attracted 56 teams.",
        "We present three models and show examples in Table 2.",
        "It achieves competitive accuracy.",
        "Gains of 10-30% are common.",
    ],
)
def test_counts_and_ranges_are_no_results(sentence):
    assert benchmarks(sentence) == ()


def test_a_task_may_come_from_the_title():
    found = benchmarks("It reaches 31.2 BLEU.", "Unsupervised machine translation of code")
    assert found[0].task == "Unsupervised machine translation"


def test_results_go_to_their_data_sets_one_by_one():
    found = benchmarks("It scores 0.61 and 0.72 F1 on Alpha and Beta.")
    assert [(r.dataset, r.value) for r in found] == [("Alpha", 0.61), ("Beta", 0.72)]


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text):
    benchmarks(text, text)
