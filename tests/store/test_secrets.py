"""Secrets: no value that was named survives, whatever it stands in."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.secrets import SHORTEST, Secrets, is_secret_name, public_url

KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=SHORTEST, max_size=40)


@given(key=KEYS, before=st.text(), after=st.text(), at=st.sampled_from(["value", "name", "list"]))
def test_a_planted_value_is_masked_wherever_it_stands(key, before, after, at):
    planted = before + key + after
    value = {"value": {"a": planted}, "name": {planted: 1}, "list": [[planted]]}[at]
    kept = Secrets([key]).mask_all(value)
    assert key not in json.dumps(kept, ensure_ascii=False) or key in "[secret]"


@given(key=KEYS)
def test_a_value_is_masked_in_a_url_and_in_bytes(key):
    secrets = Secrets([key])
    assert secrets.mask(f"https://x.org/?q={quote(key, safe='')}") == "https://x.org/?q=[secret]"
    assert secrets.mask_bytes(b"%PDF " + key.encode()) == b"%PDF [secret]"


def test_a_key_that_contains_another_is_masked_whole():
    assert Secrets(["abcdefgh", "abcdefghijkl"]).mask("abcdefghijkl abcdefgh") == (
        "[secret] [secret]"
    )


def test_placeholders_are_no_secrets():
    assert Secrets(["EMPTY", "none", ""]).mask("EMPTY or none") == "EMPTY or none"


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://a.org/w?search=x&api_key=K&page=2", "https://a.org/w?search=x&page=2"),
        ("https://a.org/w?apikey=K", "https://a.org/w"),
        ("https://a.org/w?mailto=me%40b.org&rows=5", "https://a.org/w?rows=5"),
        ("https://user:pass@a.org/w", "https://a.org/w"),
        ("https://a.org/p.pdf?X-Amz-Signature=1&X-Amz-Date=2", "https://a.org/p.pdf?X-Amz-Date=2"),
        ("https://a.org/w?query.author=Ng&sort=x", "https://a.org/w?query.author=Ng&sort=x"),
    ],
)
def test_private_parts_of_a_url_are_dropped(url, public):
    assert public_url(url) == public


@given(st.sampled_from(["api_key", "API-Key", "x-api-key", "Authorization_token", "client_secret"]))
def test_names_of_secrets(name):
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["keyword", "author", "query", "cursor", "tokens_max"])
def test_names_of_no_secrets(name):
    assert not is_secret_name(name)
