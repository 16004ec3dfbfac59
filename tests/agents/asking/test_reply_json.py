"""Reading JSON from replies: what real models do to it, and what is never guessed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.asking.reply_json import read

ANSWER = {"score": 7, "reason": "It says {so} [1]."}
PLAIN = json.dumps(ANSWER)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"```\n{PLAIN}\n```\nI hope this helps!",
        f'<think>It could be {{"score": 2}}.</think>\n{PLAIN}',
        f'It could be {{"score": 2}}.</think>{PLAIN}',
        f"Sure! Here is the JSON you asked for:\n{PLAIN}",
        '{"score": 7, "reason": "It says {so} [1].",}',
        "{'score': 7, 'reason': 'It says {so} [1].'}",
        '{"score": 7, // of ten\n "reason": "It says {so} [1]."}',
        f"\ufeff{PLAIN}",
        f'Draft: {{"score": 1}}\nFinal: {PLAIN}',
    ],
)
def test_what_models_write_around_json_is_taken_off(text):
    assert read(text).value == ANSWER


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("<think>hm</think>", "no answer"),
        ('<think>hm {"score": 7}', "no answer"),
        ("I cannot do that.", "no JSON"),
        ('{"score": 7, "reason": "It sa', "cut off"),
        ('{"scores": [{"score": 7}, {"score": 8', "cut off"),
        ("{}", "no JSON"),
    ],
)
def test_what_is_no_answer_is_a_problem_and_not_a_guess(text, problem):
    found = read(text)
    assert found.value is None
    assert problem in found.problem


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), values, min_size=1, max_size=4))
def test_any_json_object_is_read_as_it_is(value):
    assert read(f"Here:\n```json\n{json.dumps(value)}\n```").value == value


@given(st.dictionaries(st.text(min_size=1), values, min_size=1, max_size=4), st.data())
def test_a_cut_object_is_never_completed(value, data):
    text = json.dumps(value)
    cut = data.draw(st.integers(1, len(text) - 1))
    found = read(text[:cut])
    assert found.value is None or found.value in _parts(value)


def _parts(value):
    """Whole objects and arrays inside a value: finding one of those is reading, not guessing."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(part for item in inner for part in _parts(item))]


@given(st.text())
def test_no_text_breaks_it(text):
    read(text)
