"""Rewording a source sentence into a claim that is understood without its paper.

Reporting frames and discourse openers go, hedges stay, first persons become third persons. What
cannot be made self-contained by rule is left alone: `references.py` rejects it.
"""

import re

from agents.extractive.contribution import METHODS, RESOURCES, Contribution

_OPENERS = re.compile(
    r"^(?:(?:however|moreover|furthermore|in addition|additionally|finally|specifically"
    r"|in particular"
    r"|more specifically|specially"
    r"|interestingly|surprisingly|notably|importantly|overall|thus|therefore"
    r"|hence"
    r"|in our (?:paper|work|study)|as a result|consequently|besides|also|first|second|third"
    r"|firstly|secondly|thirdly|lastly"
    r"|on the other hand|on the one hand|in contrast|by contrast|conversely|for example"
    r"|for instance"
    r"|in fact|indeed|meanwhile|then|in this (?:paper|work|study|article|thesis)|here|in summary"
    r"|in conclusion|to conclude|in short|in general|generally|crucially|remarkably|accordingly"
    r"|yet|and"
    r"|but|so|nevertheless|nonetheless|still|instead|rather|similarly|likewise|further|again"
    r"|alternatively"
    r"|unsurprisingly|as expected|encouragingly|critically|more importantly|most importantly"
    r"|to this end|subsequently|recently|in response|next|to that end|intriguingly|impressively"
    r"|e\.g\.|i\.e\.)\s*,\s*|(?:and|but|so|yet|hence|thus)\s+"
    r"|then\s+(?=we\b)|\(?(?:[ivx]{1,4}|\d|[a-d])\)\s*)+",
    re.IGNORECASE,
)
_MOTIVE = re.compile(
    r"^(?:to (?:address|bridge|tackle|fill|solve|overcome|mitigate|alleviate|remedy|close|answer"
    r"|handle|resolve|combat|counter|do|achieve|meet|investigate)"
    r" (?:this|these|that|those|such|the above|it)"
    r"(?: [\w-]+){0,4}|(?:based on|motivated by|inspired by|in light of|in response to|building on"
    r"|given) (?:this|these|that|those)(?: [\w-]+){0,4}|for (?:this|that) (?:reason|purpose)"
    r"|towards? (?:this|that) (?:end|goal)|under this frame(?:work)?),? (?=we\b)",
    re.IGNORECASE,
)
"""Why the authors did something, with a pointer to what stands before."""
_MORE = re.compile(
    r",? and (?:then |also )?(?:we )?(?:\w+ly )?(?:evaluat|show|demonstrat|conduct|appl(?:y|ies)"
    r"|test|compar|analy|validat|find|investigat|provid|releas|propos|present|introduc)\w*\b.*$",
    re.IGNORECASE,
)
"""What `we propose NAME, a …` goes on to say of the authors."""
_INTRODUCES_OWN = re.compile(
    rf"\b(introduce|present|propose|develop)s? the (?:[\w-]+ )?(?:{METHODS}|{RESOURCES}) "
    r"(?:of [^.]{0,30} et al\. )?(?:called|named|dubbed|termed) "
)
"""`We introduce our method called NAME`."""
_THEN = re.compile(r"\b(we) then\b", re.IGNORECASE)
_ADVERBS = (
    r"(?:(?:also|further|furthermore|empirically|experimentally|theoretically|clearly|then"
    r"|additionally|consistently|thus|hence|even|first|finally|\w+ly)\s+)*"
)
_SHOWS = (
    r"(?:shows?|showed|shown|finds?|found|demonstrates?|demonstrated|reveals?|revealed|observes?"
    r"|observed|confirms?|confirmed|conclude[sd]?|discover(?:s|ed)?|proves?|proved"
    r"|establish(?:es|ed)?|verif(?:y|ies|ied)|illustrates?|illustrated|highlights?|highlighted"
    r"|reports?|reported|notes?|noted|see|saw|validates?|note)"
)
_HEDGES = r"(?:suggests?|suggested|indicates?|indicated|impl(?:y|ies)|hint)"
_STUDY = (
    r"(?:(?:our|the|these|extensive|experimental|empirical|comprehensive|additional|further"
    r"|preliminary"
    r"|detailed|several|various|initial|both|human|automatic|quantitative|qualitative|ablation|all"
    r"|thorough|in-depth|intrinsic|extrinsic|main|and|evaluation|experiment|analysis|case"
    r"|simulation"
    r"|benchmark|test|this)\s+)*"
    r"(?:results?|experiments?|experimentation|findings?|analys[ie]s|evaluations?|stud(?:y|ies)"
    r"|work"
    r"|paper|investigations?|observations?|comparisons?|ablations?|tests?|evidence|research)"
)
_WE_SHOW = re.compile(
    rf"^(?:we|i)\s+{_ADVERBS}{_SHOWS}(?:\s+{_ADVERBS.rstrip('*')}*)?\s*that,?\s+", re.I
)
_WE_HEDGE = re.compile(
    rf"^we\s+{_ADVERBS}(?:suggest|hypothesi[sz]e|argue|believe|posit|speculate|claim)\s+that\s+",
    re.I,
)
_STUDY_SHOWS = re.compile(
    rf"^{_STUDY}(?P<scope>\s+(?:on|with|across|in|using|over|for)\s[^,;]{{3,110}}?)?,?\s+{_ADVERBS}"
    rf"(?:have\s+)?{_SHOWS}\s+{_ADVERBS}that,?\s+",
    re.IGNORECASE,
)
_STUDY_HEDGES = re.compile(
    rf"^{_STUDY}(?:\s+(?:on|with|across|in|using|over|for|of)\s[^,;]{{3,110}}?)?,?\s+{_ADVERBS}"
    rf"(?:seem to\s+)?{_HEDGES}\s+{_ADVERBS}that\s+",
    re.IGNORECASE,
)
_THIS_SHOWS = re.compile(rf"^(?:it is|this|these)\s+{_ADVERBS}{_SHOWS}\s+that\s+", re.IGNORECASE)
_NAMES_IT = re.compile(
    r"^(?i:we|(?:this|the) (?:paper|work|study)) (?:\w+ly )?(?:propose|introduce|present|develop"
    r"|design)s? "
    r"(?P<name>[A-Z][\w@+/-]*[A-Z0-9][\w@+/-]*(?:\s\([A-Z][^)]{2,90}\))?), (?P<what>an? .+)$"
)
_KIND = rf"(?P<kind>(?:(?:{METHODS}) (?=(?:{METHODS})\b))?(?:{METHODS}|{RESOURCES}))"
_OUR_KIND = re.compile(
    rf"\b(?:(?P<our>our)|the)\s+(?:(?P<had>proposed|presented)\s+)?"
    rf"(?P<adj>(?:(?!(?:and|or|of|for|in|to|on|with|that|proposed)\b)[\w-]+\s+){{0,3}}?){_KIND}\b",
    re.IGNORECASE,
)
_THE_FINDINGS = re.compile(
    r"\bour (results?|experiments?|analys[ie]s|findings?|evaluations?|study|studies|experimental"
    r"|work"
    r"|empirical|proposed|extensive|case|human|ablation|main|best)\b",
    re.IGNORECASE,
)


