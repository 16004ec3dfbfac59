"""What sentences do: one test for each form in which a finding is one's own or another's."""

import numpy as np
import pytest

from agents.extractive.places import placed
from agents.extractive.roles import OWN, ROLES, role_chances
from litassay.types import Passage

TITLE = "Sleep and pain in nurses"


def role(text, locator="abstract"):
    """The role of a sentence between two others."""
    around = f"Pain is common. {text} More work is needed."
    sentence = placed((Passage(locator=locator, text=around),))[1:2]
    return ROLES[int(role_chances(sentence, TITLE)[0].argmax())]


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("Nurses who slept longer reported less pain (p < 0.01).", "abstract"),
        ("We find that nurses who sleep longer have less pain.", "abstract"),
        ("We did not find less pain in nurses who slept longer.", "§ 4 Results"),
        ("There was no difference in pain between the groups.", "§ Results / Primary outcome"),
        ("Our results suggest that sleep lowers pain in nurses.", "§ 5 Discussion"),
    ],
)
def test_own_results_are_findings_for_or_against(text, locator):
    assert role(text, locator) == "finding"


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("Okoro et al. found that sleep lowers pain in nurses.", "abstract"),
        ("Previous studies have shown that sleep lowers pain in nurses.", "abstract"),
        ("Previous studies have reported that sleep lowers pain.", "§ 1 Introduction"),
        ("Sleep lowers pain in nurses [12].", "§ 1 Introduction"),
        ("Sleep lowers pain in nurses [3,7].", "§ 2 Related work"),
        ("Sleep lowers pain in nurses (Okoro et al., 2019).", "§ Background"),
        ("Okoro and colleagues reported that sleep lowers pain.", "p. 3"),
    ],
)
def test_reports_of_other_works_are_not_their_own(text, locator):
    assert role(text, locator) not in OWN


@pytest.mark.parametrize(
    "text",
    [
        "Little is known about how pain and sleep are related in nurses.",
        "In recent years, sleep has attracted much attention.",
    ],
)
def test_background_is_not_their_own(text):
    assert role(text) not in OWN


def test_a_heading_decides_where_words_do_not():
    text = "The rate of pain is high among nurses."
    assert role(text, "§ Background") not in OWN
    assert role(text, "§ Results") == "finding"


def test_chances_sum_to_one_and_do_not_depend_on_the_other_sentences():
    text = "Pain is common. We asked 40 nurses. We find less pain."
    whole = placed((Passage(locator="abstract", text=text),))
    together = role_chances(whole, TITLE)
    assert np.allclose(together.sum(axis=1), 1.0)
    for at, sentence in enumerate(whole):
        assert np.array_equal(role_chances([sentence], TITLE)[0], together[at])
