"""Numbers in text: what is one, what it means, when two are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.quantities import compare, equal, quantities


def read(text):
    return [(q.value, q.unit) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3.5% and 2.1 BLEU points", [(3.5, "%"), (2.1, "points")]),
        ("from 10 to 15 %", [(10, "%"), (15, "%")]),
        ("10-15% of 1,000 patients", [(10, "%"), (15, "%"), (1000, "")]),
        ("1.5M parameters, 2x faster", [(1.5e6, ""), (2, "×")]),
        ("40mg/day over 2 years", [(40, "mg/day"), (2, "year")]),
        ("1 in 5 people, 493 per million", [(0.2, "ratio"), (493e-6, "ratio")]),
        ("twenty-five tasks in 2019", [(25, ""), (2019, "calendar")]),
        ("3 × 10^-4 and 1e-5", [(3e-4, ""), (1e-5, "")]),
        ("p<0.05", [(0.05, "")]),
        ("−2.3 points", [(-2.3, "points")]),
        ("GPT-4, COVID-19, IL-6, H2O, 3D, 2nd", []),
        ("see [1, 2] and (6–13), Table 2, Section 4.1", []),
    ],
)
def test_numbers_with_units(text, found):
    got = read(text)
    assert [u for _, u in got] == [u for _, u in found]
    assert [v for v, _ in got] == pytest.approx([v for v, _ in found])


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("5 mg", "5000 µg", "equal"), ("3 %", "3.4 %", "equal"), ("3.4 %", "3 %", "differs"),
        ("3 points", "3 %", "unit_differs"), ("about 500 runs", "495 runs", "equal"),
        ("over 90 %", "85 %", "differs"), ("4 tasks", "no number", "absent"),
    ],
)  # fmt: skip
def test_comparison_by_value(claim, evidence, relation):
    assert compare(quantities(claim), quantities(evidence))[0].relation == relation


@given(st.integers(0, 10**9))
def test_a_count_is_read_back(number):
    for text in (f"{number} words", f"{number:,} words"):
        [q] = quantities(text)
        assert q.value == number
        assert equal(q, q)


@given(st.text(max_size=200))
def test_offsets_hold_on_any_text(text):
    for q in quantities(text):
        assert text[q.start : q.end] == q.text


@given(st.lists(st.integers(2, 99), min_size=1, max_size=5))
def test_every_number_finds_itself_in_any_order(numbers):
    claim = quantities(" and ".join(f"{n}.5 %" for n in numbers))
    evidence = quantities(" and ".join(f"{n}.5 %" for n in reversed(numbers)))
    assert all(m.relation == "equal" for m in compare(claim, evidence))
