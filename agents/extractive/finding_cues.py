"""What a sentence of an abstract does: states a finding, presents an approach, or neither."""

import re
from typing import Literal

from agents.extractive.terms import terms

Role = Literal["finding", "approach", "other"]

_REPORTS = re.compile(
    r"\b(?:show|shows|showed|shown|find|finds|found|demonstrates?|demonstrated|reveals?|revealed"
    r"|observes?|observed|indicates?|indicated|suggests?|suggested|suggesting|confirms?|confirmed"
    r"|concludes?|concluded|discover(?:s|ed)?|proves?|proved|establish(?:es|ed)?|verif(?:y|ies|ied)"
    r"|validates?|illustrates?|highlights?|reports?|reported|argues?|argued)\s+(?:\w+ly,?\s+)?(?:that|how|why)\b"
    r"|\bfound to be\b|^[^.]{0,40}\b(?:we|results?|experiments?|analys[ei]s|findings?|evaluations?"
    r"|stud(?:y|ies))\b[^.]{0,60}\b(?:show|demonstrat|reveal|observ|confirm)\w*\b",
    re.IGNORECASE,
)
_PRAISES_ITSELF = re.compile(
    r"\b(?:sheds? (?:new )?light|paves? the way|opens? (?:up )?(?:new |the )?(?:avenues?"
    r"|possibilit|directions?|doors?)"
    r"|to the best|to our knowledge|first (?:attempt|work|study|time|step)"
    r"|highlights? the (?:importance|need)|(?:emphasi[sz]e|stresse)s? the need"
    r"|several (?:important|interesting|key) (?:findings|insights)"
    r"|a (?:pressing|growing|urgent) (?:need|imperative)"
    r"|lay(?:s|ing)? the (?:groundwork|foundation)"
    r"|underscores? the|promising (?:future|direction|avenue)|calls? for|we (?:thank|encourage"
    r"|call))\b",
    re.IGNORECASE,
)
"""Sentences about the work's worth, which state nothing that was found."""
_CHANGES = (
    r"improv(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|degrad(?:e|es|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|mitigat(?:e|es|ed|ing)"
    r"|alleviat(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|promot(?:e|es|ed|ing)"
    r"|achiev(?:e|es|ed|ing)|help(?:s|ed|ing)?|ensur(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?"
)
_PURPOSE = re.compile(
    r"(?<!shown )(?<!found )(?<!able )(?<!fails )(?<!failed )(?<!fail )(?<!proven )(?<!proved )"
    r"(?<!helps )(?<!help )(?<!tend )(?<!tends )(?<!seems )(?<!likely )(?<!used )(?<!ability )"
    rf"\b(?:to|for|towards?|aims? at|can|could|may|might) (?:\w+ly )?(?:{_CHANGES})\b",
    re.IGNORECASE,
)
"""What something is meant to do, which is no outcome."""
_OUTCOME = re.compile(
    rf"\b(?:{_CHANGES}|outperform\w*|surpass\w*|exceed\w*|beat(?:s|en)?|attain\w*|obtain\w*"
    r"|yield\w*|drop(?:s|ped)?|fail(?:s|ed|ure)?|suffer\w*|leads? to|led to|results? in|resulted in"
    r"|correlat\w*|generali[sz](?:e|es|ed|ing)|struggl\w*|vulnerab\w*|benefits?|benefited|hurts?"
    r"|harms?|comparable|competitive|significant(?:ly)?|(?:in)?effective(?:ly)?|worse|better|higher"
    r"|lower|faster|superior|inferior|sensitive|unreliable|reliably|unstable|state-of-the-art|sota"
    r"|(?:is|are|remains?) (?:\w+ )?(?:robust|consistent|inconsistent|reliable|stable|brittle"
    r"|difficult|challenging|limited|faithful|unfaithful|biased)"
    r"|(?:more|less) (?:robust|accurate|reliable|faithful|efficient|vulnerable|sensitive|stable)"
    r"|raises?|raised|gains?|gained|reach(?:es|ed)?|more \w+ than|less \w+ than"
    r"|evad(?:e|es|ed)|bypass(?:es|ed)?|removes?|lacks?|ranked)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"^(?:[\w\s,-]{0,60}?, )?(?:(?:then|first|second|finally|next|specifically|also),? )?"
    r"(?:we|(?:our|the|this) (?:[\w-]+ ){0,3}?(?:method|approach|model|framework|system|technique"
    r"|algorithm|architecture|strategy|pipeline|paper|work|study)|it|(?-i:[A-Z][\w-]*[A-Z]\w*))"
    r" (?:\w+ly |also |then |first |further |can )*"
    r"(?:us(?:e|es|ed)|utili[sz]\w+|employ\w*|leverag\w+|train\w*|(?:fine|pre)-?tun\w+|pretrain\w*"
    r"|pre-train\w*|appl(?:y|ies|ied)|adopt\w*|design\w*|generat\w+|collect\w*|annotat\w+"
    r"|encod\w+|integrat\w+|incorporat\w+|combin\w+|extend\w*|formali[sz]\w+|defin\w+"
    r"|search\w*|select\w*|sampl\w+|extract\w*|construct\w*|consists?|compris\w+|takes?|took"
    r"|prompt\w*|ask\w*|learn\w*|represent\w*|comput\w+|measur\w+|creat\w+|curat\w+|build\w*"
    r"|built|review\w*|releas\w+|provid\w+|introduc\w+|propos\w+|present\w*|develop\w*|start\w*"
    r"|begin\w*|perform (?:an?|extensive|experiments)|carry out|carried out|quantif\w+"
    r"|assess\w*|evaluat\w+|experiment\w*|describ\w+|implement\w*|follow\w*|convert\w*|transform\w*"
    r"|optimi[sz]\w+|obtains? \w+ information)\b",
    re.IGNORECASE,
)
"""What is done, not what came out."""
_CAME_OUT = re.compile(
    r"\b(?:achieving|outperforming|resulting|leading to|yielding|showing|reaching|improving"
    r"|obtaining|surpassing"
    r"|and (?:achiev|outperform|obtain|reach|improv|surpass|yield|show|find|found|observ)\w*"
    r"|which (?:\w+ )?(?:achiev|outperform|improv|yield|lead|reduc|surpass|result)\w*)\b"
    r"|\d+(?:\.\d+)?\s?(?:%|points?\b)",
    re.IGNORECASE,
)
_CHECKED = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ly )?(?:evaluated|assessed|tested|conducted|carried out"
    r"|performed|studied|measured|compared)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s?(?:%|points?\b|x\b|times\b|×)|\b\d+\.\d+\b")
