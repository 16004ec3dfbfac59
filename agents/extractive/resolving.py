"""What `It` and `This method` stand for, where the sentences before leave no doubt."""

import re

from agents.extractive.contribution import METHODS, RESOURCES, Contribution

_KIND = rf"(?:{METHODS}|{RESOURCES}|measure|loss|task)"
_ADVERBS = r"(?:(?:also|further|furthermore|even|\w+ly) )*"
_SUBJECT = re.compile(
    rf"(?:[A-Z]\w+, )?(?:(?:[Ii]t|They)|(?:[Tt]his|[Tt]hese|[Tt]he) (?P<kind>(?:[\w-]+ )?{_KIND})) "
    rf"(?={_ADVERBS}(?:is|are|was|can|has|does|\w{{3,}}(?:[^s]s|ed)|outperform|achieve)\b)"
)
_EXPLETIVE = re.compile(
    r"^It (?:\w+ )?(?:is|was|remains|has been|can be) (?:\w+ ){0,2}(?:that|to|whether|how|why"
    r"|shown|known|found|possible|important|clear|unclear|difficult|hard|necessary|crucial)\b"
)
_PRESENTED = re.compile(
    rf"\b[Ww]e (?:\w+ ){{0,2}}(?:propose|introduce|present|develop|design|devise|describe)\b"
    rf"|^(?:[\w ]{{0,40}}, )?[Oo]ur (?:[\w-]+ ){{0,3}}{_KIND}\b"
)
_THIS_METHOD = re.compile(
    r"\bthis (?:novel |new |simple )?(?P<kind>method|approach|model|framework|system|technique)\b"
)
_SECOND_PART = 0.4
_NOUN = re.compile(rf"\b(?P<kind>{_KIND})\b", re.IGNORECASE)


def resolved(
    sentence: str, about: str, made: Contribution, position: float = 0.0
) -> tuple[str, str]:
    """The sentence with its subject named, and what the next sentence may point at.

    Args:
        sentence: As the source has it.
        about: What the sentence before was on: a kind of thing that the paper presents, or empty.
        made: What the paper contributes.
        position: 0 for the first sentence and 1 for the last; `This method …` in the second part
            is the paper's own.
    """
    subject = _SUBJECT.match(sentence)
    if position >= _SECOND_PART and made.proposes:
        sentence = _THIS_METHOD.sub(r"our \g<kind>", sentence)
    late = position >= _SECOND_PART and sentence.startswith("This ") and subject is not None
    if subject and (about or late) and not _EXPLETIVE.match(sentence):
        kind = subject.group("kind") or about
        return f"Our {kind} {sentence[subject.end() :]}", about or kind
    named = bool(made.name) and re.match(rf"(?:\w+, )?{re.escape(made.name)}\b", sentence)
    if named:
        return sentence, "method" if made.kind != "resource" else "dataset"
    if not _PRESENTED.search(sentence):
        return sentence, ""
    noun = _NOUN.search(sentence[_PRESENTED.search(sentence).start() :])  # type: ignore[union-attr]
    return sentence, noun.group("kind").lower() if noun else "method"
