"""Secrets: no value that was named survives, whatever it stands in."""

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.secrets import SHORTEST, Secrets, is_secret_name, public_url

KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=SHORTEST, max_size=40)


@settings(deadline=None)
@given(key=KEYS, before=st.text(), after=st.text(), at=st.sampled_from(["value", "name", "list"]))
def test_a_planted_value_is_masked_wherever_it_stands(key, before, after, at):
    planted = before + key + after
    value = {"value": {"a": planted}, "name": {planted: 1}, "list": [[planted]]}[at]
    kept = Secrets([key]).mask_all(value)
    assert key not in json.dumps(kept, ensure_ascii=False) or key in "[secret]"


@settings(deadline=None)
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


@settings(deadline=None)
@given(st.sampled_from(["api_key", "API-Key", "x-api-key", "Authorization_token", "client_secret"]))
def test_names_of_secrets(name):
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["keyword", "author", "query", "cursor", "tokens_max"])
def test_names_of_no_secrets(name):
    assert not is_secret_name(name)


def unicode_escaped(key):
    return "".join(f"\\u{ord(c):04x}" if n % 2 else f"\\u{ord(c):04X}" for n, c in enumerate(key))


SPELLINGS = {
    "json": lambda key: json.dumps(key)[1:-1],
    "json, slashes": lambda key: json.dumps(key)[1:-1].replace("/", "\\/"),
    "json, every letter": unicode_escaped,
    "json in json": lambda key: json.dumps(json.dumps(unicode_escaped(key))),
    "url": lambda key: quote(key, safe=""),
    "url, every letter": lambda key: "".join(f"%{ord(c):02x}" for c in key),
    "html": html.escape,
    "html, every letter": lambda key: "".join(f"&#x{ord(c):X};" for c in key),
    "hex": lambda key: key.encode().hex().upper(),
    "mixed": lambda key: "".join(f"%{ord(c):02X}" if n % 3 else c for n, c in enumerate(key)),
}  # fmt: skip


@pytest.mark.parametrize("way", SPELLINGS)
@settings(deadline=None)
@given(key=KEYS)
def test_a_key_is_masked_in_any_spelling(way, key):
    planted = SPELLINGS[way](key)
    if way == "html" and set(key) & set("\"&<>'"):
        return  # keys hold none of them; their names would be spelt in words
    secrets = Secrets([key])
    assert secrets.found_in(f"x {planted} y".encode())
    assert planted not in secrets.mask(f"x {planted} y")


@settings(deadline=None)
@given(key=KEYS, before=st.binary(max_size=7), after=st.binary(max_size=7))
def test_a_key_is_masked_in_base64_wherever_it_begins(key, before, after):
    coded = base64.b64encode(before + key.encode() + after).decode()
    safe = base64.urlsafe_b64encode(before + key.encode() + after).decode()
    secrets = Secrets([key])
    for text in (coded, safe):
        masked = secrets.mask(text)
        assert "[secret]" in masked
        kept = max(masked.split("[secret]"), key=len)
        assert len(kept) < len(text)


def test_masking_stays_fast_on_text_that_nearly_matches():
    secrets = Secrets(["sk-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"])
    import time

    begun = time.process_time()
    secrets.mask("sk-" + "a" * 200_000 + "\\" * 200_000)
    assert time.process_time() - begun < 5