_OWN = re.compile(r"\b(?:our|we|the proposed)\b", re.IGNORECASE)
_MEASURED = re.compile(
    rf"\b(?:{_CHANGES}|lower(?:s|ed)|rais(?:es|ed)|hurts?|drop(?:s|ped)|cuts?|los(?:es|t)|gain(?:s|ed)"
    r"|outperform(?:s|ed)|beats?|halves|doubles)\b[^.;]*?\bby (?:up to |about |around |over |\w+ )?"
    r"\d+(?:\.\d+)?\s?(?:%|percent|points?\b|x\b|times\b)"
    r"|\b(?:worse|better|higher|lower|(?:more|less) \w+)\b[^.,;]*\bthan\b"
    r"|\b(?:does|do|did) not (?:\w+ly )?(?:improve|help|hurt|harm|reduce|increase|degrade|affect"
    r"|change|outperform|benefit|lead|yield)\b"
    r"|\b(?:no|little) (?:\w+ )?(?:improvement|gain|benefit|effect|difference|loss|drop)s?\b",
    re.IGNORECASE,
)
"""An outcome that is measured, compared or denied, as background seldom is."""
_CONTRASTS = re.compile(r"(?:however|but|yet|unfortunately|nevertheless|still)\b", re.IGNORECASE)
_TIES = frozenset(
    terms("yield yields lead leads led results resulted shows gives is are was were has have")
)
"""Words between the subject and what is measured."""
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
    r"|\b(?:present|describ)\w*\b[^.]{0,40}\b(?:submission|participation|entry|entries)\b"
    r"|\bshared task\b[^.]{0,60}\b(?:participat|submi|team|rank)|\bwe hope\b|\bfuture (?:work"
    r"|research)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:we will|the (?:rest|remainder) of|is organi[sz]ed|this (?:tutorial|workshop|thesis))\b",
    re.I,
)


def role(sentence: str, position: float, title: str = "") -> Role:
    """What the sentence does; `position` is 0 for the first of the text and 1 for the last.

    `title` is that of the paper: early in the text, what is said of its subject is a finding.
    """
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
    if (_STEP.search(sentence) or _CHECKED.search(sentence)) and not _CAME_OUT.search(sentence):
        return "other"
    outcome = bool(_OUTCOME.search(_PURPOSE.sub(" ", sentence))) or bool(_NUMBER.search(sentence))
    told = own or position >= 0.5 or bool(_STUDIES.search(sentence)) or _of_title(sentence, title)
    return "finding" if outcome and told else "other"


def _of_title(sentence: str, title: str) -> bool:
    """True when what is measured or compared is what the title names, and little else."""
    match = None if _CONTRASTS.match(sentence) else _MEASURED.search(sentence)
    subject = set(terms(sentence[: match.start()])) if match else set()
    return bool(subject) and subject - _TIES <= set(terms(title))


def reports(sentence: str) -> bool:
    """True when the sentence says in so many words that this work found something."""
    return bool(_REPORTS.search(sentence)) and not _BACKGROUND.search(sentence)


def strength(sentence: str) -> float:
    """0 to 1: how much of a finding the sentence states: reported, compared, in numbers."""
    reported = 0.45 * bool(_REPORTS.search(sentence))
    outcome = 0.3 * bool(_OUTCOME.search(_PURPOSE.sub(" ", sentence)))
    return round(reported + outcome + 0.25 * bool(_NUMBER.search(sentence)), 2)
