"""Predicates: verbs and judging adjectives are cut out of concepts, none is required."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.concepts import concepts
from agents.extractive.frequencies import background
from agents.extractive.predicates import breaks_after_plural, predicates


def names(text):
    return [c.name for c in concepts(text, background())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Do adversarial attacks fool explanation methods?",
            ["adversarial attacks", "explanation"],
        ),
        ("Which adversarial attacks fool detectors?", ["adversarial attacks", "detectors"]),
        ("Is self-attention necessary for translation?", ["self-attention", "translation"]),
        ("Is training on paraphrases harmful?", ["training", "paraphrases"]),
        ("Is beam search worse than sampling?", ["beam search", "sampling"]),
        ("Can LLMs replace human annotators?", ["LLMs", "human annotators"]),
        ("Are language models few-shot learners?", ["language models", "few-shot learners"]),
        (
            "Are attention weights faithful explanations?",
            ["attention weights", "faithful", "explanations"],
        ),
        ("Does data augmentation help robust models?", ["data augmentation", "robust models"]),
        ("Do news headlines mislead readers?", ["news headlines", "readers"]),
        (
            "How can language models help authors write SQL queries?",
            ["language models", "authors", "SQL queries"],
        ),
        ("How can LLMs be used to write SQL?", ["LLMs", "SQL"]),
    ],
)
def test_a_concept_is_a_noun_phrase(text, wanted):
    assert names(text) == wanted


def test_a_verb_without_an_object_stays_but_weighs_half():
    found = concepts("Do open language models hallucinate?", background())
    assert found[-1].name == "hallucinate"
    alone = concepts("hallucinate", background())[0]
    assert found[-1].weight == pytest.approx(alone.weight / 2, abs=1e-3)


def test_where_one_word_and_its_predicate_are_all_both_count():
    assert names("Is coffee harmful?") == ["coffee", "harmful"]
    found = concepts("Does Galactica hallucinate?", background())
    alone = concepts("hallucinate", background())[0]
    assert [c.weight for c in found] == [1.0, alone.weight]


def test_a_verb_that_says_nothing_of_a_topic_goes():
    assert names("When does beam search fail?") == ["beam search"]


@given(st.text(max_size=300))
def test_any_text_has_predicates_at_its_words_only(text):
    for at in (*predicates(text), *breaks_after_plural(text)):
        assert text[at].isalnum()
