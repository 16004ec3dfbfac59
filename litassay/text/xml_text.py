"""The text of an element of XML as a reader of the typeset page sees it. Pure.

Powers and indices become characters, formulas a line of text; marks that point at references go.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from litassay.text import mathml
from litassay.text.latex import readable
from litassay.text.scripts import is_citation_mark, lowered, raised

_MARKS = re.compile(r"[\s\d,;*†‡§¶#∗a-z–—-]*")
_POINTS = frozenset({"bibr", "fn", "table-fn", "aff", "corresp"})
_SILENT = frozenset({"annotation", "annotation-xml", "inline-graphic", "graphic", "object-id"})
_STYLES = {"superscript": "sup", "subscript": "sub"}
"""How EndNote writes them: `<style face="superscript">`."""
_APART = frozenset(
    {"p", "title", "list", "list-item", "break", "td", "th", "tr", "disp-formula", "disp-quote",
     "def", "term", "label", "sec", "caption", "br", "AbstractText"}
)  # fmt: skip
"""Elements that begin and end a line."""


def local(node: Element) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def said(node: Element | None, without: frozenset[str] = frozenset()) -> str:
    """All text inside, on one line, elements named in `without` left out."""
    return " ".join("".join(_pieces(node, "", without)).split()) if node is not None else ""


def _pieces(node: Element, before: str, without: frozenset[str]) -> Iterator[str]:
    yield node.text or ""
    text = before + (node.text or "")
    for child in node:
        inner = _inner(child, text, without)
        yield inner
        yield child.tail or ""
        text = (text + inner + (child.tail or ""))[-200:]


def _inner(child: Element, before: str, without: frozenset[str]) -> str:
    """The text of one child, which stands behind `before`."""
    kind = _STYLES.get(child.get("face", ""), local(child))
    if not kind or kind in without or kind in _SILENT:
        return ""
    if kind == "math":
        return mathml.spoken(child)
    if kind == "tex-math":
        return readable("".join(child.itertext()))
    if kind == "alternatives":
        return _one_of(child, before, without)
    inner = "".join(_pieces(child, before, without))
    if kind == "xref" and child.get("ref-type") in _POINTS:
        glued = before[-1:] not in ("", "[", "(") and not before[-1:].isspace()
        return "" if glued and _MARKS.fullmatch(inner) else inner
    if kind == "sub":
        return lowered(inner, before[-1:], (child.tail or "")[:1])
    if kind == "sup":
        return _raised(child, inner, before)
    return f" {inner} " if kind in _APART else inner


def _raised(node: Element, inner: str, before: str) -> str:
    points = any(x.get("ref-type") in _POINTS for x in node.iter() if local(x) == "xref")
    if points and _MARKS.fullmatch(inner):
        return ""
    return "" if is_citation_mark(inner, before, (node.tail or "")[:1]) else raised(inner)


def _one_of(node: Element, before: str, without: frozenset[str]) -> str:
    """The most readable of several forms of one thing: MathML, then TeX, then the first."""
    for kind in ("math", "tex-math", "textual-form"):
        for child in node:
            if local(child) == kind and (inner := _inner(child, before, without)).strip():
                return inner
    return next((inner for c in node if (inner := _inner(c, before, without)).strip()), "")
