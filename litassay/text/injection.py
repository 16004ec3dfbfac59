"""Finding text in a document that is addressed to a machine or a reviewer rather than to a reader.

It flags and never removes. A sentence is flagged when a trained model says that some stretch of it
gives orders (`litassay.text.order_model`), when it holds a mark of a chat format, or when it hides
readable text in an encoding. What it misses is held by other means: fences, quotes that are
checked, citations from a closed list. Rates: docs/security.md.
"""

import base64
import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import unquote

from litassay.text.folding import folded
from litassay.text.order_model import shipped
from litassay.text.sentences import Sentence, sentences
from litassay.types import Paper

FLAG = "instruction-like text"
_MARKS = re.compile(
    r"<\|?/?(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|s)\|?>"
    r"|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|^\W{0,3}(?:system|assistant|user|human)\s*:"
    r"|DATA [0-9a-f]{8,}|```",
    re.IGNORECASE | re.MULTILINE,
)
"""Marks by which chat formats and our own prompts tell speakers apart, and code from text."""
_DOT = r"(?:\.|\s?\[(?:\.|dot)\]\s?|\s?\(dot\)\s?)"
_LINK = re.compile(
    rf"\b(?:https?|hxxps?|ftps?)\s?:\s?//?|\bmailto:|\bjavascript:|\bdata:\w+/\w|\bwww{_DOT}\w"
    rf"|[\w.+-]\s?(?:@|\[at\]|\(at\))\s?[\w-]{{1,63}}{_DOT}\w"
    rf"|[\w-]{_DOT}(?:com|net|xyz|biz|info|io|org|ru|cn|app|site|online|shop|link|click)\b",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"[A-Za-z0-9+/_-]{24,}={0,2}|(?:[0-9a-fA-F]{2}[ :]?){12,}|(?:%[0-9a-fA-F]{2}[^\s%]{0,20}){4,}"
)
_SAFE = str.maketrans("-_", "+/")
_READABLE = re.compile(r"[A-Za-z]{2,}[ ,.:'-]+[A-Za-z]{2,}[ ,.:'-]+[A-Za-z]{2,}")


@lru_cache(maxsize=8192)
def instruction_like(text: str) -> tuple[Sentence, ...]:
    """The sentences that look like instructions, in order."""
    return tuple(s for s in sentences(text) if is_instruction(s.text))


@lru_cache(maxsize=32768)
def is_instruction(sentence: str) -> bool:
    """True when one sentence gives orders, holds a mark of a chat format, or hides text."""
    seen = folded(sentence)
    if _MARKS.search(sentence) or _MARKS.search(seen) or any(map(_hides, _CODED.findall(seen))):
        return True
    return shipped().is_order(sentence)


def _hides(coded: str) -> bool:
    """True for base64, hexadecimal digits or escapes that stand for three words or more."""
    return any(_READABLE.search(text) for text in _decoded(coded))


def _decoded(coded: str) -> list[str]:
    plain = re.sub(r"[ :]", "", coded)
    padded = plain.rstrip("=") + "=" * (-len(plain.rstrip("=")) % 4)
    found = [unquote(coded, errors="ignore")] if "%" in coded else []
    with suppress(ValueError):
        found.append(bytes.fromhex(plain).decode("utf-8", "ignore"))
    with suppress(ValueError):  # includes binascii.Error
        content = base64.b64decode(padded.translate(_SAFE))
        found.append(content.decode("utf-8", "ignore"))
    return found


def has_link(text: str) -> bool:
    """True when a text holds a web or mail address: prose that we publish never does."""
    return bool(_LINK.search(text) or _LINK.search(folded(text)))


def quotable(sentence: str) -> bool:
    """True for a sentence that may be a claim or evidence: it gives no order and holds no link."""
    return not (has_link(sentence) or is_instruction(sentence))


def flagged(paper: Paper) -> Paper:
    """The paper with a warning for each passage that holds instruction-like text."""
    found = [f"{FLAG} in {p.locator}" for p in paper.passages if instruction_like(p.text)]
    if instruction_like(paper.title):
        found.insert(0, f"{FLAG} in title")
    new = [flag for flag in dict.fromkeys(found) if flag not in paper.flags]
    return paper.model_copy(update={"flags": (*paper.flags, *new)}) if new else paper
