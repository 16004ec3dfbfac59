"""Pronouns resolved by rule, and left alone where the sentences before leave doubt."""

import pytest

from agents.extractive.contribution import Contribution
from agents.extractive.resolving import resolved

PROPOSES = Contribution("", "", True)


@pytest.mark.parametrize(
    ("before", "sentence", "said"),
    [
        ("We propose a new attack on GLUE.", "It fools BERT.", "Our attack fools BERT."),
        ("We propose a model.", "This model improves BERT.", "Our model improves BERT."),
        ("Our method is small.", "It also beats BERT.", "Our method also beats BERT."),
        ("We propose a model.", "It is known that BERT fails.", "It is known that BERT fails."),
        ("BERT is a model.", "It improves GLUE.", "It improves GLUE."),
        ("We read ten books.", "It improves GLUE.", "It improves GLUE."),
    ],
)
def test_it_is_what_the_sentence_before_presents(before, sentence, said):
    _, about = resolved(before, "", PROPOSES)
    assert resolved(sentence, about, PROPOSES)[0] == said


def test_what_was_resolved_can_be_pointed_at_again():
    _, about = resolved("We propose a model.", "", PROPOSES)
    _, about = resolved("It improves BERT.", about, PROPOSES)
    assert resolved("It beats GPT.", about, PROPOSES)[0] == "Our model beats GPT."


def test_this_method_is_the_papers_own_in_its_second_part_only():
    late = resolved("This method beats BERT.", "", PROPOSES, 0.8)[0]
    early = resolved("This method beats BERT.", "", PROPOSES, 0.1)[0]
    inside = resolved("On GLUE, this approach beats BERT.", "", PROPOSES, 0.8)[0]
    assert (late, early) == ("Our method beats BERT.", "This method beats BERT.")
    assert inside == "On GLUE, our approach beats BERT."
