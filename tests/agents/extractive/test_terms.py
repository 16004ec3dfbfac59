"""Terms: one spelling for one thing, different terms for different things."""

import pytest

from agents.extractive.terms import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pre-training", "pretraining"),
        ("pre training", "pretraining"),
        ("fine-tuned models", "finetuning model"),
        ("summarisation", "summarization"),
        ("stable", "stability"),
        ("LLMs", "LLM"),
        ("in-context learning", "in context learning"),
        ("GLUE.We", "GLUE we"),
    ],
)
def test_spellings_of_one_thing_agree(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("activated", "active"), ("attribution", "attribute"), ("transformer", "transformation")],
)
def test_what_the_stemmer_confuses_is_kept_apart(one, other):
    assert terms(one) != terms(other)


def test_function_words_carry_no_topic():
    assert terms("what is the of a") == ()
