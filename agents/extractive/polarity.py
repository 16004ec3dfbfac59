"""Words that say which way something goes: verbs, nouns and adjectives of change and of quality."""

import re
from typing import Literal, NamedTuple

Kind = Literal["amount", "value", "quality", "rank"]


class Change(NamedTuple):
    """One direction."""

    kind: Kind
    """`value`: better or worse; `amount`: more or less of it."""
    sign: int
    """1 or -1."""


def _forms(stems: str, extra: str = "") -> str:
    """Every form of regular verbs, e.g. `improv` → improve, improves, improved, improving."""
    verbs = "|".join(rf"{s}(?:e|es|ed|ing|s|)" for s in stems.split())
    return f"(?:{verbs}{'|' + extra if extra else ''})"


BETTER = _forms("improv enhanc boost strengthen benefit advanc facilitat elevat aid help")
WORSE = _forms(
    "harm degrad worsen impair damag undermin deteriorat compromis weaken hinder hamper jeopardiz"
    " jeopardis",
    "hurts?|hurting",
)
MORE = _forms(
    "increas rais amplif promot exacerbat aggravat induc introduc heighten",
    "amplif(?:y|ies|ied|ying)|causes?|caused|causing",
)
LESS = _forms(
    "reduc decreas lower diminish lessen shrink suppress mitigat alleviat prevent eliminat curb"
    " minimiz minimis counteract avoid",
    "cuts?|cutting",
)
KEEPS = _forms("preserv maintain retain", "keeps?|kept|keeping")
AFFECTS = _forms("affect impact influenc alter chang")

VERBS: tuple[tuple[str, Change], ...] = (
    (BETTER, Change("value", 1)),
    (WORSE, Change("value", -1)),
    (MORE, Change("amount", 1)),
    (LESS, Change("amount", -1)),
)
NOUNS: tuple[tuple[str, Change], ...] = (
    (r"(?:improvements?|gains?|boosts?|benefits?|enhancements?|advantages?)", Change("value", 1)),
    (r"(?:degradations?|deteriorations?|loss(?:es)?|damage|harm)", Change("value", -1)),
    (r"(?:increases?|rises?|growth)", Change("amount", 1)),
    (r"(?:decreases?|reductions?|drops?|declines?)", Change("amount", -1)),
)
COMPARATIVES: tuple[tuple[str, Change], ...] = (
    (r"(?:better|improved|superior|enhanced|stronger)", Change("value", 1)),
    (r"(?:worse|poorer|inferior|degraded|weaker)", Change("value", -1)),
    (r"(?:higher|greater|increased|more|larger)", Change("amount", 1)),
    (r"(?:lower|reduced|decreased|less|fewer|smaller)", Change("amount", -1)),
)
HELPFUL = r"(?:beneficial|helpful|useful|advantageous)"
HARMFUL = r"(?:harmful|detrimental|damaging|disadvantageous)"
NO_GAIN = re.compile(
    r"\b(?:errors?|attacks?|bias(?:es)?|hallucinations?|vulnerab\w+|costs?|latenc\w+|perplexity"
    r"|overfit\w*|forgetting|gaps?|noise|toxicity|risks?|degradation|loss|instability|drops?|time"
    r"|burden|leakage|disparit\w+|memory|consumption|need|repetition\w*|redundancy|variance"
    r"|misinformation|stereotyp\w+|complexity|size|confusion|sensitivity|wer|mistakes?)\b",
    re.IGNORECASE,
)
"""Things that are better when there is less of them."""
GAIN = re.compile(
    r"\b(?:accuracy|accuracies|performance|quality|robust\w*|fluency|generali[sz]\w+|transfer\w*"
    r"|faithful\w*|calibration|diversity|efficiency|reasoning|understanding|similarity"
    r"|consistency|f1|bleu|rouge|fairness|capabilit\w+|abilit\w+|coheren\w+|factuality"
    r"|stability|reliability|precision|recall|results?|scores?|tasks?|translation|parsing"
    r"|classification|recognition|tagging|answering|retrieval|extraction|summari[sz]ation"
    r"|detection|interpretability|effectiveness|informativeness|correlation|readability|safety"
    r"|privacy|correction|generation|labell?ing|planning|alignment|speed|inference)\b",
    re.IGNORECASE,
)
"""Things that are better when there is more of them, tasks included."""


def asked_change(word: str) -> Change | None:
    """The change that a question's verb asks for; None for another word."""
    lower = word.lower()
    return next((c for forms, c in VERBS if re.fullmatch(forms, lower)), None)


def of_outcome(change: Change, outcome: str) -> Change:
    """The change as an amount where it is known whether more of the outcome is better."""
    if change.kind != "value":
        return change
    if NO_GAIN.search(outcome):
        return Change("amount", -change.sign)
    return Change("amount", change.sign) if GAIN.search(outcome) else change


QUALITIES: dict[str, tuple[str, str]] = {
    "accurate": (r"accurat\w*|accuracy", r"inaccura\w+"),
    "biased": (r"biased|bias(?:es)?", r"unbiased|fair|bias-free"),
    "brittle": (r"brittle\w*|fragil\w+|vulnerab\w+", r"robust\w*|resilien\w+"),
    "calibrated": (r"(?:well-)?calibrat\w+", r"miscalibrat\w+|uncalibrated|overconfiden\w+"),
    "consistent": (r"consisten\w+", r"inconsisten\w+"),
    "effective": (r"effective(?:ness)?", r"ineffective(?:ness)?"),
    "efficient": (r"efficien\w+", r"inefficien\w+"),
    "fair": (r"fair|fairness|unbiased", r"unfair(?:ness)?|biased"),
    "faithful": (r"faithful(?:ness)?", r"unfaithful(?:ness)?"),
    "fluent": (r"fluent|fluency", r"disfluent|disfluency"),
    "interpretable": (r"interpretab\w+", r"uninterpretable|opaque"),
    "plausible": (r"plausib\w+", r"implausib\w+"),
    "redundant": (r"redundan\w+", r"irredundant"),
    "reliable": (r"reliab\w+", r"unreliab\w+"),
    "reproducible": (r"reproducib\w+", r"irreproducib\w+"),
    "resilient": (r"resilien\w+|robust\w*", r"brittle\w*|fragil\w+|vulnerab\w+|susceptib\w+"),
    "robust": (r"robust\w*|resilien\w+", r"brittle\w*|fragil\w+|vulnerab\w+|susceptib\w+"),
    "safe": (r"safe|safety", r"unsafe|harmful"),
    "sensitive": (r"sensitiv\w+", r"insensitiv\w+|invariant"),
    "stable": (r"stable|stability", r"unstable|instability"),
    "susceptible": (r"susceptib\w+|vulnerab\w+", r"robust\w*|resistant"),
    "toxic": (r"toxic(?:ity)?", r"nontoxic|non-toxic"),
    "trustworthy": (r"trustworth\w+", r"untrustworth\w+"),
    "useful": (r"useful(?:ness)?", r"useless"),
    "valid": (r"valid|validity", r"invalid"),
    "vulnerable": (r"vulnerab\w+|susceptib\w+", r"robust\w*|resistant|resilient"),
}
"""Adjective → (words that say so, words that say the opposite)."""


def quality_of(word: str) -> tuple[str, int] | None:
    """The quality that a question's adjective names, -1 when it is the opposite (`unreliable`)."""
    lower = word.lower()
    if lower in QUALITIES:
        return lower, 1
    for name, (_, against) in QUALITIES.items():
        if lower.startswith(("un", "in", "im", "ir")) and re.fullmatch(against, lower):
            return name, -1
    return None
