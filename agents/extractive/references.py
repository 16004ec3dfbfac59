"""Whether a sentence is understood alone: no pronoun or pointer to what stands elsewhere."""

import re

from agents.extractive.contribution import METHODS, RESOURCES
from agents.extractive.wholeness import damaged

_OPENS_UNRESOLVED = re.compile(
    r"^(?:(?:this|these|those|that|they|he|she|such|its|their|his|her|them|another|others|either"
    r"|neither|here|one|ones|both of|some of|all of|each of|most of)\b"
    r"|it (?!is (?:possible|important|necessary|difficult|hard|easy|well|known|clear|beneficial"
    r"|crucial"
    r"|essential|better|not (?:possible|necessary|clear))\b)"
    r"|the (?:two|three|four|five|six|other|others|same|former|latter|resulting|second|first|third"
    r"|above|following|best (?:one|system|model)|authors' (?:method|approach))\b"
    r"|both (?!\S+(?: \S+){0,3} and )"
    r"|(?:in|on|for|with|by|to|under|from|after|of|due to|because of|based on|using|despite) "
    r"(?:this|these|those|that|it|them|such|all these|both)\b)",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    r"\b(?:these two|the (?:above|former|latter)|aforementioned|above-mentioned|mentioned above"
    r"|(?:see|in) (?:section|table|figure|fig\.|eq)|ours|the latter|my|(?<!\()i(?!\))|as follows"
    r"|the following"
    r"|to this end|for this (?:reason|purpose)|this (?:end|is|was|can|may|will|allows?|leads?"
    r"|makes?)"
    r"|does so|do so|doing so|such an? (?:approach|method|model|system|setting))\b"
    r"|\b(?:this|these|those)[,;.)]|\bto \w+ (?:this|these|it|them),",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^the (?:{METHODS}|{RESOURCES}|task|problem|network)s? "
    r"(?:\w+ly |also |further )?(?:is|are|was|were|has|have|can|could|may|will|\w{3,}(?:s|ed))\b",
    re.IGNORECASE,
)
"""`The model improves …`: which one was said before."""
_POINTER = re.compile(r"\b(?:this|these|those|such)\s+(?:\w+[ -]){0,2}?(\w+)", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|may|might|will|would|does|do|did|must"
    r"|should"
    r"|\w{3,}(?:s|ed|es))\b"
)
_FRAGMENT = re.compile(r"(?<!al)(?<!vs)(?<!g)(?<!e)(?<!approx)(?<!cf)(?<!etc)[.?!] [a-z]")
"""A heading that ran into its sentence."""
_FEWEST_WORDS, _MOST_WORDS = 6, 70
_ANTECEDENT_WORDS = 12
"""A pointer so many words into the sentence can point back inside it."""
_CLAUSE_WORDS = 5
"""Likewise where a new clause begins with it."""


def self_contained(text: str) -> bool:
    """True for a whole sentence that needs no other sentence to be understood."""
    count = len(text.split())
    if not _FEWEST_WORDS <= count <= _MOST_WORDS or not _whole(text):
        return False
    if damaged(text):
        return False
    if _OPENS_UNRESOLVED.match(text) or _ANYWHERE.search(text) or _BARE.match(text):
        return False
    return all(_resolved(text, m) for m in _POINTER.finditer(text))


def _resolved(text: str, pointer: re.Match[str]) -> bool:
    """The noun pointed at, or enough of the sentence, stands before the pointer."""
    before = text[: pointer.start()]
    noun = pointer.group(1).lower().rstrip("s")
    least = _CLAUSE_WORDS if re.search(r"(?:,|;|\band) $", before) else _ANTECEDENT_WORDS
    return noun in before.lower() or len(before.split()) >= least


def _whole(text: str) -> bool:
    """Starts like a sentence, ends like one, brackets and quotes closed, and has a verb."""
    if text[-1] not in '.!"”)' or text.endswith(("..", "…")) or text[:1].islower():
        return False
    if re.search(r"[{}\\]", text):  # remains of LaTeX
        return False
    if _FRAGMENT.search(text):
        return False
    closed = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    return closed and text.count('"') % 2 == 0 and bool(_VERB.search(text)) and text[-2:-1] != ":"
