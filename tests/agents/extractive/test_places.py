"""Where sentences stand: offsets that point at them, headings cut off and kept as their section."""

from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.places import placed
from litassay.types import Passage


def place(text, locator="abstract"):
    return placed((Passage(locator=locator, text=text),))


def test_the_headings_of_a_structured_abstract_are_sections_not_words():
    found = place("BACKGROUND Pain is common. RESULTS We found less pain. It lasted two weeks.")
    assert [s.section for s in found] == ["background", "results", "results"]
    assert [s.text for s in found][:2] == ["Pain is common.", "We found less pain."]
    assert [s.position for s in found] == [0.0, 0.5, 1.0]


def test_headings_with_a_colon_are_read_too():
    found = place("Methods: We asked 40 nurses. Main results: Half of them slept less.")
    assert [s.section for s in found] == ["methods", "main results"]


def test_a_plain_abstract_has_no_section_of_its_own():
    assert {s.section for s in place("We test parsers. They are fast.")} == {"abstract"}


def test_numbering_and_levels_of_a_full_text_heading():
    assert place("It works well.", "§ 4 Results / 4.1 Errors")[0].section == "results errors"
    assert place("It works well.", "p. 7")[0].section == ""


def test_an_abstract_in_quotation_marks_is_split():
    text = "“" + "Background on models is given here. " * 12 + "We find that it works well.”"
    assert place(text)[-1].text == "We find that it works well."


@given(st.lists(st.sampled_from(["We find\nit works. ", "RESULTS It is so. ", "“x", "A. ", "é"])))
def test_offsets_point_at_the_sentence(pieces):
    text = "".join(pieces)
    for s in place(text):
        assert " ".join(text[s.start : s.end].split()) == s.text
        assert 0 <= s.position <= 1
