"""Small rules of English that the writer's sentences need."""

from collections.abc import Sequence

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, singular: str, plural: str = "") -> str:
    """`one paper`, `twelve` as `12 papers`."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{_WORDS[number] if number < len(_WORDS) else number} {noun}"


def of_which(number: int, singular: str, plural: str) -> str:
    """`none is`, `one is`, `two are`: a part of what was just counted."""
    return f"none {singular}" if number == 0 else count(number, singular, plural)


def listing(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def verb(number: int, singular: str, plural: str) -> str:
    """The form that agrees with the number."""
    return singular if number == 1 else plural
