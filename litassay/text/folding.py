"""Text as it looks: look-alike letters of other scripts as plain ones, and nothing that is unseen.

For judging a text only. What is quoted and printed is the text as it was written.
"""

import unicodedata
from functools import lru_cache

_TAGS = range(0xE0020, 0xE007F)
"""Invisible copies of the ASCII characters, which say to a machine what no reader sees."""


def folded(text: str) -> str:
    """Compatibility forms resolved, accents and unseen characters gone, look-alikes replaced.

    Look-alikes are those of Unicode's security tables (UTS #39, the package confusable-homoglyphs).
    """
    if text.isascii():
        return text
    seen = "".join(chr(ord(c) - 0xE0000) if ord(c) in _TAGS else c for c in text)
    plain = unicodedata.normalize("NFKD", seen)
    kept = "".join(c for c in plain if unicodedata.category(c) not in _UNSEEN)
    if kept.isascii():
        return kept
    table = _look_alikes()
    return "".join(table.get(c, c) for c in kept)


_UNSEEN = frozenset({"Mn", "Me", "Cf", "Co", "Cn", "Cs"})
"""Marks above and below letters, formatting and zero-width characters, unassigned ones."""


@lru_cache(maxsize=1)
def _look_alikes() -> dict[str, str]:
    """Non-ASCII character → the ASCII letter or digit that it is mistaken for; letters first."""
    from confusable_homoglyphs.confusables import confusables_data

    table: dict[str, str] = {}
    for character, others in confusables_data.items():
        if len(character) != 1 or character.isascii():
            continue
        letters = [o["c"] for o in others if len(o["c"]) == 1 and o["c"].isascii()]
        plain = sorted((c for c in letters if c.isalnum()), key=lambda c: _rank(character, c))
        if plain:
            table[character] = plain[0]
    return table


def _rank(character: str, plain: str) -> tuple[bool, bool, str]:
    """Letters before digits, those of the same case first."""
    return (not plain.isalpha(), plain.isupper() != character.isupper(), plain)
