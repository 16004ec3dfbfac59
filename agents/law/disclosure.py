"""What a report has to say of itself, derived from the records of its run, and whether it does.

A fact counts as said when one sentence of the limitations (or, where marked, of the abstract,
answer or contradictions) holds a word from each of its groups. Sentences are read one at a time
and only up to a length, so that no heap of words can stand for a disclosure.
"""

from collections.abc import Iterable

from litassay.text.sentences import sentences
from litassay.text.words import STOP_WORDS
from litassay.text.words import words as words_of
from litassay.types import Case, Dossier, Due, Statement

LONGEST = 500
"""Characters of one statement that are read."""
_FAILED = (
    "fail unreachable unavailable answer respond timed timeout rate limit error malformed refused "
    "could reached unauthorised unauthorized denied"
)
_NO = "no not none without lack lacking nothing insufficient unanswered uncovered gap little"
_CONTRA = (
    "contradict disagree conflict inconsistent contrary refute dispute opposite mixed contest "
    "against differ"
)
_UNSURE = (
    "not unverified unsupported unconfirmed insufficient unchecked without lack no only refute"
)
_ALONE = "one single sole alone only corroborate independent independently replicate uncorroborated"


def due(dossier: Dossier) -> tuple[Due, ...]:
    """What this run obliges its report to say, the gravest first."""
    return (
        *_sources(dossier),
        *_contradictions(dossier),
        *_claims(dossier),
        *_questions(dossier),
        *_works(dossier),
    )


def disclosed(one: Due, dossier: Dossier) -> bool:
    """True when a single sentence of the report's own caveats says it."""
    draft = dossier.draft
    if one.name == "contradictions" and not draft.contradictions:
        return False
    places: Iterable[Statement] = (*draft.limitations, *draft.contradictions, *draft.abstract)
    said = (one_sentence for s in places for one_sentence in sentences(s.text[:LONGEST]))
    texts = (f" {' '.join(words_of(s.text.replace('_', ' ')))} " for s in said)
    return any(all(any(_says(text, w) for w in group) for group in one.words) for text in texts)


def _says(text: str, word: str) -> bool:
    """A word of four letters or more also stands for the words that it begins."""
    return f" {word}" in text if len(word) >= 4 else f" {word} " in text


def _sources(dossier: Dossier) -> list[Due]:
    failed = sorted({s.source for s in dossier.searches if s.failed})
    return [
        Due(
            name=f"source:{name}",
            fact=f"{name} did not answer",
            words=((" ".join(words_of(name.replace("_", " "))),), tuple(_FAILED.split())),
            weight=3,
        )
        for name in failed
    ]


def contested(dossier: Dossier) -> tuple[Case, ...]:
    """Claims that the report asserts although works speak against them, and refuted ones."""
    shown = {c.id for c in dossier.shown()}
    return tuple(
        c
        for c in dossier.claims
        if any(p.stance == "REFUTES" for p in c.proofs)
        and (c.verdict == "REFUTED" or (c.id in shown and c.contradicted_by))
    )


def _contradictions(dossier: Dossier) -> list[Due]:
    against = contested(dossier)
    split = [f for f in dossier.findings if f.groups_for and f.groups_against]
    if not against and not split:
        return []
    fact = f"{len(against)} claims are contradicted by retrieved documents"
    if not against:
        fact = f"papers stand on both sides of {len(split)} findings"
    return [Due(name="contradictions", fact=fact, words=(tuple(_CONTRA.split()),), weight=2)]


def _claims(dossier: Dossier) -> list[Due]:
    found = []
    open_ = [c for c in dossier.claims if c.verdict in ("NOT_ENOUGH_INFO", "NOT_CHECKED", None)]
    if open_:
        fact = f"{len(open_)} of {len(dossier.claims)} claims could not be verified"
        words = (("claim", "finding", "statement", "evidence", "result"), tuple(_UNSURE.split()))
        found.append(Due(name="unverified", fact=fact, words=words))
    alone = [
        c
        for c in dossier.claims
        if c.verdict == "SUPPORTED" and not c.corroborated_by and c.id not in dossier.confirmed
    ]
    if alone:
        fact = f"{len(alone)} claims rest on one paper alone"
        words = (("claim", "finding", "statement", "evidence", "result"), tuple(_ALONE.split()))
        found.append(Due(name="single-source", fact=fact, words=words))
    if not dossier.claims:
        fact = "no claim was found"
        found.append(Due(name="no-claims", fact=fact, words=(tuple(_NO.split()),), weight=3))
    return found


def _questions(dossier: Dossier) -> list[Due]:
    told = {c.id for c in dossier.claims if c.verdict == "SUPPORTED"}
    covered = {
        name
        for g in dossier.draft.results
        for name, text in dossier.sub_questions
        if g.sub_question in (name, text) and any(told & set(s.claim_ids) for s in g.statements)
    }
    found = []
    for name, text in dossier.sub_questions:
        if name in covered or len(dossier.sub_questions) < 2:
            continue
        topics = [w for w in words_of(text) if w not in STOP_WORDS and len(w) >= 4][:4]
        named = (name, "sub-question", "part of the question", *topics)
        words = (named, tuple(_NO.split()))
        fact = f"no verified claim answers {name}"
        found.append(Due(name=f"sub-question:{name}", fact=fact, words=words))
    return found


def _works(dossier: Dossier) -> list[Due]:
    used = [w for w in dossier.works if w.included]
    brief = bool(dossier.claims) and all(c.locator == "abstract" for c in dossier.claims)
    facts = (
        (brief, "abstracts-only", "every quote comes from an abstract", _ABSTRACTS),
        (any(w.not_read for w in used), "not-read", "papers could not be read", _UNREAD),
        (
            any(w.reason in ("over_limit", "not_screened") for w in dossier.works),
            "over-limit",
            "works were left unread",
            _LIMIT,
        ),
        (any(w.retracted for w in dossier.works), "retracted", "a work is retracted", _RETRACTED),
    )
    return [Due(name=name, fact=fact, words=words) for true, name, fact, words in facts if true]


_ABSTRACTS = (("abstract",),)
_UNREAD = (("read", "full text", "text"), ("not", "no", "without", "could"))
_LIMIT = (("limit", "most", "below", "ranked", "screened", "read"),)
_RETRACTED = (("retract",),)