_PEOPLE = re.compile(
    r"\b(?:before|until|unless|as|once) we\b|\bwe (?:should|must|need to|ought|as a|humans|all|live"
    r"|know|often|usually|people)\b|\bus (?:humans|all)\b"
    r"|\bour (?:society|lives|daily|world|everyday|understanding|field|community|knowledge|brains?"
    r"|planet|minds?)\b",
    re.IGNORECASE,
)
"""`We` that means people: it is left, and the sentence rejected for it."""
_AND_THAT = re.compile(r",? and that (?=(?:[\w-]+ ){2})")
"""What goes on after `we show that`, whose frame is gone."""


def reword(sentence: str, made: Contribution) -> str:
    """The sentence as a claim; the same text when no rule applies."""
    text = _THEN.sub(r"\1", _openers(" ".join(sentence.split())))
    named = _NAMES_IT.match(text)
    if named:
        text = f"{named.group('name')} is {_MORE.sub('', named.group('what'))}"
    text = _capital(_third_person(_frame(text), made))
    return text if text.endswith((".", "!", "?", '."', ".”", ".)")) else f"{text}."


def _openers(text: str) -> str:
    return _MOTIVE.sub("", _OPENERS.sub("", text))


def _frame(text: str) -> str:
    """Without `we show that`; a hedge (`the results suggest that`) is kept in the third person."""
    hedge = _STUDY_HEDGES.match(text)
    if hedge:
        verb = "indicate" if "indicat" in hedge.group().lower() else "suggest"
        return f"the results {verb} that {_lower(_openers(text[hedge.end() :]))}"
    argued = _WE_HEDGE.match(text)
    if argued:
        return f"the authors{text[2 : argued.end()]}{_lower(text[argued.end() :])}"
    shown = _STUDY_SHOWS.match(text)
    if shown:
        scope = (shown.group("scope") or "").strip()
        body = text[shown.end() :]
        body = _AND_THAT.sub(", and ", body)
        keep = scope and not re.search(r"\b(?:our|this|these|which|that|both)\b", scope, re.I)
        return f"in experiments {scope}, {_lower(body)}" if keep and len(scope) < 90 else body
    frame = _WE_SHOW.match(text) or _THIS_SHOWS.match(text)
    return _AND_THAT.sub(", and ", text[frame.end() :]) if frame else text


