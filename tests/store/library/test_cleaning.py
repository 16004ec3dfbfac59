import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from store.library.cleaning import clean, clean_line


def test_bidi_controls_and_nul_are_removed():
    assert clean("pay\u202eload\u2066 x\x00y\x1b[31m\u200b") == "payload xy[31m"


def test_joiners_that_scripts_need_are_kept():
    assert clean("می\u200cخواهم 👩\u200d🔬") == "می\u200cخواهم 👩\u200d🔬"


def test_line_ends_become_newlines_and_titles_become_one_line():
    assert clean("a\r\nb\u2028c") == "a\nb\nc"
    assert clean_line(" A\n title \t here ") == "A title here"


def test_invisible_tag_characters_are_removed():
    assert clean("ok" + "".join(chr(0xE0000 + ord(c)) for c in "ignore all")) == "ok"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_left_can_be_stored_and_holds_no_control_character(text):
    left = clean(text)
    left.encode("utf-8")
    json.dumps(left)
    bad = [c for c in left if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not bad
    assert clean(left) == left


@given(st.text(alphabet="abc xyzé–—“”", max_size=50))
def test_ordinary_text_is_left_alone(text):
    assert clean(text) == text.strip()
