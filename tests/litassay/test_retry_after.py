"""Retry-After in its forms."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.retry_after import WEEK_S, seconds

NOW = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": " 2.5 "}, 2.5),
        ({"retry-after": "-4"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "99999999"}, WEEK_S),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Thu, 01 Jan 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Thu, 01 Jan 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Thu, 01 Jan 2026 13:00:00 +0100"}, 0.0),
        ({"retry-after": "Thu, 99 Foo 2026"}, None),
    ],
)
def test_forms(headers, wanted):
    assert seconds(headers, NOW) == wanted


@given(st.text())
def test_no_header_breaks_it(value):
    found = seconds({"retry-after": value}, NOW)
    assert found is None or 0 <= found <= WEEK_S
