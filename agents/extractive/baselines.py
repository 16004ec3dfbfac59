"""What a result is compared with: a whole noun phrase that names a system, or nothing."""

import re

_HEADS = (
    r"(?:baselines?|models?|systems?|methods?|approach(?:es)?|counterparts?|state[- ]of[- ]the[- ]"
    r"arts?|SOTA|SoTA|sota|works?|transformers?|parsers?|decoders?|encoders?|decoding|algorithms?|"
    r"frameworks?|techniques?|architectures?|networks?|classifiers?|taggers?|retrievers?|rankers?|"
    r"fine-?tuning|finetuning|pre-?training|training|prompting|tuning|distillation|sampling|search|"
    r"strateg(?:y|ies)|procedures?|competitors?|alternatives?|humans?|LLMs?|PLMs?|LSTMs?|SVMs?|"
    r"embeddings?|representations?|ensembles?|pipelines?|submissions?|defen[sc]es?|attention|"
    r"annotators?|performers?|variants?|translation|solutions?|learners?|metrics?|optimi[sz]ers?)"
)
_SYSTEM = re.compile(rf"(?:^|[\s-]){_HEADS}(?:\s+of\s+\S.*)?$")
_NAME = re.compile(r"^(?:the |a |an )?(?:[\w-]+ ){0,3}(?=\S*[A-Z]\S*[A-Z0-9])[\w+./-]+$")
_NEVER = re.compile(
    r"\b(?:averages?|averaged|means?|medians?|data ?sets?|corpus|corpora|test[- ]?sets?|"
    r"benchmarks?|"
    r"languages?|settings?|years?|all|both|results?|scores?|tasks?|they|them|it|those|that|these|"
    r"ours?|we|us|one|ones|others?|itself|which|half|is|are|was|were|has|have|does|do)\b"
    r"|[⟪⟦\"“”]|^\W|\bthe (?:two|three|four|five|six)\b",
    re.IGNORECASE,
)
_OF_SYSTEM = re.compile(
    r"\b(?:performances?|accuracy|quality|speed|sizes?|memory usage|usage|latency|training time|"
    r"efficiency|robustness|abilit(?:y|ies)|"
    r"capabilit(?:y|ies)|numbers?|amounts?|results?|cost|time|use|output|outputs) of\b"
)
"""A quantity or a product of a system, not the system."""
_UNENDED = re.compile(
    r"\b(?:previous|current|best|strong(?:est)?|prior|existing|new|same|latest|next|second|et al|"
    r"the|"
    r"an?|our|its|his|her|other|several|many|most|more|such|standard|original)$"
)
"""A phrase that stops before its noun."""
_ALLOWED_OTHER = re.compile(r"\b(?:all |all other |the other |other |our |both )", re.IGNORECASE)
_STOP = re.compile(
    r"[,;:()—–]|\.(?!\d)|$|\s(?P<word>on|in|by|for|with|at|and|or|while|when|across|respectively|"
    r"using|under|without|from|to|that|which|who|as|but|if|where|after|before|during|given|over|"
    r"than|despite|averaged|trained|based|proposed|up|even|through|via|whose|within|among|"
    r"throughout|because|since|not|only|both|is|are|was|were|has|have|according|regarding|"
    r"including|especially|particularly|depending|showing|achieving|demonstrating)\b"
)
_CUTTING = (
    "using under without that which who trained based proposed with whose given from "
    "to or not only via through "
)
_CUTS_NAME = frozenset(_CUTTING.split())
"""Words that go on telling which system is meant: what stands before them is not the whole."""
_WORDS = 9
_LISTED = re.compile(
    r",?\s*(?:and|or)\s(?!⟪|(?:on|achiev|obtain|is|are|can|show|reach|set|perform|demonstrat|"
    r"improv|reduc)\w*\b)|,\s*[A-Z][\w-]*(?:,|\s+and\b)"
)


def baseline(text: str, *, beaten: bool = False) -> str | None:
    """The system that a marked text starts with, in its words; None unless it is a whole one.

    Args:
        text: What follows `over`, `than`, `outperforms` and the like.
        beaten: It is the object of `outperforms`, which is a system whatever it is called.
    """
    text = text.lstrip()
    stop = _STOP.search(text)
    phrase = " ".join(text[: stop.start()].split()) if stop else ""
    if not stop or not _names_system(phrase, beaten):
        return None
    word, rest = stop["word"] or "", text[stop.start() :]
    if word == "in" and not beaten and re.match(r"\sin (?:the|our|its|their|an?)\s", rest):
        return None
    if word in _CUTS_NAME or _LISTED.match(rest):
        return None
    if rest.startswith(("(", "–", "—")) and not re.match(r"\([^()]{1,30}\)", rest):
        return None
    phrase = re.sub(r"\s\w+ly$", "", phrase)
    last = phrase.rsplit(" ", 1)[-1]
    participle = re.search(r"(?:ed|ing)$", last) and word in ("on", "in", "by", "for", "with", "at")
    return None if participle and not (last.endswith("ing") and word == "by") else phrase


def _names_system(phrase: str, beaten: bool) -> bool:
    if not phrase or len(phrase.split()) > _WORDS:
        return False
    if _NEVER.search(_ALLOWED_OTHER.sub("", phrase)):
        return False
    if _OF_SYSTEM.search(phrase) or _UNENDED.search(phrase):
        return False
    return beaten or bool(_SYSTEM.search(phrase) or _NAME.match(phrase))
