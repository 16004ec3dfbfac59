"""Which lines of a PDF are headings."""

import pytest

from litassay.sources.fulltext.headings import Headings


def found(*lines):
    headings = Headings()
    return [line for line in lines if headings.heading(line)]


PAPER = [
    "1 Introduction", "2 Related work", "3.1 Data collection", "3.2 Models", "4 Results",
    "Acknowledgements", "A Further results", "B.2 Other data",
]  # fmt: skip


def test_numbers_in_order_are_headings_also_where_some_were_not_seen():
    assert found(*PAPER) == PAPER
    assert found("4.2 Computer Science Domain", "4.3 Multiple Domains") == [
        "4.2 Computer Science Domain",
        "4.3 Multiple Domains",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "8 NVIDIA H100 GPUs. In the second stage, we",
        "8 NVIDIA H100 GPUs",
        "1 Random Baseline Vectors",
        "A Method for Stochastic Optimization. ArXiv,",
        "6.1.6 Volunteered Use in the Wild. Finally, we also",
    ],
)
def test_running_text_that_begins_with_a_number_is_none(line):
    assert found(*PAPER[:5], line) == PAPER[:5]


def test_numbered_affiliations_do_not_hide_the_sections():
    lines = ["1 Example Institute", "2 Example University", *PAPER[:3]]
    assert found(*lines)[-3:] == PAPER[:3]


def test_a_number_does_not_come_twice():
    assert found("1 Introduction", "2 Methods Used", "2 Methods Again") == [
        "1 Introduction",
        "2 Methods Used",
    ]