def _third_person(text: str, made: Contribution) -> str:
    """First persons replaced; the named contribution put for `our method` where it is known."""
    if _PEOPLE.search(text):
        return text
    text = _once(_OUR_KIND.sub(lambda m: _made(m, made, text), text), made.source)
    text = re.sub(r"\b(allow|enable|help|let)(s|ed|ing)? us to\b", r"\1\2 one to", text)
    text = _THE_FINDINGS.sub(lambda m: f"the {m.group(1)}", text)
    text = _INTRODUCES_OWN.sub(r"\1 ", text)
    text = re.sub(r",? in (?:this|our) (?:paper|work|study|article)\b,?", "", text, flags=re.I)
    text = re.sub(r"\b[Tt]his (paper|work|study|article|survey)\b", r"the \1", text)
    text = re.sub(r"\b(?:We|we)\b", "the authors", text)
    text = re.sub(r"\bus\b", "the authors", text)
    return _possessive(text)


def _once(text: str, source: str) -> str:
    """Whose method it is, told where it is first named only."""
    if not source:
        return text
    head, sep, tail = text.partition(f" of {source}")
    return head + sep + tail.replace(f" of {source}", "")


def _possessive(text: str) -> str:
    """`our N` after `the authors` is theirs; elsewhere it is the authors'."""
    parts = re.split(r"\b[Oo]ur\b", text)
    out = parts[0]
    for part in parts[1:]:
        out += ("their" if "the authors" in out.lower() else "the authors'") + part
    return out


def _made(match: re.Match[str], made: Contribution, text: str) -> str:
    """`our method` → its name, else whose it is; `the method` of others is left alone."""
    ours, adjective, kind = (
        bool(match.group("our") or match.group("had")),
        match.group("adj"),
        match.group("kind"),
    )
    opens = match.start() == 0 and made.proposes and not adjective
    if not ours and not opens:
        return match.group()
    is_method = bool(re.fullmatch(METHODS, kind, re.IGNORECASE))
    fits = made.kind == ("method" if is_method else "resource")
    if made.name and fits and not kind.endswith("s") and made.name not in text:
        return made.name
    adjective = _OLD_PRAISE.sub("", adjective)
    if made.source and not _GOES_ON.match(match.string[match.end() :]):
        return f"the {adjective}{kind} of {made.source}"
    return f"the {'proposed' if is_method else 'new'} {adjective}{kind}"


_GOES_ON = re.compile(
    rf"\s+(?:of|performance|parameters?|weights?|predictions?|outputs?|training|sizes?|accuracy|design"
    rf"|results?|selection|family|responses?|variants?|components?|code|called|named|{METHODS}"
    rf"|{RESOURCES})\b"
)
"""The noun is part of a longer one, or is named right after."""
_OLD_PRAISE = re.compile(
    r"\b(?:novel|new|simple|best|final|full|whole|own|effective|proposed)\s+", re.I
)


def _lower(text: str) -> str:
    """Lower case at the start unless the first word is a name or an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if re.search(r"[A-Z0-9].*[A-Z0-9]", first) or not first.istitle() else _soft(text)


def _soft(text: str) -> str:
    """Only words that certainly are no names are lowered."""
    known = re.match(
        r"(?:The|A|An|Our|We|In|On|For|By|With|When|While|Using|These|This|It|They|All|Most"
        r"|Both)\b",
        text,
    )
    return text[:1].lower() + text[1:] if known else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_OF_THEM = (
    r"\b(?P<the>[Tt])he (?P<what>(?:(?!the\b|authors\b)[\w-]+ ){0,3}?"
    rf"(?:(?P<method>{METHODS})|{RESOURCES})) of "
)


def unattributed(text: str, source: str) -> str:
    """`the method of Meng et al.` told as `the proposed method`, which is how its quote has it."""
    if not source:
        return text
    return re.sub(
        _OF_THEM + re.escape(source),
        lambda m: f"{m['the']}he {'proposed' if m['method'] else 'new'} {m['what']}",
        text,
        flags=re.IGNORECASE,
    )
