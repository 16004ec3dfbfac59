import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.config.address import web_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://api.openai.com/v1/", "https://api.openai.com/v1"),
        (" http://127.0.0.1:8080/v1 ", "http://127.0.0.1:8080/v1"),
        ("http://[::1]:11434", "http://[::1]:11434"),
    ],
)
def test_addresses_are_taken(text, address):
    assert web_address(text) == address


@pytest.mark.parametrize(
    "text",
    ["ftp://foo", "not-a-url", "http://", "https:///v1", "http://a b/", "http://a:99999", ""],
)
def test_others_are_refused(text):
    with pytest.raises(ValueError, match="web address"):
        web_address(text)


@given(st.text() | st.text().map("http://".__add__))
def test_any_text_is_an_address_or_refused_in_one_kind_of_error(text):
    try:
        assert web_address(text).startswith(("http://", "https://"))
    except ValueError as error:
        assert "web address" in str(error)  # noqa: PT017 - the other outcome is no error
