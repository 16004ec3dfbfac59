"""Tokens: how many a text has, and which passages fit. Needs no network.

The count is that of `cl100k_base`, whose tokens are in `ranks/` (see the README there). Other
models cut text otherwise, so a margin is kept when a prompt is fitted into a context window.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from litassay.types import Message

if TYPE_CHECKING:
    from tiktoken import Encoding

MARGIN = 0.85
"""Part of a context window that is planned with; the rest is for differences between tokenizers."""
_A_MESSAGE = 4
"""Tokens that a chat format adds to each message."""
_NAME = "cl100k_base"
_TOKENS = 100_256
_PIECES = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
"""Where the encoding cuts a text before its tokens apply (tiktoken's `cl100k_base`)."""


@lru_cache(maxsize=1)
def _encoding() -> "Encoding":
    import tiktoken

    return tiktoken.Encoding(_NAME, pat_str=_PIECES, mergeable_ranks=ranks(), special_tokens={})


def ranks() -> dict[bytes, int]:
    """Each token's rank: a byte for the length of each comes first, then the tokens themselves."""
    import lzma

    packed = files("litassay").joinpath("ranks", f"{_NAME}.xz").read_bytes()
    content = lzma.decompress(packed)
    ends = accumulate(content[:_TOKENS], initial=_TOKENS)
    return {content[start:end]: rank for rank, (start, end) in enumerate(pairwise(ends))}


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
