"""Whether a text is one whole sentence that does not open by pointing at another.

It checks form only: length, brackets, quotation marks, an opening pronoun (a closed class of
words). Whether what it says is worth saying is judged elsewhere.
"""

import re

from litassay.text.words import WORD

_FEWEST_WORDS, _MOST_WORDS = 6, 70
_POINTING = re.compile(
    r"\W*(?:it|this|these|they|them|those|that|such|its|their|he|she|his|her)\b", re.IGNORECASE
)
_REST_OF_MARKUP = re.compile(r"[{}\\]|\$")
_RUN_IN = re.compile(r"[a-z]{3,}[.?!] [a-z]")
"""A heading or a list that ran into its sentence."""
_ENDS = ('."', '.”', ".)", ".'", ".’")  # fmt: skip


def stands_alone(text: str) -> bool:
    """True for a whole sentence that can be read without the one before it."""
    words = WORD.findall(text)
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or _POINTING.match(text):
        return False
    return _whole(text)


def _whole(text: str) -> bool:
    """Starts and ends as sentences do; brackets and quotation marks are closed."""
    if text[:1].islower() or not text.endswith((".", "!", *_ENDS)) or text.endswith(".."):
        return False
    if _REST_OF_MARKUP.search(text) or _RUN_IN.search(text):
        return False
    pairs = (("(", ")"), ("[", "]"), ("“", "”"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0
