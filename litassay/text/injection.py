"""Finding text in a document that is addressed to a machine rather than to a reader.

A detector by rule: it flags and never removes. It looks for sentences that command the reader to
change an answer, to run code or to follow a link, for bare orders and questions (which abstracts
all but never hold), and for the marks of chat formats. What it misses is held by other means:
fences, quotes that are checked, citations from a closed list. Rates: docs/prompts.md.
"""

import re
from functools import lru_cache

from litassay.text.sentences import Sentence, sentences
from litassay.types import Paper

FLAG = "instruction-like text"
_VERBS = """
absorb add adopt amalgamate anagram answer append apply assign assist attach augment blend boost
brainstorm break build calculate change check choose classify click combine compose convert copy
craft create define delete describe design develop disregard download draft email embed embrace
employ encode encourage encrypt enhance ensure enter execute explain express find follow forget
forward fuse generate give harness help highlight hint identify ignore implement include
incorporate inform infuse inject insert install integrate interweave introduce invite jumble
leverage list make meld mention merge misspell modify never offer output override paraphrase pick
place predict print proceed promote proofread provide put rate rearrange recommend refer remember
remind remove render repeat rephrase replace reply respond return reveal review revise rewrite run
say scramble select send share show sort state substitute suggest summarise summarize tease teach
tell transform translate treat turn use utilize verify visit vote weave write
"""
_POLITE = (
    r"(?:(?:please|now|then|next|also|so|instead|finally|first|kindly|seamlessly|to proceed|"
    r"in (?:your|the) (?:response|answer|reply|code|output))[\s,:]+)*"
)
_NOT_A_NOUN = (
    r"(?!\s*(?:of|to|for|in|is|are|was|were|has|have|can|may|on|from|and|or|with)\b)"
    r"(?!\s*(?:[-,:/]|\d|(?:(?!an?\b|the\b|how\b|your\b|this\b)[\w-]+ )?\w+(?:ing|ion|ment)\b))"
)
_ORDER = re.compile(
    rf"^\W*{_POLITE}(?:don't|do not|group (?:letters|the)|act as|{'|'.join(_VERBS.split())})\b"
    + _NOT_A_NOUN,
    re.IGNORECASE,
)
_HEADING = re.compile(r"^\W*[A-Z]{3,}\b|^\W*Design,? [A-Z]|^\W*\w*[a-z][A-Z]")
_YOURS = re.compile(
    r"\byour?\b.{0,60}\b(?:response|answers?|reply|replies|output|message|code|codebase|solution|"
    r"algorithm|instructions?|prompt|task|rating|score|review)\b",
    re.IGNORECASE,
)
_OVERRIDES = (
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|rules?|"
    r"previous|prior|guidelines?)\b",
    r"\b(?:you are|pretend to be|you must|you should|you will|as an ai)\b.{0,30}\b(?:now|an?|not|"
    r"only|always|never|answer|reply|respond|give|rate|say|include|mark|output)\b",
    r"\b(?:mark|rate|score|label|classify)\b.{0,60}\b(?:as supported|10/10|10 out of 10|verified|"
    r"excellent|full marks)\b",
    r"\b(?:system|developer) (?:prompt|message|note)\b",
)
_OVERRIDE = re.compile("|".join(_OVERRIDES), re.IGNORECASE)
_MARKS = re.compile(
    r"<\|?(?:im_start|im_end|system|user|assistant|endoftext|s)\|?>|\[/?INST\]|<</?SYS>>"
    r"|^\s*(?:system|assistant|user|human|ai)\s*:|DATA [0-9a-f]{8,}|```"
    r"|\b(?:import|from) (?:os|requests|subprocess|socket|sys)\b|\bfrom http\w*(?:\.\w+)? import\b",
    re.IGNORECASE | re.MULTILINE,
)
_QUESTION = re.compile(
    r"^\W*(?:(?:can|could|would|will|do) you|how do (?:you|i)|what's\b|what is '|who )"
    r"|^\W*(?:what (?:is|are) the|how do) (?:[\w'=-]+ ){0,9}[\w'=-]+\?$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://|\bwww\.|[\w.]+@[\w-]+\.\w|\b[\w-]+\.(?:com|net|xyz|biz|info|io|org)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def instruction_like(text: str) -> tuple[Sentence, ...]:
    """The sentences that look like instructions, in order."""
    return tuple(s for s in sentences(text) if is_instruction(s.text))


def is_instruction(sentence: str) -> bool:
    """True when one sentence looks like an instruction, an order or a mark of a chat format."""
    if any(p.search(sentence) for p in (_OVERRIDE, _MARKS, _QUESTION, _YOURS)):
        return True
    return bool(_ORDER.search(sentence)) and not _HEADING.search(sentence)


def has_link(text: str) -> bool:
    """True when a text holds a web or mail address: prose that we publish never does."""
    return bool(_LINK.search(text))


def flagged(paper: Paper) -> Paper:
    """The paper with a warning for each passage that holds instruction-like text."""
    found = [f"{FLAG} in {p.locator}" for p in paper.passages if instruction_like(p.text)]
    if instruction_like(paper.title):
        found.insert(0, f"{FLAG} in title")
    new = [flag for flag in dict.fromkeys(found) if flag not in paper.flags]
    return paper.model_copy(update={"flags": (*paper.flags, *new)}) if new else paper
