"""Splitting a question into its parts, each worded to be understood alone.

The parts are the clauses of the question; a question of one clause gets the facets that its form
makes meaningful: what is measured, under which conditions, with which limits.
"""

import re
from collections.abc import Sequence

from agents.extractive.concepts import Concept, names_a_thing, quality
from agents.extractive.terms import terms

_ASKING = r"(?:what|which|how|why|when|where|who|do|does|are|is|can|to what extent)\b"
_STARTS = re.compile(
    rf"\W*(?:{_ASKING}|(?:is|was|were|have|has|had|could|should|will|would|describe|suggest|explain"
    r"|list|discuss|to what extent)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(rf"(?:[,;]\s*(?:and\s+)?|\s+and\s+)(?={_ASKING})", re.IGNORECASE)
_REQUEST = re.compile(r"\W*(?:describe|suggest|explain|list|discuss)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(they|them|it)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(their|its)\b", re.IGNORECASE)
_LIST_TOPIC = re.compile(r"^(?:in [\w\s-]+, )?(?:what|which) (?:is|are|were) (.+)$", re.IGNORECASE)
_MADE_TOPIC = re.compile(
    r"^(?:what|which) ([\w\s-]+?) (?:have|has) .*?(?:developed|proposed|used|built|made)( .+)?$",
    re.IGNORECASE,
)
_CAUSED_TOPIC = re.compile(
    r"^what (?:causes?|drives?|affects?|influences?|determines?|explains?|triggers?) (.+)$", re.I
)
_SUBJECT_TOPIC = re.compile(
    r"^(?:how )?(?:have|has|had|are|is|were|was|can|could|do|does|did|should) (.+)$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:(?:the|some|good|best|leading|main|most|important|recent|known|common)\s+)+",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s(?:improve|affect|impact|work|help|reduce|increase|lead|differ|enhance)\b.*$", re.IGNORECASE
)
_OF_LIMITS = re.compile(
    r"\b(?:limit|challeng|problem|disadvantage|weakness|condition|fail|not robust|obstacle)",
    re.IGNORECASE,
)
_OF_MEASURES = re.compile(r"\b(?:evaluat|measur|benchmark|metric|dataset|well do)", re.IGNORECASE)
_MOST = 5


def parts(question: str, found: Sequence[Concept]) -> tuple[str, ...]:
    """Two to five sub-questions; `found` are the concepts of the whole question."""
    clauses = _clauses(question)
    noun = terms(quality(question))
    found = [c for c in found if c.terms != noun and names_a_thing(c)]
    found = [c for n, c in enumerate(found) if not _governs(c, found[n + 1 :], question)]
    topic, about = topic_of(clauses[0]), _about(found)
    worded = [_sentence(clauses[0])]
    worded += [_sentence(_alone(clause, topic, about)) for clause in clauses[1:]]
    wanted = 2 if len(clauses) > 1 else 3
    for facet in _facets(question, about or topic, found):
        if len(worded) < wanted:
            worded.append(facet)
    return tuple(dict.fromkeys(worded))[:_MOST]


def _governs(concept: Concept, later: Sequence[Concept], question: str) -> bool:
    """True for a verb with its object, as in `detecting generated text`."""
    return concept.name.endswith("ing") and any(
        f"{concept.name} {c.name}" in question for c in later
    )


def _clauses(question: str) -> list[str]:
    """Sentences and coordinated questions; what only introduces stays with what asks."""
    text = question.strip()
    sentences = [s.strip() for s in re.split(r"(?<=[.?!])\s+", text) if s.strip()]
    asking = [s for s in sentences if s.endswith("?") or _STARTS.match(s)] or [text]
    clauses: list[str] = []
    for piece in (p for sentence in asking for p in _CLAUSE.split(sentence)):
        piece = piece.strip(" ,;?.")
        if clauses and not _STARTS.match(clauses[-1]):
            clauses[-1] = f"{clauses[-1]}, {piece}"
        elif piece:
            clauses.append(piece)
    return clauses or [text]


def topic_of(clause: str) -> str:
    """The noun phrase that later clauses mean by `they` or `it`."""
    made = _MADE_TOPIC.match(clause)
    if made:
        return _LEADING.sub("", made.group(1) + (made.group(2) or "")).strip(" ,")
    listed = _LIST_TOPIC.match(clause)
    if listed:
        return _LEADING.sub("", listed.group(1)).strip(" ,")
    caused = _CAUSED_TOPIC.match(clause)
    if caused:
        return _LEADING.sub("", caused.group(1)).strip(" ,")
    subject = _SUBJECT_TOPIC.match(clause)
    if subject:
        return _LEADING.sub("", _VERB.sub("", subject.group(1)).replace(" been ", " ")).strip(" ,")
    return clause


def _alone(clause: str, topic: str, about: str) -> str:
    """The clause with its pronouns replaced by what they stand for."""
    if _PRONOUN.search(clause):
        topic = about if about and _STARTS.match(topic) else topic
        return _PRONOUN.sub(lambda _: topic, clause, count=1)
    if _POSSESSIVE.search(clause):
        return _POSSESSIVE.sub("the", clause, count=1) + f" of {topic}"
    if about and not set(terms(clause)) & set(terms(topic)):
        return f"{clause} in research on {about}"
    return clause


def _facets(question: str, about: str, found: Sequence[Concept]) -> list[str]:
    """Further parts that the form of the question makes meaningful."""
    noun = quality(question)
    facets = []
    if noun and found:
        facets.append(f"How is the {noun} of {found[0].name} measured?")
    elif not _OF_MEASURES.search(question):
        facets.append(f"How is research on {about} evaluated, and with what results?")
    if not _OF_LIMITS.search(question):
        facets.append(f"What limitations or conditions are reported for {about}?")
    return facets or [f"What do comparisons show in research on {about}?"]


def facet_words(text: str) -> str:
    """What a sub-question asks of its topic, as search words; empty for the thing itself."""
    limits = re.search(r"\b(?:limitations?|challenges|weaknesses|disadvantages)\b", text, re.I)
    measures = re.search(r"\b(?:evaluated|measured|metrics|benchmarks)\b", text, re.IGNORECASE)
    asked = ["limitations"] * bool(limits) + ["evaluation"] * bool(measures)
    return " ".join(asked)


def _about(found: Sequence[Concept]) -> str:
    """The three weightiest concepts in their order in the question: `a, b and c`."""
    heavy = sorted(found, key=lambda c: -c.weight)[:3]
    names = [c.name for c in found if c in heavy]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _sentence(clause: str) -> str:
    """With a capital and a question mark (a request ends in a full stop)."""
    clause = re.sub(r"\s+", " ", clause).strip(" ,;.?")
    return clause[:1].upper() + clause[1:] + ("." if _REQUEST.match(clause) else "?")
