"""Finding the JSON in what a language model wrote: fences, thoughts, commas; never a guess."""

import json
import re
from typing import Any, NamedTuple

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_THOUGHT_OPEN = re.compile(r"<think(?:ing)?>.*\Z", re.DOTALL | re.IGNORECASE)
_CLOSES = {"{": "}", "[": "]"}


class Found(NamedTuple):
    """The value, or in words why there is none."""

    value: Any
    problem: str = ""


def read(text: str) -> Found:
    """The last complete JSON object or array of a reply.

    Small slips are mended (trailing commas, single quotes, comments) by json-repair, but only in
    a piece whose brackets close: text that was cut off is a problem, not an answer.
    """
    answer = _THOUGHT_OPEN.sub("", _THOUGHT_END.sub("", _THOUGHT.sub("", text))).strip()
    if not answer:
        return Found(None, "there is no answer" if text.strip() else "the reply is empty")
    pieces, cut = _pieces(answer)
    if cut:
        return Found(None, "the JSON is cut off before its end")
    for piece in reversed(pieces):
        value = _loads(piece)
        if isinstance(value, dict | list) and value:
            return Found(value)
    return Found(None, "there is no JSON object in the reply")


def _loads(piece: str) -> Any:
    try:
        return json.loads(piece, strict=False)
    except ValueError:
        import json_repair

        return json_repair.loads(piece)


def _pieces(text: str) -> tuple[list[str], bool]:
    """Top-level bracketed stretches in order, and whether the last one is cut off."""
    found: list[str] = []
    at = 0
    while (start := _next_open(text, at)) >= 0:
        end = _close(text, start)
        if end < 0:
            return found, _looks_like_json(text, start)
        found.append(text[start:end])
        at = end
    return found, False


def _next_open(text: str, at: int) -> int:
    places = [p for p in (text.find("{", at), text.find("[", at)) if p >= 0]
    return min(places, default=-1)


def _looks_like_json(text: str, start: int) -> bool:
    return bool(re.match(r"[\[{]\s*[\[{\"'\]}]", text[start : start + 200]))


def _close(text: str, start: int) -> int:
    """Index after the bracket that closes the one at `start`; -1 when none does."""
    stack: list[str] = []
    in_string = escaped = False
    for index in range(start, len(text)):
        char = text[index]
        if in_string:
            escaped, in_string = (False, True) if escaped else (char == "\\", char != '"')
        elif char == '"':
            in_string = True
        elif char in _CLOSES:
            stack.append(_CLOSES[char])
        elif stack and char == stack[-1]:
            stack.pop()
            if not stack:
                return index + 1
    return -1
