"""Sub-questions: what the question asks itself, in its own words, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.subquestions import parts


@pytest.mark.parametrize(
    "question",
    [
        "Does back-translation still help machine translation when much parallel data is there?",
        "How effective is data augmentation for few-shot text classification?",
        "Can readability and style of medical texts be improved without losing meaning?",
    ],
)
def test_a_question_of_one_clause_is_its_only_part(question):
    assert parts(question) == (question,)


@pytest.mark.parametrize(
    ("question", "second"),
    [
        (
            "What causes position bias in language models, and how can it be reduced?",
            "How can position bias in language models be reduced?",
        ),
        (
            "What are common methods for text watermarking and what are their weaknesses?",
            "What are the weaknesses of common methods for text watermarking?",
        ),
        (
            "What interfaces have people built for labelling, and how do they save time?",
            "How do interfaces save time?",
        ),
        (
            "Have transformers been applied to tables, and are they effective?",
            "Are transformers effective?",
        ),
    ],
)
def test_a_later_part_names_what_it_is_on(question, second):
    assert parts(question)[1:] == (second,)


def test_what_only_introduces_is_no_part():
    said = "I measure distance by signal strength. Is there a way to map it? Explain with examples."
    assert parts(said) == ("Is there a way to map it?",)


def test_a_request_is_kept_as_a_request():
    assert parts("Describe what is known about overfitting.") == (
        "Describe what is known about overfitting.",
    )


@given(st.text(min_size=1, max_size=120))
def test_any_text_has_one_to_five_parts(text):
    found = parts(text)
    assert 1 <= len(found) <= 5


def test_no_part_of_a_real_question_has_words_of_its_own(shared):
    lines = (shared / "data/relevance/questions.jsonl").read_text().splitlines()
    for line in lines:
        question = json.loads(line)["text"]
        for part in parts(question):
            own = set(part.lower().strip("?.").split()) - {"the", "of"}
            assert own <= set(question.lower().replace(",", "").strip("?.").split())
