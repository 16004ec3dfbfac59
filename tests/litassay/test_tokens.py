"""Counting and packing tokens, without a network."""

import base64
import hashlib
import inspect

from hypothesis import given
from hypothesis import strategies as st
from tiktoken_ext import openai_public

from litassay import tokens


def test_the_tokens_that_are_shipped_are_those_that_tiktoken_names():
    ordered = sorted(tokens.ranks().items(), key=lambda pair: pair[1])
    table = b"".join(base64.b64encode(token) + b" %d\n" % rank for token, rank in ordered)
    source = inspect.getsource(openai_public.cl100k_base)
    assert hashlib.sha256(table).hexdigest() in source


def test_text_is_cut_by_the_pattern_that_tiktoken_states():
    assert tokens._PIECES in inspect.getsource(openai_public.cl100k_base)


def test_known_counts():
    assert tokens.count("hello world") == 2
    assert tokens.count("") == 0
    assert tokens.count("<|endoftext|>") > 1, "special tokens are plain text"


@given(st.text())
def test_any_text_can_be_counted(text):
    assert tokens.count(text) <= 4 * len(text)


def test_a_lone_surrogate_can_be_counted():
    assert tokens.count("\ud800") >= 1


@given(st.lists(st.text(max_size=40), max_size=12), st.integers(0, 60))
def test_packing_keeps_whole_texts_within_the_limit_in_rank_order(texts, limit):
    kept = tokens.pack(texts, limit)
    assert list(kept) == sorted(set(kept))
    assert sum(tokens.count(texts[i]) for i in kept) <= limit
    left = limit
    for index, text in enumerate(texts):
        if tokens.count(text) <= left:
            assert index in kept
            left -= tokens.count(text)


def test_there_is_no_room_beside_a_prompt_that_fills_the_window():
    assert tokens.room(1000, 500, 400) == 0
    assert tokens.room(8192, 2048, 1000) == int(8192 * tokens.MARGIN) - 3048
