"""The rules that both crews check evidence with, on cases and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.law.rules import check, check_quote, check_results, weigh
from litassay.types import BenchmarkResult, Paper, Span

SUBJECTS = ["The model", "BERT", "Fine-tuning", "The parser", "Distillation"]
OBJECTS = ["accuracy", "BLEU", "translation quality", "the error rate", "recall"]
PAIRS = [("higher", "lower"), ("better", "worse"), ("faster", "slower"), ("more", "less")]
VERBS = [("improves", "degrades"), ("increases", "decreases"), ("raises", "lowers")]


def effects(claim, evidence):
    return {(f.rule, f.effect) for f in check(claim, evidence)}


@pytest.mark.parametrize(
    ("claim", "evidence", "rule"),
    [
        ("A gains 3.5 points.", "A gains 2.1 points.", "number"),
        ("It takes 5 mg.", "It takes 5 kg.", "unit"),
        ("A gains 3 points of accuracy.", "A gains accuracy.", "number"),
        ("Recall was 93.2% in 2019.", "Recall was 93.2% in 2020.", "number"),
        ("It works on three tasks.", "It works on four tasks.", "number"),
        ("Aspirin does not reduce mortality.", "Aspirin reduces mortality.", "negation"),
        ("Larger beams reduce accuracy.", "Smaller beams reduce accuracy.", "comparison"),
    ],
)
def test_a_difference_blocks(claim, evidence, rule):
    assert (rule, "blocks") in effects(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Accuracy is over 90%.", "Accuracy is 93%."),
        ("We use 48k abstracts.", "We use 48,289 abstracts."),
        ("The share was 35%.", "The share was 0.35."),
        ("It ran for 60 minutes.", "It ran for 1 hour."),
        ("GPT-4 beats BERT.", "We find that GPT-4 beats BERT."),
        ("It affects 1 in 5 people.", "It affects 20% of people."),
        ("Low-resource languages gain.", "High-resource and low-resource languages gain."),
    ],
)
def test_the_same_in_other_words_is_no_difference(claim, evidence):
    assert check(claim, evidence) == ()


def test_context_may_hold_a_number_but_not_another_one():
    claim = "On SQuAD 2.0 the model gains 3 points."
    assert check(claim, "The model gains 3 points on SQuAD.", "Reading SQuAD 2.0") == ()
    assert check("It gains 3 points.", "It gains 4 points.", "3 points") != ()


@given(st.sampled_from(SUBJECTS), st.sampled_from(OBJECTS), st.integers(1, 98), st.integers(1, 98))
def test_another_number_never_supports(subject, thing, said, stood):
    text = f"{subject} changes {thing} by {{}}%."
    stance, _, notes = weigh("SUPPORTS", 0.9, check(text.format(said), text.format(stood)))
    assert (stance == "SUPPORTS") == (said == stood)
    assert (notes == ()) == (said == stood)


@given(st.sampled_from(SUBJECTS), st.sampled_from(OBJECTS), st.sampled_from(PAIRS), st.booleans())
def test_a_swapped_comparison_never_supports_unchanged(subject, thing, pair, turn):
    here, there = reversed(pair) if turn else pair
    claim = f"{subject} gives {here} {thing} than the baseline."
    evidence = f"{subject} gives {there} {thing} than the baseline."
    stance, score, _ = weigh("SUPPORTS", 0.9, check(claim, evidence))
    assert stance != "SUPPORTS" or score < 0.9


@given(st.sampled_from(SUBJECTS), st.sampled_from(OBJECTS), st.sampled_from(VERBS), st.booleans())
def test_a_swapped_verb_never_supports_unchanged(subject, thing, verbs, turn):
    here, there = reversed(verbs) if turn else verbs
    base = check(f"{subject} {here} {thing} on news.", f"{subject} {there} {thing} on news.")
    stance, score, _ = weigh("SUPPORTS", 0.9, base)
    assert stance != "SUPPORTS" or score < 0.9


@given(st.sampled_from(SUBJECTS), st.sampled_from(OBJECTS))
def test_a_dropped_not_never_supports_unchanged(subject, thing):
    base = check(f"{subject} does improve {thing}.", f"{subject} does not improve {thing}.")
    stance, score, _ = weigh("SUPPORTS", 0.9, base)
    assert stance != "SUPPORTS" or score < 0.9


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_checked_without_failing(claim, evidence):
    check(claim, evidence)
    assert check(claim, claim) == check(claim, claim)


def test_refutation_and_neutrality_are_left_alone():
    base = check("A gains 3 points.", "A gains 2 points.")
    assert weigh("REFUTES", 0.8, base)[:2] == ("REFUTES", 0.8)
    assert weigh("NEUTRAL", 0.8, base) == ("NEUTRAL", 0.8, ())


def test_a_quote_must_stand_in_the_document():
    paper = Paper(id="p", title="T", abstract="Beams help. Larger beams\nhurt accuracy.")
    right = Span(paper_id="p", passage=0, start=12, end=39, quote="Larger beams\nhurt accuracy.")
    assert check_quote(right, paper) == ()
    moved = right.model_copy(update={"start": 0, "end": 5, "quote": "Larger beams hurt accuracy."})
    assert check_quote(moved, paper) == ()
    changed = right.model_copy(update={"quote": "Larger beams\nhelp accuracy."})
    assert check_quote(changed, paper)[0].rule == "quote"
    assert check_quote(right, paper.model_copy(update={"id": "other"})) != ()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"value": 75.5}, 0), ({"value": 0.755}, 0), ({"delta": 5.0}, 0), ({"delta": -5.0}, 0),
        ({"value": 76.5}, 1), ({"value": 75.5, "delta": 6.0}, 1), ({}, 0),
    ],
)  # fmt: skip
def test_benchmark_results_are_compared_by_value(fields, found):
    result = BenchmarkResult(metric="F1", **fields)
    assert len(check_results((result,), "F1 rises from 70.5 to 75.5 %.")) == found
