"""What of a paper is indexed, and how a match leads back to passages."""

from hypothesis import given
from hypothesis import strategies as st

from litassay.types import Paper, Passage
from store.library.ranking import by_paper
from store.library.records import Place
from store.library.units import LONGEST, SECTION, SHORTEST, passages_of, pieces, units_of


def passage(locator, length):
    return Passage(locator=locator, text="word " * (length // 5))


def test_an_abstract_is_one_unit():
    paper = Paper(id="p", title="Title", abstract="Text.")
    (unit,) = units_of(paper)
    assert unit.words == "Title . Title . Title . Text."
    assert (unit.meaning, unit.passages) == ("Title. Text.", (0,))
    (bare,) = units_of(Paper(id="p", title="Title"))
    assert bare.passages == ()


def test_short_passages_of_a_section_are_one_unit_and_long_ones_several():
    full = (
        passage("§ 2 Data, p. 3", 400),
        passage("§ 2 Data, p. 4", 400),
        passage("§ 3 Results", 400),
        passage("§ 3 Results", 2 * LONGEST),
    )
    units = units_of(Paper(id="p", title="T", abstract="A.", full_text=full))
    assert [unit.passages for unit in units][:3] == [(0,), (1, 2), (3,)]
    assert {unit.passages for unit in units[3:]} == {(4,)}
    assert units[1].words.startswith("T. § 2 Data . word")
    without = units_of(Paper(id="p", title="T", full_text=full))
    assert [unit.passages for unit in without][:3] == [(), (0, 1), (2,)]
    assert len(full[0].text) * 2 < SECTION


@given(st.text(st.sampled_from("ab. \n"), max_size=12_000))
def test_pieces_hold_all_of_a_text(text):
    parts = list(pieces(text))
    assert "".join(parts) == text
    assert all(len(part) <= LONGEST + SHORTEST for part in parts)


def test_units_lead_back_to_passages_in_their_order():
    full = (passage("§ 1", 1_000), passage("§ 2", 1_000))
    paper = Paper(id="p", title="T", abstract="A.", full_text=full)
    assert passages_of(paper, [2, 0, 2, 99]) == (2, 0)


def test_a_paper_counts_as_its_best_unit_and_a_second_one_helps():
    places = {1: Place(1, 1, "a"), 2: Place(2, 2, "b"), 3: Place(2, 2, "b"), 4: Place(4, 1, "c")}
    ranked = by_paper([(1, 2.0), (2, 2.0), (3, 1.0), (4, 2.5)], places)
    assert [(match.id, match.units) for match in ranked] == [
        ("c", (4,)),
        ("b", (2, 3)),
        ("a", (1,)),
    ]
