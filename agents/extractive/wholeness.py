"""Signs that a claim lost something when it was cut or reworded; it is rejected, not mended."""

import re

_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|ours)\b")
_CUT = re.compile(r"[;:,–—]\s*[.”\"]*$|\b(?:and|or|but|that|which|when|where|such as)\s*\.$")
_NUMBERED = re.compile(r"\((\d|i{1,3}|iv|[a-c])\)")
_SECOND = {"1": "2", "i": "ii", "a": "b"}
_POINTS = re.compile(
    r"\b(?:these|such(?! as\b)|those(?! (?:of|in|from|with|that|who|which|for|on|using|by)\b))"
    r" (?:[\w-]+ ){1,2}?(?P<noun>[\w-]{3,}s)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"^(?:In|On|With|For|Across|By|Through|After|Using|Under|Compared|Among|During|Over)\b"
    r"[^,]{0,140}, (?:it|they) "
    r"(?:\w+ly |also |can |still )*(?:achiev|outperform|improv|surpass|obtain|yield|reach|gain|set"
    r"|perform|reduc|deliver|show|produc|attain|outscor|generat|provid)\w*",
)
_HANGING = re.compile(
    r"^(?:and|but|or) |^that (?:when|if|the)\b|,? and that (?:when|if)\b[^,.]*\.$", re.IGNORECASE
)


def damaged(text: str) -> bool:
    """True when the text is not a whole sentence of its own any more.

    A first person that is left is one that means people in general; a list is whole when its
    second item is there; `these … texts` needs its noun before it.
    """
    if _FIRST_PERSON.search(text) or _CUT.search(text) or _IT.match(text) or _HANGING.search(text):
        return True
    numbered = set(_NUMBERED.findall(text))
    if any(first in numbered and _SECOND[first] not in numbered for first in _SECOND):
        return True
    return any(
        p["noun"].lower().rstrip("s") not in text[: p.start()].lower()
        for p in _POINTS.finditer(text)
    )
