"""Formulas in MathML as a line of readable text: `R² = 0.9`, `(a + b)/2`. Pure."""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from litassay.text.scripts import lowered, raised

_SILENT = frozenset({"annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark"})
_ACCENTS = {"¯": "\u0304", "‾": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303",
            "˜": "\u0303",
            "→": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "_": "\u0332"}  # fmt: skip
_MARKED = re.compile(r"<(?P<tag>(?:\w+:)?math)\b.*?</(?P=tag)\s*>", re.S | re.I)
_PREFIX = re.compile(r"(</?)\w+:")
_ATTRIBUTE = re.compile(r"\s[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_SIMPLE = re.compile(r"[\w.,'′∞√\u0300-\u036f\u20d7⁰-₎²³¹]*|\(.*\)")
_RELATIONS = frozenset("=<>≤≥≈≠∼~±×→∈≡∝")
DEPTH = 60
"""Elements inside each other; what is nested more deeply is read as its bare characters."""


def replaced(text: str) -> str:
    """The text with every formula in MathML turned into characters."""
    return _MARKED.sub(lambda found: _formula(found.group()), text)


def _formula(xml: str) -> str:
    bare = _ENTITY.sub("&amp;", _PREFIX.sub(r"\1", _ATTRIBUTE.sub("", xml)))
    try:
        return " ".join(spoken(fromstring(bare, forbid_dtd=True)).split())
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return " ".join(_TAG.sub("", xml).split())


def spoken(node: Element, depth: int = 0) -> str:
    """The text of one element of MathML."""
    kind = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    if kind in _SILENT or depth > DEPTH:
        return "" if kind in _SILENT else "".join(node.itertext())
    parts = [spoken(child, depth + 1) for child in node]
    if kind == "mmultiscripts":
        return _multiscripts(node, parts)
    if kind == "semantics":
        return parts[0] if parts else ""
    said = _SAID.get(kind)
    if said and len(parts) >= 2:
        return said(parts)
    if kind == "msqrt":
        return f"√{_held(''.join(parts))}"
    if kind == "mfenced":
        return f"({', '.join(parts)})"
    if kind in ("mtr", "mtable"):
        return (", " if kind == "mtr" else "; ").join(parts)
    return _leaf(kind, node.text or "") + "".join(parts)


def _multiscripts(node: Element, parts: Sequence[str]) -> str:
    """A base with pairs of indices behind it and, after `mprescripts`, before it."""
    names = [child.tag.rpartition("}")[2] for child in node]
    at = names.index("mprescripts") if "mprescripts" in names else len(parts)

    def scripts(found: Sequence[str]) -> str:
        bare = [part.replace(" ", "") for part in found]
        return "".join(lowered(p) if n % 2 == 0 else raised(p) for n, p in enumerate(bare))

    return f"{scripts(parts[at + 1 :])}{parts[0] if parts else ''}{scripts(parts[1:at])}"


def _leaf(kind: str, text: str) -> str:
    if kind == "mtext":
        return text.replace("\xa0", " ")
    if kind == "mspace":
        return " "
    bare = text.strip()
    if kind == "mo":
        return f" {bare} " if bare in _RELATIONS else bare.translate({0x2061: None, 0x2062: None})
    return bare


def _held(text: str) -> str:
    """In brackets where it is more than one symbol or number."""
    return text if _SIMPLE.fullmatch(text) else f"({text.strip()})"


def _fraction(parts: Sequence[str]) -> str:
    return f"{_held(parts[0].strip())}/{_held(parts[1].strip())}"


def _above(parts: Sequence[str]) -> str:
    accent = _ACCENTS.get(parts[1].strip())
    return parts[0] + accent if accent and len(parts[0]) == 1 else _both(parts)


def _both(parts: Sequence[str]) -> str:
    """A base with what stands under and over it: `∑_(i=1)^n`."""
    under = lowered(parts[1].replace(" ", ""), parts[0][-1:])
    over = raised(parts[2].replace(" ", "")) if len(parts) > 2 else ""
    return f"{parts[0]}{under}{over}"


_SAID: dict[str, Callable[[Sequence[str]], str]] = {
    "msup": lambda parts: f"{parts[0]}{raised(parts[1].replace(' ', ''))}",
    "msub": _both,
    "msubsup": _both,
    "munder": _both,
    "munderover": _both,
    "mover": _above,
    "mfrac": _fraction,
    "mroot": lambda parts: f"{raised(parts[1])}√{_held(parts[0])}",
}
