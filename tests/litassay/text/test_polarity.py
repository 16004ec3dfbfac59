"""Which way sentences point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.polarity import conflicts, read


def kinds(claim, evidence):
    return {c.kind for c in conflicts(claim, evidence)}


@pytest.mark.parametrize(
    ("claim", "evidence", "kind"),
    [
        ("Dropout lowers recall.", "Dropout raises recall.", "direction"),
        ("The effect is positive.", "The effect is negative.", "antonym"),
        ("Pruning is not harmful to recall.", "Pruning is harmful to recall.", "negation"),
        ("Beams can't help decoding.", "Beams help decoding.", "negation"),
    ],
)
def test_opposites_are_seen(claim, evidence, kind):
    assert kind in kinds(claim, evidence)
    assert kind in kinds(evidence, claim)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("A is better than B.", "A is better than B and worse than C."),
        ("It helps low-resource pairs.", "It helps high-resource and low-resource pairs."),
        ("The method not only improves recall but also speed.", "The method improves recall."),
    ],
)
def test_what_agrees_is_left_alone(claim, evidence):
    assert conflicts(claim, evidence) == ()


def test_a_clause_ends_a_negation():
    tokens = {t.stem: t for t in read("It is not slow, and recall improves.").tokens}
    assert tokens["slow"].negated
    assert not tokens["recal"].negated


def test_nothing_happens_is_counted():
    assert read("No association was detected between them.").nulls == 1
    assert read("The two are unrelated.").nulls == 1
    assert read("Birth weight is associated with risk.").nulls == 0


@given(st.text(max_size=150))
def test_a_text_never_contradicts_itself(text):
    assert [c for c in conflicts(text, text) if c.kind != "direction"] == []
