"""Where a quote stands, for a reader who wants to look."""

import pytest

from litassay.reports.markdown_evidence import place
from litassay.types import Span


def span(locator):
    return Span(paper_id="p", passage=1, start=3, end=9, quote="quoted", locator=locator)


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        ("§ 4 Results, p. 7", ", a\\_b.pdf#page=7"),
        ("pp. 7-8", ", a\\_b.pdf#page=7"),
        ("§ 4 Results", ", a\\_b.pdf"),
        ("abstract", ""),
    ],
)
def test_a_quote_leads_to_the_page_of_the_file(locator, said):
    where = f"{locator}, characters 3–9"
    assert place(span(locator), {"p": "a_b.pdf"}) == where + said
    assert place(span(locator), {"p": ""}) == place(span(locator), {}) == where
