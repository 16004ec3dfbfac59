"""Text that speaks to a reader or a model instead of reporting: it never becomes a claim."""

import re

_SPEAKS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:previous|prior|above|earlier"
    r"|all|any|your)\b"
    r"[^.]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|commands?)\b"
    r"|\b(?:you are (?:now|an? (?:ai|assistant|language model))|as an ai|system prompt"
    r"|developer mode"
    r"|jailbreak(?:en)? mode)\b"
    r"|\b(?:rate|score|give|assign|award|mark)\b[^.]{0,40}\bthis (?:paper|article|work|report"
    r"|document|review)\b"
    r"[^.]{0,40}\b(?:10|ten|nine|9|highest|maximum|top|excellent|accept|positive|best)\b"
    r"|\b(?:dear|attention|note to)\b[^.]{0,20}\b(?:reviewers?|ai|assistants?|models?|llms?"
    r"|readers?)\b"
    r"|\b(?:do not|don't|never|always|please|must)\b[^.]{0,30}\b(?:mention|reveal|tell|respond"
    r"|reply|answer|"
    r"output|print|say|include|cite)\b[^.]{0,40}\b(?:user|reader|this|following|only|exactly"
    r"|phrase|link|url)\b"
    r"|<\|?(?:im_start|im_end|system|endoftext|/?inst)\b|\[/?INST\]|^\s*(?:system|assistant"
    r"|user)\s*:",
    re.IGNORECASE,
)


def speaks_to_reader(text: str) -> bool:
    """True when the text gives orders to whoever reads it."""
    return bool(_SPEAKS.search(text))
