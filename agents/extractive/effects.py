"""What a claim says that one thing does to another, read from a marked claim."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from agents.extractive import grammar, polarity
from agents.extractive.polarity import Change, of_outcome

Lean = Literal["yes", "no", "open"]
"""`open`: takes no side."""

_AGENT = rf"{grammar.BOUNDARY}{grammar.noun_phrase('SSS')} {grammar.HELPERS}"
_LED = (
    rf"{grammar.BOUNDARY}{grammar.noun_phrase('SSS')} (?!is\b|are\b)"
    r"(?=(?:[\w-]+(?:s|ed)|can|have|do|will|led|gave|not)\b)"
    r"(?:(?!(?:we|our|proposed|which|that|this|while|whereas|whose|where|it|they|SSS)\b)"
    r"[^;:.]){3,110}?"
    r"(?:,? (?:and|but|yet|or) |, (?=(?:thereby |thus |hence )?\w+ing ))"
    rf"{grammar.HELPERS}"
)
"""What came before `and`, where the same thing goes on acting."""
_OBJECT = grammar.thing_acted_on()
_GIVES = (
    r"(?:leads? to|led to|leading to|results? in|resulted in|resulting in|yield(?:s|ed|ing)?"
    r"|brings?|brought|provid(?:es?|ed|ing)|achiev(?:es?|ed|ing)|produc(?:es?|ed|ing)|gives?|gave"
    r"|giving|caus(?:es?|ed|ing)|shows?|showed|obtain(?:s|ed)?|offers?|exhibits?|delivers?"
    r"|attains?|suffers? from|sees?|have|has|makes?|contribut(?:es?|ing) to|translates? (?:in)?to"
    r"|enjoys?|experiences?|reach(?:es)?)"
)
_DENIED = r"(?P<no>no|little|neither|not(?! only)|hardly any|any|limited|marginal|small|minimal) "
_SOME = (
    r"(?:(?!(?:no|little|less|not|limited|marginal|minimal|been|of|to|for|towards?|by|that|with)\b)"
    r"[\w'’.#-]+ ){0,4}?"
)
_BY = r"(?:of (?:up to |about |over |at least )?# (?:points? |percent )?)?"
_NO_EFFECT = r"(?:effects?|impacts?|influences?|changes?|differences?|bearing)"
_SIGNED = r"(?P<value>negative|adverse|detrimental|harmful|positive|beneficial|favou?rable) "
_BASELINE = re.compile(
    r"\b(?:than|over|upon|compared (?:to|with)|comparison (?:to|with)|versus|outperform\w*"
    r"|surpass\w*|beat|beats|beating|exceed\w*|relative to|as opposed to|instead of|unlike"
    r"|alternatives? to|replac\w+|without|improv\w+ (?:on|upon)|extends?|underperform\w*"
    r"|competitive with|on par with|comparable (?:to|with))"
    r" (?:(?!and\b)[\w'’.#-]+ ){0,4}?SSS\b"
)
"""The subject is what something else is measured against."""
_NOT_CLAIMED = re.compile(
    r"\b(?:whether|if|unless|unclear|hypothes\w+|believ\w+|assum\w+|argu\w+|claim(?:s|ed)? that"
    r"|suspect\w*|doubt\w*|question\w*|contrary|myth|conjecture\w*|speculat\w+|intuition\w*|wisdom"
    r"|how|why|to what extent|when|once|hop(?:e|es|ed|ing)|would|could|suppos\w+|expect\w*"
    r"|debat\w+|controvers\w+|belief|prior work|previous work|aims?|posit|posits|often said"
    r"|combination of|combining|jointly|together|between|neither|nor|limit\w*|challenge\w*"
    r"|instead of|rather than|contrast to|unlike)\b"
)
_FOUND_NOT = re.compile(
    r"\b(?:no (?:\w+ )?(?:evidence|indication|proof|sign)|not (?:find|found|show|observe|see|true"
    r"|the case)|find no (?:\w+ )?(?:evidence|indication))\b"
)
_QUALIFIED = re.compile(
    r"\b(?:only|unless|otherwise|provided that|less than|not as|(?:in|for) others"
    r"|(?:in|for|on|under) (?:certain|some|specific|particular) \w+)\b"
)


class Said(NamedTuple):
    """One reading of a clause."""

    change: Change | None
    """None for `has no effect`."""
    denied: bool
    keeps: bool
    start: int
    end: int


def _either(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_AGENT}|{_LED.replace('P<aux>', 'P<aux2>')}){pattern}")


_PATTERNS: list[tuple[re.Pattern[str], Change | None]] = []
for _forms, _change in polarity.VERBS:
    _PATTERNS.append((_either(rf"{_forms} {_OBJECT}"), _change))
    _PATTERNS.append(
        (
            re.compile(
                rf"\bOOO\b{grammar.ENDS}(?: (?!SSS)(?:in|on|of|for) [^,;:]{{2,40}}?)? "
                rf"{grammar.HELPERS}{_forms} (?:\w+ly |(?:by )?(?:up to )?# (?:points? )?){{0,2}}"
                rf"{grammar.USING}{grammar.wrapped_subject()}"
            ),
            _change,
        )
    )
for _forms, _change in polarity.NOUNS:
    _PATTERNS += [
        (
            _either(rf"{_GIVES} (?:{_DENIED})?{_SOME}{_forms} {_BY}(?:in|of|on|to|for) {_OBJECT}"),
            _change,
        ),
        (_either(rf"{_GIVES} (?:{_DENIED})?{_SOME}OOO {_forms}\b"), _change),
        (
            re.compile(
                rf"(?:{_DENIED})?{_SOME}{_forms} (?:in|of|on|to) {_OBJECT} (?:(?!SSS)[^,;:]"
                rf"{{2,40}} )??(?:(?:is|are|was|were) )?{grammar.HELPERS}(?:(?:observed|obtained"
                rf"|found|seen|achieved|gained) )?{grammar.USING}{grammar.wrapped_subject()}"
            ),
            _change,
        ),
    ]
for _forms, _change in polarity.COMPARATIVES:
    _PATTERNS.append((_either(rf"{_GIVES} (?:{_DENIED})?{_SOME}{_forms} {_OBJECT}"), _change))
_PATTERNS += [
    (_either(rf"{polarity.HELPFUL} (?:to|for|in) {_OBJECT}"), Change("value", 1)),
    (_either(rf"{polarity.HARMFUL} (?:to|for) {_OBJECT}"), Change("value", -1)),
    (_either(rf"(?:makes?|made|making|renders?) {_SOME}more OOX\b"), Change("amount", 1)),
    (_either(rf"(?:makes?|made|making|renders?) {_SOME}less OOX\b"), Change("amount", -1)),
    (_either(r"more OOX\b(?! (?!and |or )[a-z]+(?:s|tion|ance|ity)\b)"), Change("amount", 1)),
    (_either(r"less OOX\b(?! (?!and |or )[a-z]+(?:s|tion|ance|ity)\b)"), Change("amount", -1)),
]
_SAME = [
    _either(rf"{_GIVES} (?:{_DENIED}){_SOME}{_NO_EFFECT} (?:on|in|for|to) {_OBJECT}"),
    _either(rf"{polarity.AFFECTS} {_OBJECT}"),
]
_VALUED = [
    _either(rf"{_GIVES} (?:an? )?{_SOME}{_SIGNED}{_NO_EFFECT} (?:on|in|for) {_OBJECT}"),
    _either(
        rf"(?P<value>negatively|adversely|detrimentally|positively|favou?rably) "
        rf"{polarity.AFFECTS} {_OBJECT}"
    ),
]
_KEEPS = _either(rf"{polarity.KEEPS} {_OBJECT}")
_SPARES = re.compile(
    rf"{grammar.BOUNDARY}{grammar.noun_phrase('SSS')} [^;:.]{{3,110}}? without "
    rf"(?:any |significantly |substantially |noticeably )?(?P<harm>{polarity.WORSE}"
    rf"|sacrificing|{polarity.LESS}|losing|affecting|loss (?:of|in)|degradation (?:of|in)"
    rf"|(?:a )?drop in) {_OBJECT}"
)


def lean_of_effect(text: str, wanted: Change, outcome: str) -> Lean:
    """Which answer a marked claim gives; open when it gives none or both.

    Args:
        text: The marked claim: SSS acts, OOO is acted on, OOX is its adjective.
        wanted: The change that the question asks for.
        outcome: The outcome in the question's words, to know whether more of it is better.
    """
    if "SSS" not in text or not ("OOO" in text or "OOX" in text) or _BASELINE.search(text):
        return "open"
    sides = {_side(s, wanted, outcome) for s in _readings(text)}
    if "doubt" in sides:
        return "open"
    return "yes" if sides == {"yes"} else "no" if sides == {"no"} else "open"


def _side(said: Said, wanted: Change, outcome: str) -> str:
    """`doubt` when the clause cannot be set against the question."""
    asked = of_outcome(wanted, outcome)
    bad = bool(polarity.NO_GAIN.search(outcome))
    if said.keeps:
        harm = asked.sign < 0 if not bad else asked.sign > 0
        return "no" if harm and not said.denied else "doubt"
    if said.change is None:
        return "no"
    found = of_outcome(said.change, outcome)
    if found.kind != asked.kind:
        return "doubt"
    if found.sign == asked.sign:
        return "no" if said.denied else "yes"
    return "doubt" if said.denied else "no"


def _readings(text: str) -> Iterator[Said]:
    """Every sure reading; a clause that is only supposed is left out."""
    for pattern, change in _PATTERNS:
        for match in pattern.finditer(text):
            yield from _read(text, match, change)
    for pattern in _SAME:
        for match in pattern.finditer(text):
            aux = _helpers(match)
            plain = "no" not in match.groupdict()
            if plain and not grammar.negative(aux):
                continue
            if _sure(text, match) and (plain or match["no"] in ("no", "hardly any")):
                yield Said(None, False, False, match.start(), match.end())
    for pattern in _VALUED:
        for match in pattern.finditer(text):
            good = match["value"].startswith(("pos", "ben", "fav"))
            yield from _read(text, match, Change("value", 1 if good else -1))
    for match in _KEEPS.finditer(text):
        if _sure(text, match):
            yield Said(None, _denied(text, match), True, match.start(), match.end())
    for match in _SPARES.finditer(text):
        if not _NOT_CLAIMED.search(text[: match.start()]):
            yield Said(None, False, True, match.start(), match.end())


def _read(text: str, match: re.Match[str], change: Change | None) -> Iterator[Said]:
    if not _sure(text, match):
        return
    denied = _denied(text, match)
    given = match.groupdict().get("no")
    if given in ("little", "limited", "marginal", "small", "minimal", "hardly any"):
        return
    if given in ("no", "neither", "not"):
        denied = not denied
    yield Said(change, denied, False, match.start(), match.end())


def _helpers(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("aux") or groups.get("aux2") or ""


def _denied(text: str, match: re.Match[str]) -> bool:
    before = _clause_before(text, match.start())
    return grammar.negative(_helpers(match)) ^ bool(_FOUND_NOT.search(before))


def _sure(text: str, match: re.Match[str]) -> bool:
    """Asserted, and not only where something else holds."""
    before = _clause_before(text, match.start())
    if _NOT_CLAIMED.search(before) or grammar.unsure(_helpers(match)):
        return False
    rest = re.split(r"[;:.]|, (?:but|while|whereas)\b", text[match.end() :], maxsplit=1)[0]
    return not _QUALIFIED.search(f"{match.group()} {rest}".replace("not only", ""))


def _clause_before(text: str, start: int) -> str:
    """What leads up to the clause, from the last comma or semicolon."""
    at = max(text.rfind(mark, 0, start) for mark in (",", ";", ":", "."))
    return text[at + 1 : start + 8]
