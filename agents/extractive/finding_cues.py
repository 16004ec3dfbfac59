"""What a sentence of an abstract does: states a finding, presents an approach, or neither."""

import re
from typing import Literal

Role = Literal["finding", "approach", "other"]

_REPORTS = re.compile(
    r"\b(?:show|shows|showed|shown|find|finds|found|demonstrates?|demonstrated|reveals?|revealed"
    r"|observes?|observed|indicates?|indicated|suggests?|suggested|suggesting|confirms?|confirmed"
    r"|concludes?|concluded|discover(?:s|ed)?|proves?|proved|establish(?:es|ed)?|verif(?:y|ies|ied)"
    r"|validates?|illustrates?|highlights?|reports?|reported)\s+(?:\w+ly,?\s+)?(?:that|how|why)\b"
    r"|\bfound to be\b|^[^.]{0,40}\b(?:we|results?|experiments?|analys[ei]s|findings?|evaluations?"
    r"|stud(?:y|ies))\b[^.]{0,60}\b(?:show|demonstrat|reveal|observ|confirm)\w*\b",
    re.IGNORECASE,
)
_PRAISES_ITSELF = re.compile(
    r"\b(?:sheds? (?:new )?light|paves? the way|opens? (?:up )?(?:new |the )?(?:avenues?"
    r"|possibilit|directions?|doors?)"
    r"|to the best|to our knowledge|first (?:attempt|work|study|time|step)"
    r"|highlights? the (?:importance|need)"
    r"|underscores? the|promising (?:future|direction|avenue)|calls? for|we (?:thank|encourage"
    r"|call))\b",
    re.IGNORECASE,
)
"""Sentences about the work's worth, which state nothing that was found."""
_OUTCOME = re.compile(
    r"\b(?:outperform|surpass|exceed|achiev|attain|obtain|yield|improv|reduc|increas|decreas|degrad"
    r"|boost|enhanc|drop|fail|suffer|lead|result|correlat|generali[sz]|struggl|vulnerab|benefit"
    r"|beat"
    r"|comparable|competitive|significant|effective|consisten|robust|worse|better|higher|lower"
    r"|sensitive|unreliab|reliab|stable|unstable|state-of-the-art)\w*\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s?(?:%|points?\b|x\b|times\b|×)|\b\d+\.\d+\b")
_OWN = re.compile(r"\b(?:our|we|proposed)\b", re.IGNORECASE)
_STUDIES = re.compile(
    r"\b(?:experiments?|results?|findings?|evaluations?|empirical(?:ly)?)\b", re.IGNORECASE
)
_PRESENTS = re.compile(
    r"\b(?:we|paper|work|study|article)\b[^.]{0,50}?\b(?:propos|introduc|present|develop|devis"
    r"|design"
    r"|construct|build|creat|releas|describ)\w*\b",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"\b(?:(?:in this (?:paper|work|study|article|survey)|here|to this end),? we"
    r"|we|(?:this|our) (?:paper|work|study|article|survey"
    r"|tutorial))\s+(?:\w+ly )?(?:also )?(?:aims?|stud(?:y|ies)"
    r"|investigates?|explores?|examines?|address(?:es)?|focus(?:es)?|discuss(?:es)?|consider|review"
    r"|surveys?|ask|seek|tackles?|analy[sz]es?|compares?|conduct|perform|evaluates?|test|benchmark"
    r"|strive|zoom|wish|try|work on|seek|is aimed|are aimed"
    r"|hope|plan|intend|attempt|summari[sz]es?|provides? (?:an? )?(?:overview|review|survey))\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"^(?:(?:however|but|yet|unfortunately|nevertheless|despite)\b,?\s*)?"
    r"(?:recent(?:ly)?|existing|previous(?:ly)?|prior|current(?:ly)?|traditional(?:ly)?"
    r"|conventional"
    r"|most|many|while|although|despite|in recent years|over the|with the|there (?:is|has|have)"
    r"|the (?:task|problem|goal|aim|rise|advent|success|emergence|rapid|growing|increasing)"
    r"|early)\b"
    r"|\b(?:has|have) (?:recently |become|gained|attracted|received|been|emerged|led|made)\b"
    r"|\b(?:is|are|remains?) (?:still )?(?:an? )?(?:\w+ )?(?:crucial|essential|important"
    r"|fundamental"
    r"|challenging|critical|open|key|vital|popular|widely)\b"
    r"|\b(?:little|less|limited) (?:is known|attention|work|research|has)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:code|data|dataset|datasets|models?|resources?|demo|system|materials?|implementation"
    r"|software)\b"
    r"[^.]{0,60}\b(?:available|released?|open-sourced?|found at|accessible|public)\b"
    r"|https?://|\bgithub\b|\b(?:we|will) (?:publicly )?(?:release|open-source|make)\b"
    r"|\bshared task\b[^.]{0,60}\b(?:participat|submi|team|rank)|\bwe hope\b|\bfuture (?:work"
    r"|research)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:we will|the (?:rest|remainder) of|is organi[sz]ed|this (?:tutorial|workshop|thesis))\b",
    re.I,
)


def role(sentence: str, position: float) -> Role:
    """What the sentence does; `position` is 0 for the first of the text and 1 for the last."""
    if any(p.search(sentence) for p in (_ANNOUNCES, _PLAN, _PRAISES_ITSELF)):
        return "other"
    own = bool(_OWN.search(sentence))
    background = bool(_BACKGROUND.search(sentence)) and not own
    if _REPORTS.search(sentence):
        return "finding" if (own or position > 0.3) and not background else "other"
    if background or _AIMS.search(sentence):
        return "other"
    if _PRESENTS.search(sentence):
        return "approach"
    outcome = bool(_OUTCOME.search(sentence)) or bool(_NUMBER.search(sentence))
    told = own or bool(_STUDIES.search(sentence)) or position >= 0.5
    return "finding" if outcome and told else "other"


def strength(sentence: str) -> float:
    """0 to 1: how much of a finding the sentence states: reported, compared, in numbers."""
    reported = 0.45 * bool(_REPORTS.search(sentence))
    outcome = 0.3 * bool(_OUTCOME.search(sentence))
    return round(reported + outcome + 0.25 * bool(_NUMBER.search(sentence)), 2)
