"""Splitting a question into the parts that it asks itself: its sentences and coordinated questions.

It adds nothing: a question of one clause has one part. A later part that says `it` or `they` is
given what the first part is on. Question words, auxiliaries and pronouns are closed classes of
English; no other word is looked at.
"""

import re

_WORD = r"(?:what|which|how|why|when|where|who|whether|to what extent)\b"
_AUXILIARY = r"(?:do|does|did|is|are|was|were|can|could|should|has|have|had|will|would)\b"
_ASKS = re.compile(rf"\W*(?:in \S+ )?(?:{_WORD}|{_AUXILIARY})", re.IGNORECASE)
_CLAUSE = re.compile(
    rf"\s*[,;]\s*(?:and\s+|or\s+|but\s+)?(?={_WORD}|{_AUXILIARY})|\s+and\s+(?={_WORD}|{_AUXILIARY})",
    re.IGNORECASE,
)
_TOPICS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:what|which) (?:is|are|was|were) (?P<topic>.+)",
        rf"(?:what|which) (?P<topic>.+?) {_AUXILIARY}",
        rf"(?:what|who) (?!{_AUXILIARY})\w+s (?P<topic>.+)",
        rf"(?:{_WORD} )?{_AUXILIARY} (?P<topic>.+?) (?:be|been)\b",
    )
)
"""Where a clause names what it is on: `what are TOPIC`, `what TOPIC do …`, `what causes TOPIC`,
`how can TOPIC be …`."""
_PRONOUN = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
_MOST = 5


def parts(question: str) -> tuple[str, ...]:
    """One to five sub-questions, in the order and in the words of the question."""
    pieces = [p.strip(" ,;?.") for s in _sentences(question) for p in _clauses(s)]
    topic = _topic(pieces[0])
    worded = [pieces[0], *(_alone(p, topic) for p in pieces[1:])]
    return tuple(dict.fromkeys(_sentence(p) for p in worded))[:_MOST]


def _sentences(question: str) -> list[str]:
    """The sentences that ask; what only introduces stays out unless nothing asks."""
    text = " ".join(question.split())
    found = [s for s in re.split(r"(?<=[.?!])\s+", text) if s]
    return [s for s in found if s.endswith("?") or _ASKS.match(s)] or [text]


def _clauses(sentence: str) -> list[str]:
    found: list[str] = []
    for piece in _CLAUSE.split(sentence):
        if found and not _ASKS.match(found[-1]):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _topic(clause: str) -> str:
    """What the clause is on; empty where its form does not show it."""
    found = (pattern.match(clause) for pattern in _TOPICS)
    return next((m["topic"] for m in found if m), "")


def _alone(clause: str, topic: str) -> str:
    """The clause with the topic for its first pronoun."""
    if not topic:
        return clause
    owned = _POSSESSIVE.search(clause)
    if owned:
        return f"{clause[: owned.start()]}the{clause[owned.end() :]} of {topic}"
    return _PRONOUN.sub(lambda _: topic, clause, count=1)


def _sentence(text: str) -> str:
    """With a capital; a question mark where it asks."""
    return text[:1].upper() + text[1:] + ("?" if _ASKS.match(text) else ".")
