"""What a sentence does: findings early in a text are told from background by the paper's title."""

import pytest

from agents.extractive.finding_cues import role

FIRST = 0.0


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "Brint tokenization yields no significant improvement in translation quality.",
            "Brint tokenization",
        ),
        (
            "Brint tokenization leads to worse translation quality than BPE for some languages.",
            "Brint tokenization II",
        ),
        (
            "Zeltron decoding increases hallucination in summarization by 5 points on XSum.",
            "Zeltron decoding again",
        ),
        ("Morvek pruning does not hurt translation fluency.", "Morvek pruning"),
    ],
)
def test_what_is_measured_of_the_papers_own_subject_is_a_finding_at_once(sentence, title):
    assert role(sentence, FIRST, title) == "finding"
    assert role(sentence, FIRST, "A survey of translation") == "other"


@pytest.mark.parametrize(
    "sentence",
    [
        "Language models represent the views of some social groups better than others.",
        "Neural machine translation achieves state-of-the-art scores.",
        "However, language models do not benefit from such data.",
    ],
)
def test_background_on_the_subject_is_none(sentence):
    assert role(sentence, FIRST, "Views of language models in translation") == "other"
