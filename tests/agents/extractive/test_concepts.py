"""Concepts: the phrases that a question is about, with weights and other names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.concepts import concepts, quality
from agents.extractive.fit import core
from agents.extractive.frequencies import background

A = "Does contrastive pre-training improve the adversarial robustness of language models on GLUE?"


def names(text):
    return [c.name for c in concepts(text, background())]


def test_phrases_are_cut_at_verbs_and_function_words():
    assert names(A) == [
        "contrastive pre-training",
        "adversarial robustness",
        "language models",
        "GLUE",
    ]


def test_common_things_weigh_less_and_are_no_core():
    found = {c.name: c.weight for c in concepts(A, background())}
    assert found["language models"] < 0.3 < found["contrastive pre-training"]
    assert "language models" not in [c.name for c in core(concepts(A, background()))]


def test_abbreviations_and_instances_are_other_names():
    found = concepts("Can large language models plan?", background())
    assert "LLM" in found[0].variants
    short = concepts("Can LLMs plan?", background())
    assert "large language model" in short[0].variants
    assert short[0].weight == found[0].weight


def test_a_known_term_stands_alone_in_a_long_phrase():
    assert "LLM" in names("What exists for LLM assistance?")
    assert "large language models" in names("How well do fine-tuned large language models rank?")


def test_a_word_that_may_be_misspelt_is_kept_and_also_read_as_the_common_one():
    found = concepts("Have large langauge models been used?", background())[0]
    right = concepts("Have large language models been used?", background())[0]
    assert found.name == "large langauge models"
    assert found.variants == ("large language models", *right.variants)


def test_a_new_name_one_slip_from_a_common_word_is_not_replaced():
    found = concepts("Does vextor pruning hurt small models?", background())[0]
    assert found.name == "vextor pruning"
    assert "vector pruning" in found.variants


def test_a_word_beside_its_other_reading_is_meant_as_written():
    found = concepts("Does vextor pruning beat vector pruning?", background())
    assert "vector pruning" not in found[0].variants


def test_a_rare_name_is_not_corrected():
    assert "doping" in names("How does doping impact chips?")


def test_a_later_clause_weighs_half():
    text = "What are techniques for watermarking, and what attacks are known?"
    found = {c.name: c.weight for c in concepts(text, background())}
    alone = concepts("What attacks are known?", background())[0]
    assert found["attacks"] == pytest.approx(alone.weight / 2, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "noun"),
    [("How stable are X?", "stability"), ("How robust is X?", "robustness"), ("How can X be?", "")],
)
def test_the_quality_that_is_asked(text, noun):
    assert quality(text) == noun


@given(st.text(max_size=300))
def test_any_text_gives_concepts_without_repetition(text):
    found = concepts(text, background())
    assert len({c.terms for c in found}) == len(found)
    assert all(0 <= c.weight <= 1 and c.terms for c in found)
